"""What the database keeps of those who are offered a conference, who agree to it, and who are asked."""

from datetime import date, timedelta

import pytest

from families.models import ParentalResponsibility
from tests.casework.refusals import change, refused_by
from tests.factories import PersonFactory, PractitionerFactory
from tests.factories_conferences import (
    MONDAY,
    FocusFactory,
    OfferFactory,
    ParticipantFactory,
    ReferralFactory,
)

pytestmark = pytest.mark.usefixtures("organisation")


@pytest.mark.parametrize("kind", ["coordinator", "referrer", "information_giver"])
def test_professionals_are_not_in_private_time(kind):
    priya = ParticipantFactory(person=None, practitioner=PractitionerFactory(), kind=kind)

    assert refused_by(change(priya, in_private_time=True)) == "participant_private_time"


def test_a_practitioner_called_a_supporter_is_not_in_private_time():
    priya = ParticipantFactory(person=None, practitioner=PractitionerFactory(), kind="supporter")

    assert refused_by(change(priya, in_private_time=True)) == "participant_private_time"


@pytest.mark.parametrize("kind", ["focus_person", "family_network", "advocate", "supporter", "interpreter"])
def test_the_familys_own_are_in_private_time(kind):
    gran = ParticipantFactory(kind=kind)

    assert change(gran, in_private_time=True)() == 1


def test_a_participant_is_one_of_person_practitioner_name():
    gran = ParticipantFactory()

    assert refused_by(change(gran, other_name="Aunt Uma")) == "participant_is_one_of_them"


def test_a_participant_is_someone():
    gran = ParticipantFactory()

    assert refused_by(change(gran, person=None, other_name=" ")) == "participant_is_one_of_them"


def test_a_practitioner_is_not_family():
    def ask():
        ParticipantFactory(person=None, practitioner=PractitionerFactory(), kind="family_network")

    assert refused_by(ask) == "participant_family_is_no_practitioner"


def test_a_person_is_asked_once():
    gran = ParticipantFactory()

    again = refused_by(lambda: ParticipantFactory(conference=gran.conference, person=gran.person))

    assert again == "participant_person_once"


def test_a_practitioner_is_asked_once():
    first = ParticipantFactory(person=None, practitioner=PractitionerFactory(), kind="referrer")

    def ask_again():
        ParticipantFactory(
            conference=first.conference, person=None, practitioner=first.practitioner, kind="information_giver"
        )

    assert refused_by(ask_again) == "participant_practitioner_once"


def test_an_offer_is_made_once_to_each():
    offer = OfferFactory()

    refused = refused_by(lambda: OfferFactory(conference=offer.conference, offered_to=offer.offered_to))

    assert refused == "offer_once_each"


def test_an_offer_belongs_to_a_conference_or_a_child():
    offer = OfferFactory()

    assert refused_by(change(offer, conference=None)) == "offer_belongs_somewhere"


def test_an_offer_from_elsewhere_is_written_once():
    child = PersonFactory()
    OfferFactory(conference=None, offered_to=None, child=child)

    refused = refused_by(lambda: OfferFactory(conference=None, offered_to=None, child=child))

    assert refused == "offer_from_elsewhere_once"


@pytest.mark.parametrize(
    "answer",
    [
        {"response": "accepted", "responded_on": None},
        {"response": "accepted", "responded_on": MONDAY - timedelta(days=1)},
        {"response": "waiting", "responded_on": MONDAY},
    ],
)
def test_an_answer_says_when(answer):
    assert refused_by(change(OfferFactory(), **answer)) == "offer_answer_says_when"


def test_the_childs_view_is_sought():
    referral = ReferralFactory()

    assert refused_by(change(referral, is_child_view_sought=False)) == "referral_seeks_the_childs_view"


def test_a_referral_says_why_now():
    assert refused_by(change(ReferralFactory(), why_now=" ")) == "referral_says_why_now"


def test_consent_of_just_anyone_does_not_count():
    referral = ReferralFactory()

    assert refused_by(change(referral, consent_from=PersonFactory())) == "referral_consent_counts"


@pytest.mark.parametrize("status", ["confirmed", "believed"])
def test_a_parent_with_responsibility_consents(status):
    referral = ReferralFactory()
    amina = FocusFactory(conference=referral.conference).person
    dana = PersonFactory()
    ParentalResponsibility.objects.create(
        organisation=dana.organisation, holder=dana, child=amina, basis="mother_at_birth", status=status
    )

    assert change(referral, consent_from=dana)() == 1


def test_disputed_responsibility_does_not_consent():
    referral = ReferralFactory()
    amina = FocusFactory(conference=referral.conference).person
    rob = PersonFactory()
    ParentalResponsibility.objects.create(
        organisation=rob.organisation, holder=rob, child=amina, basis="other", status="disputed"
    )

    assert refused_by(change(referral, consent_from=rob)) == "referral_consent_counts"


def test_a_young_person_consents_when_someone_says_why():
    referral = ReferralFactory()
    jay = FocusFactory(conference=referral.conference, person=PersonFactory(date_of_birth=date(2009, 8, 20))).person

    assert refused_by(change(referral, consent_from=jay)) == "referral_young_consent_says_why"
    assert change(referral, consent_from=jay, why_competent="He explained it back to me")() == 1


def test_a_conference_is_about_someone_once():
    focus = FocusFactory()

    refused = refused_by(lambda: FocusFactory(conference=focus.conference, person=focus.person))

    assert refused == "conference_focus_once"
