"""A change goes out from what its caller has read: If-Match, 428 without, 412 once it has changed (RFC 9110 §13.1.1, RFC 6585 §3)."""

import json
from datetime import date

import pytest

from accounts.models import AccessEvent
from api.serializers.families import WholeFamilyOutput
from api.serializers.people import PersonOutput
from database.models import Change
from families.actions.people import change_family
from families.models import Family, Person
from tests.api.shapes import misfits
from tests.factories import FamilyFactory, MembershipFactory

FAMILIES, PEOPLE = "/api/v1/families/", "/api/v1/people/"


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina").person


def send(client, path, said, match=None):
    extra = {} if match is None else {"headers": {"If-Match": match}}
    body = said if isinstance(said, str) else json.dumps(said)
    return client.patch(path, body, content_type="application/json", **extra)


@pytest.fixture
def path(family):
    return f"{FAMILIES}{family.pk}/"


@pytest.fixture
def writer(caller):
    return caller("families.read", "families.write", "people.read", "people.write")


def test_what_is_read_says_its_version_and_a_change_goes_out_from_it(writer, path, family):
    read = writer.get(path)

    answer = send(writer, path, {"good_to_know": "The bell is broken"}, read["ETag"])

    family.refresh_from_db()
    assert read["ETag"] == f'"{read.json()["row_version"]}"'
    assert (answer.status_code, answer["ETag"]) == (200, f'"{family.row_version}"')
    assert answer["ETag"] != read["ETag"]
    assert misfits(WholeFamilyOutput, answer.json()) == []
    assert (answer.json()["good_to_know"], family.good_to_know) == ("The bell is broken", "The bell is broken")


def test_without_it_nothing_is_changed(writer, path):
    answer = send(writer, path, {"good_to_know": "Knock"})

    assert (answer.status_code, answer["Content-Type"]) == (428, "application/problem+json")
    assert answer.json()["detail"].startswith("Say what your change goes out from")
    assert Family.objects.get().good_to_know != "Knock"


def test_what_changed_meanwhile_is_not_overwritten_and_says_its_version(writer, path, family, worker):
    read = writer.get(path)
    changed = change_family(family=family, row_version=family.row_version, good_to_know="Ring twice", by=worker)

    answer = send(writer, path, {"good_to_know": "Knock"}, read["ETag"])

    changed.refresh_from_db()
    now = changed.row_version
    assert (answer.status_code, answer["ETag"], answer.json()["row_version"]) == (412, f'"{now}"', now)
    assert Family.objects.get().good_to_know == "Ring twice"


def test_who_saves_between_the_look_and_the_change_is_told_of_too(writer, path, family, worker, monkeypatch):
    def first_someone_else(**said):
        change_family(family=family, row_version=family.row_version, good_to_know="Ring twice", by=worker)
        return change_family(**said)

    monkeypatch.setattr("api.views.families.change_family", first_someone_else)

    answer = send(writer, path, {"good_to_know": "Knock"}, writer.get(path)["ETag"])

    assert (answer.status_code, answer.json()["row_version"]) == (412, family.row_version + 1)
    assert Family.objects.get().good_to_know != "Knock"


@pytest.mark.parametrize("match", ["*", 'W/"{0}"', '"999", "{0}"', ' "{0}" '])
def test_any_way_to_name_the_version_will_do(writer, path, family, match):
    assert send(writer, path, {"good_to_know": "Knock"}, match.format(family.row_version)).status_code == 200


@pytest.mark.parametrize("match", ["1", '"x"', '"1" "2"', '""', "\u0663", '"' + "1" * 10 + '"', ", "])
def test_what_names_no_version_is_a_bad_request(writer, path, match):
    answer = send(writer, path, {"good_to_know": "Knock"}, match)

    assert (answer.status_code, "If-Match holds the ETag" in answer.json()["detail"]) == (400, True)


@pytest.mark.parametrize(
    ("said", "pointer", "code"),
    [
        ({}, "", "invalid"),
        ({"name": "Rowan-Smith"}, "/name", "unknown"),
        ({"story": "Ours"}, "/story", "unknown"),
        ({"good_to_know": None}, "/good_to_know", "null"),
        ({"good_to_know": "x" * 4001}, "/good_to_know", "max_length"),
    ],
)
def test_a_family_s_own_words_and_what_does_not_fit_are_refused(writer, path, said, pointer, code):
    answer = send(writer, path, said, "*")

    assert (answer.status_code, [(one["pointer"], one["code"]) for one in answer.json()["errors"]]) == (
        400,
        [(pointer, code)],
    )


def test_facts_about_a_person_are_changed_and_what_is_left_out_stays(writer, amina):
    path = f"{PEOPLE}{amina.pk}/"
    said = {"family_name": "Hassan", "date_of_birth": "2015-05-01", "dob_precision": "day"}

    answer = send(writer, path, said, writer.get(path)["ETag"])

    amina.refresh_from_db()
    assert (answer.status_code, misfits(PersonOutput, answer.json())) == (200, [])
    assert (amina.family_name, amina.date_of_birth, amina.known_as) == ("Hassan", date(2015, 5, 1), "Amina")
    assert amina.names.filter(text__endswith="Hassan").exists()  # found by it


@pytest.mark.parametrize("field", ["known_as", "pronouns", "gender", "about_me"])
def test_who_someone_is_they_say_themselves(writer, amina, field):
    answer = send(writer, f"{PEOPLE}{amina.pk}/", {field: "x"}, "*")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "unknown")


def test_a_name_that_is_too_long_with_the_one_that_stands_is_refused_by_its_field(writer, amina):
    Person.objects.filter(pk=amina.pk).update(given_name="A" * 150)

    answer = send(writer, f"{PEOPLE}{amina.pk}/", {"family_name": "B" * 60}, "*")

    assert [one["pointer"] for one in answer.json()["errors"]] == ["/family_name"]


def test_a_rule_of_the_table_names_itself(writer, amina):
    answer = send(writer, f"{PEOPLE}{amina.pk}/", {"date_of_birth": "2015-05-01", "date_of_death": "2014-05-01"}, "*")

    assert (answer.status_code, len(answer.json()["errors"])) == (400, 1)


def test_only_with_a_scope_and_only_what_the_caller_may_see(caller, writer, path, client, worker):
    elsewhere = FamilyFactory()
    client.force_login(worker)
    before = Change.objects.count()

    reader = send(caller("families.read", name="Reader"), path, {"good_to_know": "Knock"}, "*")
    mine, theirs = (
        send(client, f"{FAMILIES}{pk}/", {"good_to_know": "Knock"}, "*").status_code
        for pk in (path.split("/")[-2], elsewhere.pk)
    )
    nothing = send(writer, f"{FAMILIES}018f0000-0000-7000-8000-000000000000/", {"good_to_know": "x"}, "*")

    assert (reader.status_code, mine, theirs, nothing.status_code) == (403, 200, 404, 404)
    assert Change.objects.count() > before


def test_it_is_noted_who_looked_and_that_a_system_changed_it(writer, path, family):
    send(writer, path, {"good_to_know": "Knock"}, "*")

    event = AccessEvent.objects.get()
    assert (event.what, event.record) == ("api:family-partial_update", family.pk)


@pytest.mark.parametrize("name", ["conversations", "measures", "link-ups"])
def test_what_is_never_changed_takes_no_patch(writer, name, family):
    assert send(writer, f"/api/v1/{name}/{family.pk}/", {}, "*").status_code == 405
