"""What another system hears of people who were written down twice (domain.md §9.7)."""

import pytest

from accounts.models import AccessEvent, User
from api.serializers.people import FoundPersonOutput, MergedPersonOutput
from families.actions.merging import merge_people, unmerge_people
from families.models import Restriction
from tests.api.shapes import misfits
from tests.conftest import FROZEN
from tests.factories import FamilyFactory, MembershipFactory, PersonFactory

PEOPLE = "/api/v1/people/"
TODAY = FROZEN.date()


@pytest.fixture
def kith(organisation):
    return User.objects.get(kind=User.Kind.SYSTEM)


@pytest.fixture
def joan(family):
    return MembershipFactory(family=family, person__known_as="Joan Rowan").person


@pytest.fixture
def nan(family):
    return MembershipFactory(family=family, person__known_as="Nan").person


@pytest.fixture
def merge(joan, nan, kith):
    return merge_people(kept=joan, merged=nan, why="She told us", by=kith)


def test_someone_who_was_merged_is_answered_with_whom_they_are(caller, merge, joan, nan):
    answer = caller("people.read").get(f"{PEOPLE}{nan.pk}/")

    assert (answer.status_code, answer.json()) == (200, {"id": str(nan.pk), "merged_into": str(joan.pk)})
    assert misfits(MergedPersonOutput, answer.json()) == []


def test_the_answer_is_noted_with_the_person(caller, merge, joan, nan):
    caller("people.read").get(f"{PEOPLE}{nan.pk}/")

    event = AccessEvent.objects.get(what="api:person-retrieve")
    assert (event.people, event.record) == ([joan.pk], nan.pk)


def test_lists_leave_them_out(caller, merge, joan):
    answer = caller("people.read").get(PEOPLE).json()

    assert [one["id"] for one in answer["results"]] == [str(joan.pk)]


def test_whose_person_may_not_be_seen_is_nobody(caller, merge, joan, nan, worker):
    Restriction.objects.create(
        organisation=joan.organisation,
        person=joan,
        ground="refuge",
        set_by=worker,
        set_on=TODAY,
        review_on=TODAY.replace(month=6),
    )

    assert caller("people.read").get(f"{PEOPLE}{nan.pk}/").status_code == 404


def test_after_it_was_undone_both_are_people(caller, merge, joan, nan, kith):
    unmerge_people(merge=merge, by=kith)
    mosaic = caller("people.read")

    assert [mosaic.get(f"{PEOPLE}{one.pk}/").json()["known_as"] for one in (joan, nan)] == ["Joan Rowan", "Nan"]


def test_nothing_is_written_of_someone_who_was_merged(caller, merge, joan, nan):
    body = {"partner": str(joan.pk), "kind": "married"}

    assert caller("people.write").send(f"{PEOPLE}{nan.pk}/partners/", body).status_code == 404


def test_who_may_be_someone_is_asked_before_they_are_written_down(caller, joan):
    answer = caller("people.read").send(f"{PEOPLE}alike/", {"known_as": "Joanne Rowan"}).json()

    assert [misfits(FoundPersonOutput, one) for one in answer["results"]] == [[]]
    assert [one["id"] for one in answer["results"]] == [str(joan.pk)]


def test_whom_the_caller_may_not_see_is_not_among_those(caller, joan):
    PersonFactory(known_as="Joan Rowan")

    answer = caller("people.read").send(f"{PEOPLE}alike/", {"known_as": "Joan Rowan"}).json()

    assert [one["id"] for one in answer["results"]] == [str(joan.pk)]


@pytest.mark.parametrize("count", [1, 3])
def test_asking_costs_the_same(caller, organisation, count, statements):
    family = FamilyFactory()
    MembershipFactory.create_batch(count, family=family, person__known_as="Catherine")
    mosaic = caller("people.read")

    with statements("SELECT", "SELECT", "SELECT"):
        found = mosaic.send(f"{PEOPLE}alike/", {"known_as": "Kathryn"}).json()

    assert len(found["results"]) == count
