"""A step of a plan waits for whoever takes it, and can be ticked, until it has come to its end: a finished conference ends no promise."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from casework.models import Conference
from casework.queries.plans import waiting_for
from casework.rules import conferences as rules
from families.models import Agency, RecordSubject, ShareState
from families.queries.ahead import Waiting
from tests.factories import InvolvementFactory, PractitionerFactory
from tests.factories_conferences import (
    MONDAY,
    ActionFactory,
    ParticipantFactory,
    conference_at,
    plan_of,
)

BY = date(2026, 4, 3)
LONG_AGO = date(2026, 1, 5)


LATER_STATES = ["plan_agreed", "review_due", "closed_reviewed"]


@pytest.fixture
def plan(family, ngozi, joan):
    """Agreed, and shared with Joan."""
    plan = plan_of(conference_at("held", family=family, coordinator=ngozi))
    plan.agreed_on = MONDAY
    plan.save()
    come_to(plan, "plan_agreed")
    for record in (plan.record, plan.conference.record):
        RecordSubject.objects.create(organisation=record.organisation, record=record, person=joan)
        ShareState.objects.create(organisation=record.organisation, record=record, person=joan)
    return plan


def come_to(plan, state):
    facts = {"agency_response": "agreed", "answered_by": plan.conference.coordinator, "answered_version": plan.version}
    facts |= {"review_due_on": MONDAY, "reviewed_on": MONDAY}
    Conference.objects.filter(pk=plan.conference_id).update(state=state, **facts)
    plan.conference.refresh_from_db()


def ours(plan, **fields):
    return ActionFactory(plan=plan, what="Taxi on Fridays", **{"by_when": BY, "who_person": None} | fields)


@pytest.mark.parametrize("state", LATER_STATES)
def test_our_step_waits_for_whoever_takes_it_whatever_became_of_the_conference(plan, worker, state):
    ours(plan, who_practitioner=worker.practitioner)
    come_to(plan, state)

    text = "Taxi on Fridays: your step in the plan of Rowan"
    assert waiting_for(worker) == [Waiting(text, f"{plan.conference.get_absolute_url()}#plan", by=BY)]


def test_a_step_of_the_family_waits_on_their_own_page(client, plan, joan, joans_sign_in):
    ours(plan, who_person=joan)
    come_to(plan, "closed_reviewed")
    client.force_login(joans_sign_in)

    shown = client.get(reverse("casework:our-page")).text

    assert "Taxi on Fridays: your step in our plan" in shown
    assert "by Friday 3 April" in shown


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_we_are_late_once_the_day_of_our_promise_has_passed(client, plan, worker, joans_sign_in, days, late):
    ours(plan, who_practitioner=worker.practitioner, by_when=MONDAY - timedelta(days=days))
    client.force_login(joans_sign_in)

    shown = client.get(reverse("casework:our-meeting", args=[plan.conference_id])).text

    assert [item.is_overdue for item in waiting_for(worker)] == [late]
    assert ("We are late with this" in shown) is late


def test_what_we_have_done_is_not_late(client, plan, worker):
    ours(plan, who_practitioner=worker.practitioner, by_when=LONG_AGO, state="done", done_on=MONDAY)
    client.force_login(worker)

    assert "We are late with this" not in client.get(plan.conference.get_absolute_url()).text


def test_nobody_says_that_the_family_is_late(client, plan, joan, joans_sign_in):
    ours(plan, who_person=joan, by_when=LONG_AGO)
    client.force_login(joans_sign_in)
    pages = [reverse("casework:our-page"), reverse("casework:our-meeting", args=[plan.conference_id])]

    shown = [client.get(page).text for page in pages]

    assert ["Taxi on Fridays" in page for page in shown] == [True, True]
    assert not any("We are late" in page for page in shown)


def test_a_plan_that_is_not_agreed_is_no_promise(client, family, ngozi, worker):
    unanswered = plan_of(conference_at("held", family=family, coordinator=ngozi))
    ours(unanswered, who_practitioner=worker.practitioner, by_when=LONG_AGO)
    client.force_login(worker)

    shown = client.get(unanswered.conference.get_absolute_url()).text

    assert ("Taxi on Fridays" in shown, "We are late with this" in shown) == (True, False)


def test_a_step_of_a_school_waits_for_its_people(family, plan):
    school = Agency.objects.create(organisation=family.organisation, name="Hilltop Primary", sector="school")
    teacher = PractitionerFactory(works_for=school)
    InvolvementFactory(family=family, practitioner=teacher, role="co_worker")
    step = ours(plan, who_agency=school)

    assert [item.by for item in waiting_for(teacher.user)] == [BY]
    assert rules.can_note_progress(teacher.user, step)


@pytest.mark.parametrize("state", ["not_started", "under_way"])
def test_what_is_begun_or_not_still_waits(plan, worker, state):
    ours(plan, who_practitioner=worker.practitioner, state=state)

    assert len(waiting_for(worker)) == 1


@pytest.mark.parametrize(
    "end", [{"state": "done", "done_on": MONDAY}, {"state": "not_happening"}, {"state": "no_longer_needed"}, "changed"]
)
def test_what_has_come_to_its_end_waits_no_more(plan, worker, joan, end):
    fields = {"state": "changed", "replaced_by": ours(plan, who_person=joan)} if end == "changed" else end
    ours(plan, who_practitioner=worker.practitioner, **fields)

    assert waiting_for(worker) == []


def test_a_step_that_was_never_agreed_does_not_wait(family, ngozi, worker):
    ours(plan_of(conference_at("held", family=family, coordinator=ngozi)), who_practitioner=worker.practitioner)

    assert waiting_for(worker) == []


def test_nobody_elses_step_waits(plan, worker, manager, joan, joans_sign_in):
    ours(plan, who_practitioner=worker.practitioner)

    assert waiting_for(manager) == waiting_for(joans_sign_in) == []


def test_a_step_in_a_family_that_is_not_mine_any_more_does_not_wait(plan, outsider):
    ours(plan, who_practitioner=outsider.practitioner)

    assert waiting_for(outsider) == []


@pytest.mark.parametrize("state", ["done", "not_happening", "no_longer_needed"])
def test_our_step_is_ticked_after_the_conference_is_finished(client, plan, worker, state):
    step = ours(plan, who_practitioner=worker.practitioner)
    come_to(plan, "closed_reviewed")
    client.force_login(worker)

    client.post(reverse("casework:action-progress", args=[step.pk]), {"state": state})

    step.refresh_from_db()
    assert step.state == state


def test_our_step_is_changed_after_the_conference_is_finished(client, plan, worker):
    step = ours(plan, who_practitioner=worker.practitioner)
    come_to(plan, "closed_reviewed")
    client.force_login(worker)
    typed = {"what": "A lift on Fridays", "who": f"practitioner:{worker.practitioner.pk}", "by_when": "2026-04-10"}

    client.post(reverse("casework:action-change", args=[step.pk]), typed)

    step.refresh_from_db()
    assert (step.state, step.replaced_by.what) == ("changed", "A lift on Fridays")


def test_the_family_ticks_theirs_after_the_conference_is_finished(client, plan, joan, joans_sign_in):
    step = ours(plan, who_person=joan)
    come_to(plan, "closed_reviewed")
    client.force_login(joans_sign_in)
    shown = client.get(reverse("casework:our-meeting", args=[plan.conference_id])).text

    client.post(reverse("casework:action-progress", args=[step.pk]), {"state": "done"})

    step.refresh_from_db()
    assert reverse("casework:action-progress", args=[step.pk]) in shown
    assert step.state == "done"


def test_a_coordinator_still_ticks_their_own_step_when_their_work_has_ended(plan, ngozi):
    mine, theirs = ours(plan, who_practitioner=ngozi), ours(plan, who_practitioner=PractitionerFactory())
    come_to(plan, "closed_reviewed")

    assert rules.steps_to_tick(ngozi.user, [mine, theirs]) == {mine.pk}
    assert not rules.can_note_progress(ngozi.user, theirs)


def test_those_of_the_meeting_tick_each_others_steps(plan, joan, joans_sign_in):
    ParticipantFactory(conference=plan.conference, person=joan)
    steps = list(plan.actions.all())

    assert rules.steps_to_tick(joans_sign_in, steps) == {step.pk for step in steps}


def test_no_step_is_ticked_before_the_plan_is_agreed(family, ngozi, worker):
    plan = plan_of(conference_at("held", family=family, coordinator=ngozi))
    step = ours(plan, who_practitioner=worker.practitioner)

    assert rules.steps_to_tick(worker, [step]) == frozenset()
    assert rules.can_note_progress(worker, step).refusal == "Steps are ticked once the plan is agreed."


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_takes_one_query(plan, worker, django_assert_num_queries, count):
    for _number in range(count):
        ours(plan, who_practitioner=worker.practitioner)

    with django_assert_num_queries(1):
        assert len(waiting_for(worker)) == count
