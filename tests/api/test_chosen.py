"""What a caller chooses of an answer: fewer fields, and whom it names beside it; both bounded, and noted like all that is shown."""

from datetime import date

import pytest

from accounts.models import AccessEvent
from api.endpoints import CHOSEN
from api.serializers.families import FamilyOutput
from api.serializers.people import PersonOutput
from casework.actions.conversations import log_conversation
from database.asker import acting_as
from families.actions.keeping import restrict
from tests.api.shapes import misfits
from tests.factories import FamilyFactory, MembershipFactory

FAMILIES, PEOPLE, TALKS = "/api/v1/families/", "/api/v1/people/", "/api/v1/conversations/"


@pytest.fixture
def mia(family):
    return MembershipFactory(family=family, person__known_as="Mia").person


@pytest.fixture
def system(caller):
    return caller("families.read", "people.read", "conversations.read")


@pytest.fixture
def talk(family, mia, worker):
    with acting_as(worker.asker):
        return log_conversation(family=family, people=[mia], headline="Tea", by=worker)


def test_only_the_chosen_fields_come_and_the_id(system, family, mia):
    answer = system.get(FAMILIES, {"fields": "name,updated_at"})

    (told,) = answer.json()["results"]
    assert (list(told), told["id"], told["name"]) == (["id", "name", "updated_at"], str(family.pk), family.name)
    assert answer["Content-Type"] == CHOSEN


def test_of_one_row_too(system, mia):
    answer = system.get(f"{PEOPLE}{mia.pk}/", {"fields": "known_as"})

    assert answer.json() == {"id": str(mia.pk), "known_as": "Mia"}
    assert "ETag" not in answer


def test_the_whole_is_as_it_was(system, family, mia):
    answer = system.get(FAMILIES)

    assert answer["Content-Type"] == "application/json"
    assert "expanded" not in answer.json()


@pytest.mark.parametrize("fields", ["", "address", "name,", "name,address", "name;id", "*", "name,' OR 1=1"])
def test_a_field_that_there_is_not_is_refused_by_name(system, mia, fields):
    answer = system.get(FAMILIES, {"fields": fields})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/fields"


def test_whom_it_names_stands_beside_it(system, talk, family, mia):
    answer = system.get(TALKS, {"expand": "people,families"})

    told = answer.json()
    assert answer["Content-Type"] == CHOSEN
    assert [one["id"] for one in told["results"]] == [str(talk.pk)]
    assert [(one["id"], misfits(PersonOutput, one)) for one in told["expanded"]["people"]] == [(str(mia.pk), [])]
    assert [(one["id"], misfits(FamilyOutput, one)) for one in told["expanded"]["families"]] == [(str(family.pk), [])]


def test_beside_one_row_too_with_its_version(system, family, mia):
    whole, answer = system.get(f"{FAMILIES}{family.pk}/"), system.get(f"{FAMILIES}{family.pk}/", {"expand": "people"})

    assert answer.json() == whole.json() | {"expanded": {"people": [system.get(f"{PEOPLE}{mia.pk}/").json()]}}
    assert answer["ETag"] == whole["ETag"]


def test_each_stands_there_once(system, family, mia, worker, talk):
    with acting_as(worker.asker):
        log_conversation(family=family, people=[mia], headline="Cake", by=worker)

    told = system.get(TALKS, {"expand": "people", "fields": "headline"}).json()

    assert [sorted(one) for one in told["results"]] == [["headline", "id"]] * 2
    assert [one["known_as"] for one in told["expanded"]["people"]] == ["Mia"]


def test_a_scope_that_the_token_lacks_opens_nothing_beside(caller, family, mia):
    answer = caller("families.read").get(FAMILIES, {"expand": "people"})

    assert (answer.status_code, "people.read" in answer.json()["detail"]) == (403, True)


def test_who_is_kept_from_a_system_stands_nowhere(system, talk, mia, worker, manager):
    with acting_as(manager.asker):
        restrict(what=mia, ground="other", allowed=[worker], review_on=date(2026, 6, 1), by=manager)

    told = system.get(TALKS, {"expand": "people"}).text

    assert "Mia" not in told


def test_what_stands_beside_is_noted(system, talk, family, mia):
    other = FamilyFactory(name="Ash")
    MembershipFactory(family=other, person=mia)

    system.get(f"{TALKS}{talk.pk}/", {"expand": "people"})

    look = AccessEvent.objects.get(what="api:conversation-retrieve")
    assert (set(look.people), set(look.families)) == ({mia.pk}, {family.pk, other.pk})


def test_a_page_with_more_beside_it_is_smaller(system, mia):
    answer = system.get(FAMILIES, {"expand": "people", "page_size": "51"})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/page_size")


def test_of_figures_and_practitioners_nothing_is_expanded(caller):
    assert caller("families.read").get("/api/v1/practitioners/", {"expand": "people"}).status_code == 400


@pytest.mark.parametrize("many", [1, 3])
def test_as_many_statements_for_one_as_for_three(system, many, django_assert_num_queries):
    for _number in range(many):
        MembershipFactory()
    chosen = {"expand": "people", "fields": "name,members"}
    system.get(FAMILIES, chosen)

    with django_assert_num_queries(4):
        told = system.get(FAMILIES, chosen).json()

    assert (len(told["results"]), len(told["expanded"]["people"])) == (many, many)


def test_one_statement_is_kept_for_all_choices(system, mia, family):
    from database.prepared import _kept  # noqa: PLC0415

    system.get(FAMILIES, {"fields": "name"})
    before = len(_kept)
    for fields in ("locality", "members", "name,members"):
        system.get(FAMILIES, {"fields": fields})

    assert len(_kept) == before
