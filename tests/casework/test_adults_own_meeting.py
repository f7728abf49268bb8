"""An adult’s own meeting: they agree to it, and no relative reads it for being of their family (domain.md §2.10)."""

from datetime import date

import pytest
from django.urls import reverse

from casework.models import Conference, ConferenceReferral
from casework.queries.conferences import conference_page, people_to_offer, those_who_may_consent
from families.periods import since
from tests.casework.refusals import refused_by
from tests.factories import MembershipFactory, PersonFactory
from tests.factories_conferences import ConferenceFactory, FocusFactory, OfferFactory, ParticipantFactory
from tests.factories_families import ResponsibilityFactory, share, sign_in_of

MONDAY = date(2026, 3, 16)
OFFERED = {"consent_on": MONDAY, "is_child_view_sought": True, "why_now": "He is stuck."}


@pytest.fixture
def bill(family):
    """Of whom his mother held parental responsibility, which nobody wrote an end to."""
    person = PersonFactory(known_as="Bill", date_of_birth=date(2008, 3, 16))
    return MembershipFactory(family=family, person=person).person


@pytest.fixture
def mother(family, bill):
    person = MembershipFactory(family=family, role="parent_carer", person__known_as="Vera").person
    ResponsibilityFactory(
        holder=person, child=bill, basis="mother_at_birth", status="confirmed", period=since(date(2008, 3, 16))
    )
    return person


@pytest.fixture
def of_bill(family, bill):
    """Of his own, shared with him."""
    conference = ConferenceFactory(family=family, setting=Conference.Setting.ADULT)
    FocusFactory(conference=conference, person=bill)
    ParticipantFactory(conference=conference, person=bill, kind="focus_person")
    OfferFactory(conference=conference, offered_to=bill)
    share(conference.record, bill)
    return conference


def consented(conference, person, **facts):
    """Past every form; the factory would make whoever consents one whom it is about."""
    row = {"organisation": conference.organisation, "conference": conference, "consent_from": person}
    return lambda: ConferenceReferral.objects.create(**row, **OFFERED | facts)


def test_he_agrees_to_it_himself(of_bill, bill):
    assert consented(of_bill, bill)().pk


def test_nobody_agrees_for_him(of_bill, mother):
    assert refused_by(consented(of_bill, mother)) == "referral_consent_counts"


def test_nobody_agrees_for_an_adult_in_a_meeting_about_the_whole_family_either(of_bill, bill, mother):
    """Parental responsibility ended on his eighteenth birthday, whatever its row says; on the day before it counted."""
    Conference.objects.filter(pk=of_bill.pk).update(setting="whole_family")

    assert refused_by(consented(of_bill, mother)) == "referral_consent_counts"
    assert consented(of_bill, mother, consent_on=date(2026, 3, 15))().pk


def test_nobody_agrees_to_a_young_person_s_adult_meeting_in_their_place(of_bill, bill, mother):
    bill.date_of_birth = date(2009, 8, 20)
    bill.save()

    assert refused_by(consented(of_bill, mother)) == "referral_consent_counts"


@pytest.mark.parametrize("born_on", [date(2008, 3, 16), date(2009, 8, 20)])
def test_the_form_offers_only_him(worker, of_bill, bill, mother, born_on):
    """Nor a parent of a young person, where it was begun as a meeting about an adult."""
    bill.date_of_birth = born_on
    bill.save()

    assert list(those_who_may_consent(of_bill, worker)) == [bill]


def test_no_page_waits_for_an_offer_to_a_parent_of_an_adult(worker, family, of_bill, bill, mother):
    assert list(conference_page(of_bill.pk, worker).not_offered) == []
    assert dict(people_to_offer(family, worker))[mother] == []


@pytest.fixture
def relative(mother):
    """His mother, who is of his family and was not asked."""
    return sign_in_of(mother)


@pytest.mark.parametrize("page", ["our-meeting", "conference", "conference-papers", "conference-calendar"])
def test_a_relative_finds_nothing_by_being_of_the_family(client, relative, of_bill, page):
    client.force_login(relative)

    answer = client.get(reverse(f"casework:{page}", args=[of_bill.pk]))
    never = client.get(reverse(f"casework:{page}", args=[of_bill.family_id]))
    assert (answer.status_code, never.status_code) == (404, 404)


def test_nor_on_their_own_page_in_the_story_or_by_what_was_offered(client, relative, of_bill, bill, mother):
    client.force_login(relative)
    shown = client.get(reverse("casework:our-page")).text
    story = client.get(reverse("casework:family-story", args=[of_bill.family_id])).text

    for text in (shown, story):
        assert str(of_bill.pk) not in text
        assert str(of_bill.record_id) not in text
    for model in (of_bill.offers.model, of_bill.participants.model, of_bill.focus.model, Conference):
        assert not model.objects.visible_to(relative).exists()


def test_he_reads_his_own_and_a_relative_only_once_he_had_them_asked(client, of_bill, bill, mother, relative):
    client.force_login(sign_in_of(bill))
    assert client.get(reverse("casework:our-meeting", args=[of_bill.pk])).status_code == 200

    ParticipantFactory(conference=of_bill, person=mother)
    share(of_bill.record, mother)
    client.force_login(relative)
    assert client.get(reverse("casework:our-meeting", args=[of_bill.pk])).status_code == 200
