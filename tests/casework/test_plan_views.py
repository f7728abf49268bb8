"""The pages of plans: written, answered, ticked and printed; and what the family reads of it."""

from datetime import date

import pytest

from accounts.models import AccessEvent
from casework.models import Conference, PlanAction
from families.models import Family
from tests.casework.pages import at, read
from tests.factories import MembershipFactory
from tests.factories_conferences import (
    MONDAY,
    ActionFactory,
    MonitoringFactory,
    ParticipantFactory,
    PlanFactory,
    conference_at,
    plan_of,
)
from tests.factories_families import share

WRITE_QUERIES, PRINT_QUERIES, OUR_QUERIES = 16, 11, 28


@pytest.fixture
def agreed(family, ngozi, joan):
    plan = plan_of(conference_at("held", family=family, coordinator=ngozi))
    ParticipantFactory(conference=plan.conference, person=joan)
    ActionFactory(plan=plan, position=2, who_person=joan, what="Gran’s on Fridays")
    plan.agreed_on = MONDAY
    plan.save()
    facts = {"agency_response": "agreed", "answered_by": ngozi, "answered_version": 1}
    Conference.objects.filter(pk=plan.conference_id).update(
        state="plan_agreed", review_due_on=date(2026, 6, 8), **facts
    )
    plan.conference.refresh_from_db()
    for record in (plan.record, plan.conference.record):
        share(record, joan)
    return plan


def test_the_family_ticks_a_step(client, joans_sign_in, agreed):
    step = agreed.actions.get(position=2)
    client.force_login(joans_sign_in)

    client.post(at("action-progress", step), {"state": "done"})

    step.refresh_from_db()
    assert step.state == PlanAction.State.DONE


def test_a_tick_that_is_none_is_refused(client, joans_sign_in, agreed):
    client.force_login(joans_sign_in)

    assert client.post(at("action-progress", agreed.actions.get(position=2)), {"state": "great"}).status_code == 400


def test_a_step_that_cannot_go_on_so_says_it(client, worker, agreed):
    client.force_login(worker)

    shown = client.post(at("action-progress", agreed.actions.get(position=2)), {"state": "not_started"}, follow=True)

    assert "can’t become “Not started” now" in shown.text


def test_the_family_reads_only_steps_of_those_they_know(client, joans_sign_in, agreed):
    client.force_login(joans_sign_in)

    shown = client.get(at("our-meeting", agreed.conference)).text

    assert "Gran’s on Fridays" in shown
    assert "Amina stays with Gran every Friday" not in shown


def test_the_family_reads_who_keeps_an_eye_on_it_if_they_know_of_them(client, joans_sign_in, worker, planned):
    told = [
        ("Uncle Ede" in answer.text, "One of" in answer.text)
        for user in (joans_sign_in, worker)
        for answer in (read(client, user, "plan-print", planned), read(client, user, "our-meeting", planned.conference))
    ]

    assert told == [(False, True), (False, True), (True, False), (True, False)]


def test_a_step_is_changed_by_a_page(client, worker, agreed, joan):
    step = agreed.actions.get(position=2)
    client.force_login(worker)

    client.post(at("action-change", step), {"what": "Saturdays", "who": f"person:{joan.pk}", "by_when": "2026-04-04"})

    step.refresh_from_db()
    assert (step.state, step.replaced_by.what) == ("changed", "Saturdays")


def test_the_family_does_not_change_what_was_agreed(client, joans_sign_in, agreed):
    client.force_login(joans_sign_in)

    response = client.get(at("action-change", agreed.actions.get(position=2)))

    assert response.status_code == 403


def test_the_plan_prints_with_who_what_by_when_and_the_review(client, worker, agreed):
    client.force_login(worker)

    shown = client.get(at("plan-print", agreed)).text

    for words in ("Joan", "Gran’s on Fridays", "Fri 3 Apr", "Monday 8 June 2026"):
        assert words in shown
    assert "k-head" not in shown


def test_printing_is_written_down_as_printing(client, worker, agreed):
    client.force_login(worker)

    client.get(at("plan-print", agreed))

    assert AccessEvent.objects.latest("at", "pk").kind == AccessEvent.Kind.PRINT


def more(plan, count, family):
    for number in range(count):
        ActionFactory(plan=plan, position=10 + number, who_person=MembershipFactory(family=family).person)
        ParticipantFactory(conference=plan.conference, person=MembershipFactory(family=family).person)


@pytest.mark.parametrize("count", [1, 3])
def test_a_familys_page_takes_the_same_queries(client, joans_sign_in, agreed, family, django_assert_num_queries, count):
    more(agreed, count, family)
    client.force_login(joans_sign_in)

    with django_assert_num_queries(OUR_QUERIES):
        client.get(at("our-meeting", agreed.conference))


@pytest.mark.parametrize("count", [1, 3])
def test_the_print_takes_the_same_queries(client, worker, agreed, family, django_assert_num_queries, count):
    more(agreed, count, family)
    client.force_login(worker)

    with django_assert_num_queries(PRINT_QUERIES):
        client.get(at("plan-print", agreed))


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_of_a_plan_takes_the_same_queries(client, ngozi, held, family, django_assert_num_queries, count):
    plan = PlanFactory(conference=held)
    MonitoringFactory(plan=plan)
    more(plan, count, family)
    client.force_login(ngozi.user)

    with django_assert_num_queries(WRITE_QUERIES):
        client.get(at("plan-write", held))


def test_a_plan_of_another_family_is_not_found(client, worker):
    plan = plan_of(conference_at("held"))
    client.force_login(worker)

    assert client.get(at("plan-print", plan)).status_code == 404
    assert Family.objects.count() == 2
