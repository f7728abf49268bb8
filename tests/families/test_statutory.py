"""What the council's system says, on the page of a person, and what it asks (domain.md §9.2, §10.8, 6)."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from families.actions.merging import merge_people
from families.actions.statutory import take_statutory_people
from families.actions.statutory_settling import QuestionSettled, settle_statutory
from families.imports.statutory import Outcome, ToldFact, ToldPerson
from families.models import ExternalIdentifier, Person, StatutoryFact, StatutoryQuestion, StatutoryRecord
from families.periods import Period
from families.queries.statutory_told import waiting_for
from tests.factories import InvolvementFactory, MembershipFactory, UserFactory
from tests.factories_access import DeclaredInterestFactory
from tests.factories_api import credentials

LCS, NHS = ("lcs_person_id", "LARK1"), ("nhs_number", "N1")
BORN = date(2015, 5, 5)
IN_NEED = ToldFact("status", "s1", "child in need", period=Period(date(2026, 3, 3), None))
HANA = ToldFact("worker", "w1", "Hana Lee", "social worker", Period(date(2026, 3, 4), None))
QUESTIONS = "/to-settle/council/"


@pytest.fixture
def sender(organisation):
    return credentials("statuses.write").client.user


@pytest.fixture
def amina(family):
    facts = {"person__date_of_birth": BORN, "person__given_name": "Amina", "person__family_name": "Rowan"}
    return MembershipFactory(family=family, person__known_as="Amina", **facts).person


@pytest.fixture
def ben(family):
    return MembershipFactory(family=family, person__known_as="Ben", person__date_of_birth=BORN).person


def numbered(person, number=LCS):
    return ExternalIdentifier.objects.create(
        organisation=person.organisation, person=person, scheme=number[0], value=number[1]
    )


def told(**more):
    facts = {"date_of_birth": BORN, "facts": (IN_NEED, HANA), "kinds": frozenset({"status", "worker"})}
    return ToldPerson(LCS, **(facts | more))


def take(sender, **more):
    (came,) = take_statutory_people(told=[told(**more)], by=sender)
    return came.outcome


def asked_of(client, user, answer, status=302):
    client.force_login(user)
    question = StatutoryQuestion.objects.get()
    response = client.post(reverse("families:statutory-question", args=[question.pk]), {"answer": answer})
    assert response.status_code == status
    return StatutoryQuestion.objects.get()


def said_now():
    return sorted(StatutoryFact.objects.standing().values_list("words", flat=True))


def test_the_page_of_a_person_says_it_in_a_sentence(client, amina, sender, worker):
    numbered(amina)
    take(sender)
    client.force_login(worker)

    page = client.get(amina.get_absolute_url()).text

    assert "Mosaic says:" in page
    assert "child in need, since 3 March 2026" in page
    assert "worked with by Hana Lee (social worker), since 4 March 2026" in page
    assert "As of 16 March 2026." in page
    assert AccessEvent.objects.filter(what="casework:person", people__contains=[amina.pk]).exists()


def test_no_family_reads_it(amina, sender):
    numbered(amina)
    take(sender)

    for kind in ("family", "client"):
        user = UserFactory(kind=kind)
        assert not StatutoryRecord.objects.visible_to(user).exists()
        assert not StatutoryFact.objects.visible_to(user).exists()
        assert not StatutoryQuestion.objects.visible_to(user).exists()


def test_who_is_not_involved_reads_nothing(amina, sender, worker, outsider):
    numbered(amina)
    take(sender)

    assert StatutoryFact.objects.visible_to(worker).count() == 2
    assert not StatutoryFact.objects.visible_to(outsider).exists()
    assert not StatutoryRecord.objects.visible_to(outsider).exists()


def test_the_worker_says_that_it_is_the_same_person(client, amina, sender, worker):
    assert take(sender, given_name="Amina") == Outcome.TO_SETTLE
    client.force_login(worker)
    assert "Is it the same person?" in client.get(QUESTIONS).text

    settled = asked_of(client, worker, "person")

    assert (settled.answer, settled.settled_by, settled.said) == ("person", worker, {})
    assert amina.external_identifiers.get().value == "LARK1"
    assert said_now() == ["Hana Lee", "child in need"]
    assert take(sender, given_name="Amina") == Outcome.UNCHANGED
    assert "Priya" in client.get(QUESTIONS).text


def test_someone_else_is_not_asked_of_again(client, amina, sender, worker):
    take(sender, given_name="Amina")

    asked_of(client, worker, "neither")

    assert not amina.external_identifiers.exists()
    assert take(sender, given_name="Amina") == Outcome.NOT_HERE


@pytest.mark.parametrize(("answer", "whose"), [("person", "Amina"), ("other", "Ben")])
def test_of_two_people_the_numbers_go_to_the_one_who_is_meant(client, amina, ben, sender, worker, answer, whose):
    numbered(amina)
    numbered(ben, NHS)
    assert take(sender, also=(NHS,)) == Outcome.TO_SETTLE
    assert said_now() == []

    asked_of(client, worker, answer)

    assert set(ExternalIdentifier.objects.values_list("person__known_as", flat=True)) == {whose}
    assert StatutoryRecord.objects.get().person.known_as == whose
    assert said_now() == ["Hana Lee", "child in need"]


def test_neither_of_two_leaves_the_numbers_where_they_are(client, amina, ben, sender, worker):
    numbered(amina)
    numbered(ben, NHS)
    take(sender, also=(NHS,))

    asked_of(client, worker, "neither")

    assert take(sender, also=(NHS,)) == Outcome.NEW
    assert StatutoryRecord.objects.get().person == amina
    assert ben.external_identifiers.get().value == "N1"


def test_two_who_were_made_one_are_one(amina, ben, sender, worker):
    numbered(amina)
    numbered(ben, NHS)
    take(sender, also=(NHS,))

    merge_people(kept=amina, merged=ben, why="They told me", by=worker)

    assert take(sender, also=(NHS,)) == Outcome.NEW
    assert StatutoryQuestion.objects.get().answer == "gone"
    assert StatutoryRecord.objects.get().person == amina


def test_the_mirror_moves_with_who_was_made_one(amina, ben, sender, worker):
    numbered(ben)
    take(sender, date_of_birth=None)

    merge_people(kept=amina, merged=ben, why="They told me", by=worker)

    assert StatutoryRecord.objects.get().person == amina
    assert take(sender, date_of_birth=None) == Outcome.UNCHANGED


@pytest.mark.parametrize(("answer", "born"), [("theirs", date(2015, 5, 6)), ("ours", BORN)])
def test_a_day_that_differs_is_settled_once(client, amina, sender, worker, answer, born):
    numbered(amina)
    take(sender, date_of_birth=date(2015, 5, 6))

    asked_of(client, worker, answer)

    assert Person.objects.get(pk=amina.pk).date_of_birth == born
    assert take(sender, date_of_birth=date(2015, 5, 6)) == Outcome.UNCHANGED


def test_a_death_is_written_by_someone_here_alone(client, amina, sender, worker):
    numbered(amina)
    assert take(sender, date_of_death=date(2026, 3, 1)) == Outcome.TO_SETTLE
    assert Person.objects.get(pk=amina.pk).date_of_death is None

    asked_of(client, worker, "theirs")

    assert Person.objects.get(pk=amina.pk).date_of_death == date(2026, 3, 1)


def test_what_is_refused_stands_on_the_form(client, amina, sender, worker):
    numbered(amina)
    take(sender, date_of_death=date(2026, 12, 1))

    assert asked_of(client, worker, "theirs", 422).answer == ""
    assert asked_of(client, worker, "person", 422).answer == ""


def test_a_number_that_someone_else_has_meanwhile_stays_theirs(client, amina, sender, worker):
    take(sender, given_name="Amina")
    other = numbered(MembershipFactory(person__known_as="Elsewhere").person)

    assert asked_of(client, worker, "person", 422).answer == ""

    other.refresh_from_db()
    assert (other.person.known_as, amina.external_identifiers.count(), said_now()) == ("Elsewhere", 0, [])


def test_nobody_settles_twice(amina, sender, worker):
    take(sender, given_name="Amina")
    question = StatutoryQuestion.objects.get()
    settle_statutory(question=question, answer="neither", by=worker)

    with pytest.raises(QuestionSettled):
        settle_statutory(question=question, answer="person", by=worker)


@pytest.mark.parametrize("keep", ["interest", "involved", "outsider"])
def test_who_is_kept_away_learns_nothing_of_a_question(client, family, amina, sender, worker, outsider, keep):
    take(sender, given_name="Amina")
    question = StatutoryQuestion.objects.get()
    assert list(StatutoryQuestion.objects.visible_to(worker)) == [question]
    if keep == "interest":
        DeclaredInterestFactory(practitioner=worker.practitioner, person=amina)
    elif keep == "involved":  # beside the family in another role
        outsider = InvolvementFactory(family=family, role="other").practitioner.user
    someone = worker if keep == "interest" else outsider
    client.force_login(someone)

    assert "Amina" not in client.get(QUESTIONS).text
    assert waiting_for(someone) == []
    address = reverse("families:statutory-question", args=[question.pk])
    assert client.get(address).status_code == client.post(address, {"answer": "neither"}).status_code == 404


def test_a_question_of_two_is_for_who_sees_both(client, amina, sender, worker):
    other = MembershipFactory(person__known_as="Elsewhere").person
    numbered(amina)
    numbered(other, NHS)

    assert take(sender, also=(NHS,)) == Outcome.TO_SETTLE

    assert not StatutoryQuestion.objects.visible_to(worker).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_page_ask_as_often_for_many(client, family, sender, worker, count, django_assert_num_queries):
    for number in range(count):
        facts = {"person__date_of_birth": BORN, "person__known_as": f"Mia{number}"}
        MembershipFactory(family=family, **facts)
        said = ToldPerson(("lcs_person_id", f"P{number}"), given_name=f"Mia{number}", date_of_birth=BORN)
        take_statutory_people(told=[said], by=sender)
    client.force_login(worker)
    client.get(QUESTIONS)

    with django_assert_num_queries(7):
        client.get(QUESTIONS)


def test_an_administrator_reads_who_says_what(client, organisation, outsider):
    client.force_login(UserFactory(roles=["administrator"]))
    page = client.get(reverse("families:who-says-what")).text
    assert "Comes from the council’s system" in page
    assert "Known as · Given name" in page

    client.force_login(outsider)
    assert client.get(reverse("families:who-says-what")).status_code == 403
