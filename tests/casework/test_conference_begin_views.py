"""The pages on which a conference begins: offered, asked for, accepted, given to a coordinator."""

from casework.models import Conference, ConferenceOffer
from casework.queries.conferences import conference_page, those_who_may_consent, without_holder
from families.models import ParentalResponsibility
from tests.casework.pages import at
from tests.factories import MembershipFactory
from tests.factories_conferences import (
    CoordinatorFactory,
    conference_at,
)
from tests.factories_families import CareOrderFactory


def test_an_offer_is_written_by_a_page(client, worker, family, amina, dana):
    client.force_login(worker)

    response = client.post(
        at("conference-offer", family),
        {
            "about": [amina.pk],
            "setting": "child",
            "offered_to": [dana.pk],
            "offered_on": "2026-03-16",
            "channel": "letter",
            "is_in_letter_before_proceedings": "on",
        },
    )

    offer = ConferenceOffer.objects.get()
    assert response.url == offer.conference.get_absolute_url()
    assert (offer.offered_to, offer.is_in_letter_before_proceedings) == (dana, True)


def test_what_was_typed_survives_a_refusal(client, worker, family, amina):
    client.force_login(worker)

    response = client.post(at("conference-offer", family), {"about": [amina.pk], "offered_on": "2026-03-10"})

    assert response.status_code == 422
    assert 'value="2026-03-10"' in response.text
    assert not Conference.objects.exists()


def test_those_with_responsibility_are_named_as_such(client, worker, family, amina, dana):
    client.force_login(worker)

    response = client.get(at("conference-offer", family))

    assert "Dana (parental responsibility for Amina)" in response.text


def test_a_review_may_look_back_at_an_earlier_meeting(client, worker, family):
    conference_at("held", family=family)
    client.force_login(worker)

    response = client.get(at("conference-offer", family))

    assert "The meeting of 16 March 2026" in response.text


def test_it_is_offered_to_one_more_by_a_page(client, worker, family, offered):
    joan = MembershipFactory(family=family, role="relative").person
    client.force_login(worker)

    client.post(at("conference-offer-to", offered), {"person": joan.pk, "offered_on": "2026-03-16", "channel": "phone"})

    assert {offer.offered_to.known_as for offer in offered.offers.all()} == {"Dana", joan.known_as}


def test_an_answer_is_written_by_a_page(client, worker, offered):
    offer = offered.offers.get()
    client.force_login(worker)

    client.post(at("offer-answer", offer), {"response": "declined", "responded_on": "2026-03-16"})

    offer.refresh_from_db()
    assert offer.get_response_display() == "No, thank you"


def test_an_answer_without_a_day_is_refused_in_words(client, worker, offered):
    client.force_login(worker)

    response = client.post(at("offer-answer", offered.offers.get()), {"response": "accepted"})

    assert response.status_code == 422
    assert "Say when they answered" in response.text


REFERRAL = {"consent_on": "2026-03-16", "is_child_view_sought": "on", "why_now": "The tenancy ends in June"}


def test_it_is_asked_for_by_a_page(client, worker, offered, dana):
    client.force_login(worker)

    client.post(at("conference-refer", offered), {"consent_from": dana.pk} | REFERRAL)

    offered.refresh_from_db()
    assert (offered.state, offered.referral.consent_from) == ("referred", dana)


def test_a_child_who_consents_needs_a_reason_and_nothing_typed_is_lost(client, worker, offered, amina):
    client.force_login(worker)

    response = client.post(at("conference-refer", offered), {"consent_from": amina.pk} | REFERRAL)

    assert response.status_code == 422
    assert "Say why they understand well enough" in response.text
    assert "The tenancy ends in June" in response.text


def test_a_council_consents_to_nothing_and_a_parent_is_still_asked_for(worker, offered, amina, dana):
    CareOrderFactory(child=amina)
    ParentalResponsibility.objects.filter(holder=dana).update(status="disputed")

    assert without_holder(offered, worker) == [amina]
    assert set(those_who_may_consent(offered, worker)) == {amina}
    assert list(conference_page(offered.pk, worker).not_offered) == []


def test_just_anyone_is_not_offered_as_consenting(client, worker, family, offered):
    joan = MembershipFactory(family=family).person
    client.force_login(worker)

    response = client.post(at("conference-refer", offered), {"consent_from": joan.pk} | REFERRAL)

    assert response.status_code == 422


def test_a_manager_accepts_and_chooses_ngozi(client, manager, family):
    conference = conference_at("referred", family=family)
    Conference.objects.update(coordinator=None)
    ngozi = CoordinatorFactory()
    client.force_login(manager)

    client.post(at("conference-accept", conference), {"accepted_on": "2026-03-16"})
    client.post(at("conference-coordinator", conference), {"coordinator": ngozi.pk})

    conference.refresh_from_db()
    assert (conference.state, conference.coordinator) == ("preparing", ngozi)


def test_priya_is_not_offered_as_coordinator_and_is_refused(client, manager, worker, family):
    worker.roles = ["social_worker", "conference_coordinator"]
    worker.save()
    conference = conference_at("accepted", family=family)
    client.force_login(manager)

    shown = client.get(at("conference-coordinator", conference))
    response = client.post(at("conference-coordinator", conference), {"coordinator": worker.practitioner.pk})

    assert "Priya" not in shown.text
    assert response.status_code == 422
    assert "a coordinator is independent" in response.text


def test_what_matters_to_the_family_is_read_when_choosing(client, manager, family):
    conference = conference_at("accepted", family=family)
    conference.referral.coordinator_preference = "Someone who speaks Twi"
    conference.referral.save()
    client.force_login(manager)

    assert "Someone who speaks Twi" in client.get(at("conference-coordinator", conference)).text


def test_a_worker_is_told_that_managers_accept(client, worker, family):
    client.force_login(worker)

    response = client.get(at("conference-accept", conference_at("referred", family=family)))

    assert response.status_code == 403
    assert "Only managers accept conferences" in response.text
