"""What each step of a conference records, and what stays unwritten when it is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.errors import RuleBroken
from casework.actions import conferences as actions
from casework.models import Conference, ConferenceOffer, Participant
from database import clock
from families.actions.access import begin_involvement
from families.models import Involvement, ShareState
from tests.factories import InvolvementFactory, PersonFactory, PractitionerFactory
from tests.factories_conferences import (
    FRIDAY,
    MONDAY,
    ConferenceFactory,
    CoordinatorFactory,
    OfferFactory,
    conference_at,
)


@pytest.fixture
def amina(organisation):
    return PersonFactory(known_as="Amina", date_of_birth=date(2015, 5, 1))


@pytest.fixture
def dana(organisation):
    return PersonFactory(known_as="Dana", date_of_birth=date(1990, 1, 1))


@pytest.fixture
def ngozi(organisation):
    return CoordinatorFactory(user__name="Ngozi")


def offered(family, about, offered_to, by):
    return actions.offer_conference(
        family=family, about=about, offered_to=offered_to, offered_on=MONDAY, channel="face", by=by
    )


def test_an_offer_is_one_row_each(family, worker, amina, dana):
    rob = PersonFactory()

    conference = offered(family, [amina], [dana, rob, dana], worker)

    assert {offer.offered_to for offer in conference.offers.all()} == {dana, rob}


def test_an_offer_is_about_someone_who_is_asked_and_reads_it(family, worker, amina, dana):
    conference = offered(family, [amina], [dana], worker)

    assert [focus.person for focus in conference.focus.all()] == [amina]
    assert [asked.kind for asked in conference.participants.all()] == [Participant.Kind.FOCUS_PERSON]
    assert ShareState.objects.get(record=conference.record).person == amina


def test_an_offer_is_kept_in_the_history_by_name(family, worker, amina, dana):
    conference = offered(family, [amina], [dana], worker)

    assert conference.events.get().pgh_context["action"] == "offer_conference"


@pytest.mark.parametrize("missing", ["about", "offered_to"])
def test_an_offer_to_nobody_or_about_nobody_leaves_nothing(family, worker, amina, dana, missing):
    people = {"about": [amina], "offered_to": [dana]} | {missing: []}

    with pytest.raises(ValidationError) as refused:
        offered(family, **people, by=worker)

    assert list(refused.value.message_dict) == [missing]
    assert not Conference.objects.exists()


def test_it_is_offered_to_one_more(family, worker, dana):
    conference = ConferenceFactory(family=family)

    actions.offer_to(conference=conference, person=dana, offered_on=MONDAY, channel="letter", by=worker)

    assert conference.offers.get().offered_to == dana


def test_yes_may_be_taken_back(worker):
    offer = OfferFactory()
    for response in ("accepted", "withdrawn"):
        actions.answer_offer(offer=offer, response=response, responded_on=MONDAY, by=worker)

    offer.refresh_from_db()

    assert offer.response == ConferenceOffer.Response.WITHDRAWN


def test_a_referral_carries_consent_and_the_familys_questions(family, worker, amina, dana):
    conference = offered(family, [amina, dana], [dana], worker)

    actions.refer_conference(
        conference=conference,
        consent_from=dana,
        consent_on=MONDAY,
        is_child_view_sought=True,
        why_now="The tenancy ends",
        questions="Where will Amina sleep?",
        by=worker,
    )

    conference.refresh_from_db()
    assert (conference.state, conference.questions) == ("referred", "Where will Amina sleep?")
    assert conference.referral.consent_from == dana


def test_a_referral_without_consent_that_counts_leaves_the_offer(family, worker, amina, dana):
    conference = offered(family, [amina], [dana], worker)

    with pytest.raises(RuleBroken) as refused:
        actions.refer_conference(
            conference=conference,
            consent_from=dana,
            consent_on=MONDAY,
            is_child_view_sought=True,
            why_now="x",
            by=worker,
        )

    assert refused.value.code == "referral_consent_counts"
    conference.refresh_from_db()
    assert conference.state == Conference.State.OFFERED


def test_a_referral_without_the_childs_view_is_refused(family, worker, amina, dana):
    conference = offered(family, [amina, dana], [dana], worker)

    with pytest.raises(ValidationError, match="how they see it"):
        actions.refer_conference(
            conference=conference,
            consent_from=dana,
            consent_on=MONDAY,
            is_child_view_sought=False,
            why_now="x",
            by=worker,
        )


def test_it_is_accepted_on_a_day(manager):
    conference = conference_at("referred", coordinator=None)

    accepted = actions.accept_conference(conference=conference, accepted_on=MONDAY, by=manager)

    assert (accepted.state, accepted.accepted_on) == ("accepted", MONDAY)


def test_a_step_that_does_not_follow_is_refused(manager):
    conference = conference_at("preparing")

    with pytest.raises(actions.StepRefused, match="“Being prepared”, so it can’t become “Accepted” now"):
        actions.accept_conference(conference=conference, accepted_on=MONDAY, by=manager)


def accepted_conference(family):
    conference = conference_at("accepted", family=family)
    Conference.objects.update(coordinator=None)
    conference.refresh_from_db()
    return conference


def test_priya_the_lead_worker_cannot_coordinate(family, worker, manager):
    conference = accepted_conference(family)

    with pytest.raises(RuleBroken) as refused:
        actions.allocate_coordinator(conference=conference, coordinator=worker.practitioner, by=manager)

    assert refused.value.code == "conf_coordinator_independent"
    conference.refresh_from_db()
    assert (conference.state, conference.coordinator) == ("accepted", None)


def test_ngozi_the_independent_coordinator_can(family, manager, ngozi):
    conference = accepted_conference(family)

    actions.allocate_coordinator(conference=conference, coordinator=ngozi, by=manager)

    assert Conference.objects.visible_to(ngozi.user).get().state == Conference.State.PREPARING


def test_ngozi_cannot_become_co_worker_meanwhile(family, manager, ngozi):

    actions.allocate_coordinator(conference=accepted_conference(family), coordinator=ngozi, by=manager)

    with pytest.raises(RuleBroken) as refused:
        begin_involvement(family=family, practitioner=ngozi, role="co_worker", by=manager)

    assert refused.value.code == "involvement_coordinator_stays_independent"


def test_someone_who_does_not_coordinate_is_not_chosen(family, manager):
    conference = accepted_conference(family)

    with pytest.raises(ValidationError, match="someone who coordinates"):
        actions.allocate_coordinator(conference=conference, coordinator=PractitionerFactory(), by=manager)

    assert not Involvement.objects.filter(role="fgc_coordinator").exists()


def test_another_coordinator_takes_over(family, manager, ngozi):
    conference = accepted_conference(family)
    second = CoordinatorFactory()

    for coordinator in (ngozi, second):
        actions.allocate_coordinator(conference=conference, coordinator=coordinator, by=manager)

    held = Involvement.objects.filter(role="fgc_coordinator", family=family)
    tomorrow = clock.today() + timedelta(days=1)
    assert [one.practitioner for one in held.on(tomorrow)] == [second]


@pytest.mark.parametrize("ending", ["closed", "stopped"])
def test_the_coordinators_access_ends_with_the_conference(family, manager, ngozi, ending):
    conference = accepted_conference(family)
    actions.allocate_coordinator(conference=conference, coordinator=ngozi, by=manager)
    if ending == "closed":
        Conference.objects.update(
            state="review_due", held_on=MONDAY, is_private_time_offered=True, meets_at=FRIDAY, venue="Hall"
        )
        actions.close_conference(conference=conference, reviewed_on=MONDAY, by=manager)
    else:
        actions.stop_conference(conference=conference, reason="family_prefers_not", by=manager)

    held = Involvement.objects.filter(practitioner=ngozi)
    assert list(held.on(clock.today() + timedelta(days=1))) == []


def test_access_stays_while_another_conference_of_the_family_is_theirs(family, manager, ngozi):
    first, second = accepted_conference(family), accepted_conference(family)
    for conference in (first, second):
        actions.allocate_coordinator(conference=conference, coordinator=ngozi, by=manager)

    actions.stop_conference(conference=first, reason="no_longer_needed", by=manager)

    assert Involvement.objects.filter(practitioner=ngozi).on(clock.today() + timedelta(days=1)).exists()


def test_it_stops_with_a_reason_and_only_before_it_is_held(ngozi):
    conference = conference_at("held", coordinator=ngozi)

    with pytest.raises(actions.StepRefused):
        actions.stop_conference(conference=conference, reason="other", by=ngozi.user)


def test_an_involvement_ended_by_the_clock_is_untouched(family, manager, ngozi):
    InvolvementFactory(family=family, practitioner=ngozi, role="fgc_coordinator")

    actions.allocate_coordinator(conference=accepted_conference(family), coordinator=ngozi, by=manager)

    assert Involvement.objects.filter(practitioner=ngozi).count() == 1
