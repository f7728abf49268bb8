"""What waits for whom, and which days come up."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from casework.models import Conference
from casework.queries.conferences_ahead import coming_up, waiting_for
from tests.factories import InvolvementFactory, PractitionerFactory
from tests.factories_conferences import FRIDAY, MONDAY, ConferenceFactory, CoordinatorFactory, conference_at, plan_of


@pytest.fixture
def ngozi(family):
    coordinator = CoordinatorFactory(user__name="Ngozi")
    InvolvementFactory(family=family, practitioner=coordinator, role="fgc_coordinator")
    return coordinator


def pages(user):
    return [item.href.rstrip("/").rpartition("/")[2] for item in waiting_for(user)]


def test_an_offer_waits_for_the_lead_worker_only(worker, manager, ngozi, family):
    conference = ConferenceFactory(family=family)

    assert [item.href for item in waiting_for(worker)] == [conference.get_absolute_url()]
    assert waiting_for(manager) == waiting_for(ngozi.user) == []


@pytest.mark.parametrize(("state", "page"), [("referred", "accept"), ("accepted", "coordinator")])
def test_accepting_and_choosing_wait_for_the_manager(worker, manager, family, state, page):
    conference_at(state, family=family)

    assert pages(manager) == [page]
    assert pages(worker) == []


def test_a_conference_that_was_asked_for_is_due_in_two_days(manager, family):
    conference = conference_at("referred", family=family)

    assert waiting_for(manager)[0].by == conference.updated_at.date() + timedelta(days=2)


def test_the_day_waits_for_the_coordinator(worker, ngozi, family):
    conference_at("arranged", family=family, coordinator=ngozi)

    assert [(item.text, item.by) for item in waiting_for(ngozi.user)] == [("The conference of Rowan", FRIDAY.date())]
    assert waiting_for(worker) == []


def test_a_plan_to_write_waits_for_the_coordinator(worker, manager, ngozi, family):
    conference_at("held", family=family, coordinator=ngozi)

    assert (pages(ngozi.user), pages(worker), pages(manager)) == (["write"], [], [])


def test_a_plan_to_answer_waits_for_those_who_may(worker, manager, ngozi, family):
    plan_of(conference_at("held", family=family, coordinator=ngozi))

    assert (pages(ngozi.user), pages(worker), pages(manager)) == ([], ["agree"], ["agree"])


def test_a_plan_that_was_not_agreed_waits_for_a_change(worker, ngozi, family):
    plan = plan_of(conference_at("held", family=family, coordinator=ngozi))
    Conference.objects.filter(pk=plan.conference_id).update(
        state="plan_not_agreed",
        agency_response="not_agreed",
        answered_by=ngozi,
        answered_version=1,
        not_agreed_reason="Not safe on Fridays",
        not_agreed_told_at=FRIDAY,
    )

    assert (pages(ngozi.user), pages(worker)) == (["write"], [])


def agreed(family, ngozi, review_due_on):
    plan = plan_of(conference_at("held", family=family, coordinator=ngozi))
    plan.agreed_on = MONDAY
    plan.save()
    facts = {"agency_response": "agreed", "answered_by": ngozi, "answered_version": 1, "review_due_on": review_due_on}
    Conference.objects.filter(pk=plan.conference_id).update(state="plan_agreed", **facts)
    return plan.conference


@pytest.mark.parametrize(("due", "waits"), [(MONDAY, True), (MONDAY + timedelta(days=1), False)])
def test_a_review_waits_once_its_day_has_come(ngozi, family, due, waits):
    agreed(family, ngozi, due)

    assert bool(waiting_for(ngozi.user)) is waits


def test_nothing_of_others_families_waits(worker):
    ConferenceFactory()

    assert waiting_for(worker) == []


def test_what_has_ended_does_not_wait(worker, family):
    ConferenceFactory(family=family, state="not_going_ahead", not_going_ahead_reason="family_prefers_not")

    assert waiting_for(worker) == []


@pytest.mark.parametrize("count", [1, 3])
def test_waiting_takes_one_query(worker, family, django_assert_num_queries, count):
    for _number in range(count):
        ConferenceFactory(family=family)

    with django_assert_num_queries(1):
        assert len(waiting_for(worker)) == count


def test_the_meeting_and_the_review_come_up_in_their_order(worker, ngozi, family):
    meeting = conference_at("arranged", family=family, coordinator=ngozi)
    review = agreed(family, ngozi, date(2026, 3, 20))

    assert [(day.on, day.href) for day in coming_up(worker, family)] == [
        (date(2026, 3, 20), review.get_absolute_url()),
        (FRIDAY.date(), meeting.get_absolute_url()),
    ]
    assert coming_up(worker, family)[1].detail == "17:00, St Mary’s hall"


def test_what_is_past_does_not_come_up(worker, ngozi, family):
    past = agreed(family, ngozi, MONDAY)
    sunday = MONDAY - timedelta(days=1)
    Conference.objects.filter(pk=past.pk).update(held_on=sunday, review_due_on=sunday)

    assert coming_up(worker, family) == []


def test_nothing_comes_up_for_an_outsider(family, ngozi):
    conference_at("arranged", family=family, coordinator=ngozi)

    assert coming_up(PractitionerFactory().user, family) == []


def test_a_conference_that_is_being_prepared_comes_up_without_a_day(family, worker, ngozi):
    conference = conference_at("preparing", family=family, coordinator=ngozi)

    assert [(one.on, one.href) for one in coming_up(worker, family)] == [(None, conference.get_absolute_url())]


def test_where_a_thing_is_done_is_an_address(manager, family):
    conference = conference_at("referred", family=family)

    assert waiting_for(manager)[0].href == reverse("casework:conference-accept", args=[conference.pk])
