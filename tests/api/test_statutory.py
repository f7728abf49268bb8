"""What comes in from a statutory system: a mirror, questions, and nothing of ours changed (domain.md §9.7, INV-08)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction

from accounts.models import AccessEvent, User
from database.asker import acting_as
from families.actions.keeping import restrict
from families.models import ExternalIdentifier, Person, StatutoryFact, StatutoryQuestion, StatutoryRecord
from tests.factories import FamilyFactory, MembershipFactory
from tests.factories_api import Caller, credentials
from tests.hostile import MISFITS, TELLING, TEXTS, TURNED

PEOPLE = "/api/v1/statutory/people/"
STRINGS = [one for one in (*TEXTS, *TURNED, *MISFITS, *TELLING) if "\x00" not in one]
KEY = {"HTTP_IDEMPOTENCY_KEY": "feed-of-the-1st"}
IN_NEED = {"id": "s1", "kind": "child in need", "since": "2026-03-03"}
HANA = {"id": "w1", "name": "Hana Lee", "role": "social worker", "since": "2026-03-04"}


@pytest.fixture
def system(caller):
    return caller("statuses.write")


@pytest.fixture
def amina(family):
    born = {"person__date_of_birth": date(2015, 5, 5), "person__given_name": "Amina", "person__family_name": "Rowan"}
    return MembershipFactory(family=family, person__known_as="Amina", **born).person


def numbered(person, value, scheme="lcs_person_id"):
    return ExternalIdentifier.objects.create(
        organisation=person.organisation, person=person, scheme=scheme, value=value
    )


@pytest.fixture
def lark(amina):
    return numbered(amina, "LARK1")


def told(value="LARK1", **more):
    return {"scheme": "lcs_person_id", "value": value, "date_of_birth": "2015-05-05"} | more


def send(system, *people, **extra):
    return system.send(PEOPLE, {"people": list(people)}, **extra)


def outcomes(answer):
    assert answer.status_code == 200, answer.content
    return [(one["status"], one["outcome"]) for one in answer.json()["results"]]


def facts():
    return list(StatutoryFact.objects.standing().order_by("kind").values_list("kind", "words", "role"))


def test_statuses_and_workers_come_in_and_the_same_again_is_unchanged(system, lark, amina):
    said = told(statuses=[IN_NEED], workers=[HANA])

    assert outcomes(send(system, said)) == [(201, "new")]
    before = StatutoryFact.pgh_event_model.objects.count()
    assert outcomes(send(system, said)) == [(200, "unchanged")]
    assert StatutoryFact.pgh_event_model.objects.count() == before
    assert facts() == [("status", "child in need", ""), ("worker", "Hana Lee", "social worker")]


def test_a_list_is_given_whole_and_one_that_is_left_out_stays(system, lark):
    send(system, told(statuses=[IN_NEED], workers=[HANA]))

    after = {"id": "s2", "kind": "child looked after", "since": "2026-03-10"}
    assert outcomes(send(system, told(statuses=[after]))) == [(200, "changed")]
    assert facts() == [("status", "child looked after", ""), ("worker", "Hana Lee", "social worker")]


def test_nothing_of_ours_changes(system, lark, amina):
    before = Person.objects.filter(pk=amina.pk).values().get()

    send(system, told(given_name="Aminah", family_name="Rowan-Smith", date_of_birth="2015-05-06"))

    assert Person.objects.filter(pk=amina.pk).values().get() == before


def test_who_is_not_here_is_not_written_down(system, lark):
    count = Person.objects.count()

    answer = send(system, told("OTHER", given_name="Zoe", date_of_birth="2011-01-01", statuses=[IN_NEED]))

    assert outcomes(answer) == [(404, "not_here")]
    assert (Person.objects.count(), StatutoryRecord.objects.count()) == (count, 0)


def test_who_is_restricted_answers_like_who_is_not_here(system, lark, amina, worker):
    restrict(what=amina, ground="refuge", allowed=[worker], review_on=date(2026, 6, 1), by=worker)

    answer = send(system, told(statuses=[IN_NEED]), told("OTHER"))

    one, other = answer.json()["results"]
    assert one == other
    assert StatutoryRecord.objects.count() == StatutoryQuestion.objects.count() == 0


def test_another_number_of_theirs_comes_too(system, lark, amina):
    send(system, told(also=[{"scheme": "nhs_number", "value": "943 476 5919"}]))

    assert set(amina.external_identifiers.values_list("value", flat=True)) == {"LARK1", "943 476 5919"}


def test_a_number_of_two_people_waits(system, lark, amina):
    other = MembershipFactory(family=amina.memberships.get().family).person
    numbered(other, "N1", "nhs_number")

    answer = send(system, told(also=[{"scheme": "nhs_number", "value": "N1"}], statuses=[IN_NEED]))

    assert outcomes(answer) == [(202, "to_settle")]
    asked = StatutoryQuestion.objects.get()
    assert (asked.kind, asked.person, asked.other) == ("two_people", amina, other)
    assert StatutoryRecord.objects.count() == 0


def test_a_namesake_of_that_day_waits_and_is_asked_once(system, amina):
    for _time in range(2):
        assert outcomes(send(system, told("NEW", given_name="AMINA", family_name="Rowan"))) == [(202, "to_settle")]

    assert StatutoryQuestion.objects.get().kind == "same_person"
    assert not amina.external_identifiers.exists()


def test_a_day_that_differs_waits_and_is_gone_when_they_agree(system, lark, amina):
    assert outcomes(send(system, told(date_of_birth="2015-05-06"))) == [(202, "to_settle")]
    assert StatutoryQuestion.objects.waiting().get().kind == "born"

    assert outcomes(send(system, told())) == [(200, "changed")]
    assert StatutoryQuestion.objects.get().answer == "gone"


def test_purge_forgets_what_came_and_keeps_what_is_ours(system, lark, amina):
    send(system, told(given_name="Aminah", statuses=[IN_NEED], workers=[HANA]))

    assert outcomes(send(system, told(purge=True))) == [(200, "forgotten")]
    assert outcomes(send(system, told(purge=True))) == [(200, "forgotten")]
    record = StatutoryRecord.objects.get()
    assert (record.given_name, record.date_of_birth, facts()) == ("", None, [])
    assert ExternalIdentifier.objects.current().count() == 0
    assert Person.objects.get(pk=amina.pk).known_as == "Amina"


def test_what_is_forgotten_stands_in_no_history(system, lark):
    send(system, told(given_name="Aminah", statuses=[IN_NEED], workers=[HANA]))

    for model in (StatutoryRecord, StatutoryFact, StatutoryQuestion):
        kept = {field.name for field in model.pgh_event_model._meta.get_fields()}
        assert kept.isdisjoint(model.kept_out_of_history)


def test_the_same_key_writes_nothing_again_and_says_how_it_stands(system, lark):
    said = told(statuses=[IN_NEED])

    assert outcomes(send(system, said, **KEY)) == [(201, "new")]
    assert outcomes(send(system, said, **KEY)) == [(200, "unchanged")]
    assert send(system, told(), **KEY).status_code == 422


def test_each_is_taken_or_refused_by_itself(system, lark):
    wrong = [5, None, told(value=7), told("A", date_of_birth="5.5.2015"), told("B", colour="red"), told(value="")]
    answer = send(system, told(statuses=[IN_NEED]), *wrong)

    assert outcomes(answer) == [(201, "new"), *[(400, "refused")] * 6]
    pointers = [one["errors"][0]["pointer"] for one in answer.json()["results"][3:]]
    assert pointers == ["/value", "/date_of_birth", "/colour", "/value"]


def test_no_more_than_a_thousand_at_once(system, lark):
    assert send(system, *[told(str(number)) for number in range(1_001)]).status_code == 400
    assert send(system).status_code == 400


def test_a_thousand_come_in(system, lark):
    assert len(outcomes(send(system, *[told(str(number)) for number in range(999)], told()))) == 1_000


def test_hostile_words_are_kept_or_refused_and_nothing_breaks(system, lark):
    people = [told(f"H{n}", given_name=one, statuses=[{"id": one, "kind": one}]) for n, one in enumerate(STRINGS)]
    assert {status for status, _outcome in outcomes(send(system, *people))} == {400, 404}
    kinds = [{"id": str(n), "kind": one} for n, one in enumerate(STRINGS[:40]) if one.strip() and "\x00" not in one]
    assert send(system, told(statuses=kinds)).status_code == 200


def test_who_was_told_of_is_noted(system, lark, amina):
    send(system, told(statuses=[IN_NEED]))

    assert AccessEvent.objects.filter(what="api:statutory-person-create", people=[amina.pk]).exists()


def test_another_scope_does_not_open_it(caller, lark, client, worker):
    assert send(caller("people.write"), told()).status_code == 403
    client.force_login(worker)
    assert client.post(PEOPLE, {"people": [told()]}, content_type="application/json").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_statements_is_the_same(system, family, count, django_assert_num_queries):
    people = [MembershipFactory(family=family, person__date_of_birth=date(2015, 5, 5)).person for _one in range(count)]
    for number, person in enumerate(people):
        numbered(person, f"P{number}")
    said = [told(f"P{number}", statuses=[IN_NEED], workers=[HANA]) for number in range(count)]
    send(system, told("WARM"))

    with django_assert_num_queries(16):
        send(system, *said)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_feeds_at_once_each_person_is_taken_once(organisation):
    with acting_as(User.objects.get(email="kith@leeds.test").asker), transaction.atomic():
        held = credentials("statuses.write")
        family = FamilyFactory(name="Rowan")
        for number in range(5):
            numbered(MembershipFactory(family=family).person, f"P{number}")
    said = [told(f"P{number}", date_of_birth=None, statuses=[IN_NEED]) for number in range(5)]
    token, together = Caller(held).token, Barrier(4)

    def feed(_number):
        together.wait()
        try:
            return [one for _status, one in outcomes(send(Caller(held, token), *said))]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        came = list(pool.map(feed, range(4)))

    assert sorted(came) == [["new"] * 5, *[["unchanged"] * 5] * 3]
    with acting_as(held.client.user.asker), transaction.atomic():
        assert (StatutoryRecord.objects.count(), StatutoryFact.objects.count()) == (5, 5)
