"""A page leads on to what its reader may do next, and to nothing that they may not."""

from datetime import date

import pytest
from django.urls import reverse

from casework.actions.conversations import log_conversation
from casework.rules.conferences import can_offer_conference
from casework.rules.conversations import can_log_conversation
from database.asker import acting_as
from families.actions.emergency import break_glass
from families.actions.keeping import restrict
from families.actions.records import EntryText
from families.models import Entry
from families.periods import Period
from families.rules.people import can_edit_family
from tests.casework.pages import at
from tests.factories import InvolvementFactory, MembershipFactory, PersonFactory, PractitionerFactory
from tests.factories_conferences import ConferenceFactory, FocusFactory
from tests.factories_worries import AlertFactory


def at_family(person):
    return reverse("families:membership-add", args=[person.pk])


@pytest.fixture
def ines(organisation):
    return PractitionerFactory(user__roles=["intake"], role_title="Front door").user


@pytest.fixture
def barnes(ines):
    """A family that intake began, without a lead worker yet."""
    return InvolvementFactory(practitioner=ines.practitioner, role="other").family


@pytest.fixture
def shown(client):
    def page(user, address):
        client.force_login(user)
        return client.get(address).text

    return page


def test_today_leads_intake_to_people_without_a_family_and_into_no_conversation(shown, ines, barnes):
    today = shown(ines, reverse("casework:today"))

    assert reverse("families:intake-list") in today
    assert "New conversation with" not in today


@pytest.mark.parametrize(("role", "begins"), [("safeguarding_lead", False), ("social_worker", True)])
def test_today_offers_to_begin_a_family_to_those_who_may(shown, organisation, role, begins):
    someone = PractitionerFactory(user__roles=[role]).user

    today = shown(someone, reverse("casework:today"))

    assert "You are not alongside a family yet" in today
    assert (reverse("families:family-begin") in today) is begins


def test_a_family_without_a_lead_worker_says_so_by_asking_for_one(shown, ines, barnes):
    page = shown(ines, barnes.get_absolute_url())

    assert reverse("families:involvement-begin", args=[barnes.pk]) in page
    assert ("Front door" in page, "family meeting" in page.lower()) == (True, False)


def test_a_family_with_a_lead_worker_offers_a_meeting(shown, family, worker):
    page = shown(worker, family.get_absolute_url())

    assert reverse("families:involvement-begin", args=[family.pk]) not in page
    assert "Offer a family meeting" in page


def test_the_list_of_a_family_s_meetings_offers_one_in_the_same_words(shown, family, worker):
    assert "Offer a family meeting" in shown(worker, reverse("casework:family-conferences", args=[family.pk]))


def test_who_does_not_offer_meetings_is_led_to_them(shown, family):
    ngozi = InvolvementFactory(family=family, practitioner__user__roles=["conference_coordinator"]).practitioner.user

    page = shown(ngozi, family.get_absolute_url())

    assert ("Offer a family meeting" in page, "Family meetings" in page) == (False, True)


OPENED = "You opened this for four hours: you can read it, not change it."
ENDED = "Your work with this family has ended, so you can read but not change it."
SHOWN = "You don’t work with them, so you can read this but not change it."


@pytest.mark.parametrize(("how", "why"), [("opened", OPENED), ("ended", ENDED), ("named", SHOWN)])
def test_who_only_reads_is_told_why_and_offered_nothing_else(shown, family, worker, outsider, how, why):
    person = MembershipFactory(family=family).person
    if how == "opened":
        with acting_as(outsider.asker):
            break_glass(
                target=family, reason_code="immediate_safety", reason_text="She rang, afraid of him", by=outsider
            )
    elif how == "ended":
        InvolvementFactory(
            family=family, practitioner=outsider.practitioner, period=Period(date(2026, 1, 1), date(2026, 3, 10))
        )
    else:
        restrict(what=person, ground="refuge", allowed=[outsider], review_on=date(2026, 9, 14), by=worker)

    assert why in shown(outsider, person.get_absolute_url())
    assert [
        str(can(outsider, family).refusal) for can in (can_edit_family, can_log_conversation, can_offer_conference)
    ] == [why] * 3
    if how != "named":
        page = shown(outsider, family.get_absolute_url())
        assert ("Offer a family meeting" in page, "Family meetings" in page, OPENED in page) == (
            False,
            True,
            how == "opened",
        )


def test_someone_in_no_family_is_led_to_one(shown, ines):
    person = PersonFactory()

    assert at_family(person) in shown(ines, person.get_absolute_url())


def test_where_no_family_is_there_to_choose_none_is_asked_for(client, ines):
    client.force_login(ines)

    response = client.post(at_family(PersonFactory()), {"role": "child"})

    assert list(response.context["form"].errors) == ["name"]


def test_a_partner_is_not_asked_after_on_the_page_of_a_child(shown, worker, amina, dana):
    pages = [shown(worker, person.get_absolute_url()) for person in (amina, dana)]

    assert ["Add a partner" in page for page in pages] == [False, True]


def test_responsibility_is_for_children(shown, worker, amina, joan):
    pages = [shown(worker, person.get_absolute_url()) for person in (amina, joan)]

    assert ["Who has parental responsibility" in page for page in pages] == [True, False]


def test_going_well_holds_strengths_and_no_other_words(shown, worker, family, joan):
    said = EntryText(Entry.Kind.SAID, "I can’t cope.", {"speaker": joan})
    strength = EntryText(Entry.Kind.STRENGTH, "She walks him to school.")
    log_conversation(family=family, people=[joan], headline="At the door", entries=[said, strength], by=worker)

    page = shown(worker, family.get_absolute_url())

    assert ("She walks him to school." in page, "I can’t cope." in page) == (True, False)


def test_an_alert_does_not_call_a_person_a_danger(shown, worker, family, joan):
    AlertFactory(person=joan)

    page = shown(worker, family.get_absolute_url())

    assert ("Joan: " in page, "to do with Joan" in page) == (False, True)


def test_asking_for_a_conference_says_whose_responsibility_is_missing(shown, worker, family, amina, offered):
    FocusFactory(conference=offered, person=MembershipFactory(family=family, person__known_as="Leon").person)

    page = shown(worker, at("conference-refer", offered))

    assert "who has parental responsibility for Leon" in page
    assert "who has parental responsibility for Amina" not in page


def test_an_adult_needs_no_one_to_be_responsible_for_them(shown, worker, family, dana):
    conference = ConferenceFactory(family=family)
    FocusFactory(conference=conference, person=dana)

    assert "parental responsibility for Dana" not in shown(worker, at("conference-refer", conference))
