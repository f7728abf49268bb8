"""Writing, answering and doing the family's plan."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.errors import RuleBroken
from casework.actions import plans as actions
from casework.actions.conferences import StepRefused, close_conference
from casework.models import Conference, FamilyPlan, PlanAction
from database import clock
from families.models import ShareState
from tests.factories import PersonFactory, PractitionerFactory
from tests.factories_conferences import (
    MONDAY,
    ActionFactory,
    CoordinatorFactory,
    ParticipantFactory,
    conference_at,
    plan_of,
)

EASTER = date(2026, 4, 3)
SUMMER = date(2026, 6, 8)


@pytest.fixture
def ngozi(organisation):
    return CoordinatorFactory(user__name="Ngozi")


@pytest.fixture
def held(ngozi):
    return conference_at("held", coordinator=ngozi)


@pytest.fixture
def gran(held):
    return ParticipantFactory(conference=held).person


def written(conference, gran, priya, by, **fields):
    steps = [actions.PlannedStep("Amina stays on Fridays", gran, EASTER), actions.PlannedStep("Taxi", priya, EASTER)]
    plan_b = [actions.PlanB("Gran is ill", "Amina goes to Uma", gran)]
    watch = actions.Watch(worker_link=priya, family_monitor=gran)
    parts = {"in_our_words": "We look after each other", "steps": steps, "plan_b": plan_b, "watch": watch}
    return actions.write_plan(conference=conference, **parts | fields, by=by)


@pytest.fixture
def plan(held, gran, worker, ngozi):
    return written(held, gran, worker.practitioner, ngozi.user)


def test_a_plan_holds_who_does_what_and_what_else(plan, gran, worker):
    assert [(step.what, step.who) for step in plan.actions.with_who()] == [
        ("Amina stays on Fridays", gran),
        ("Taxi", worker.practitioner),
    ]
    assert [instead.who for instead in plan.contingencies.all()] == [gran]
    assert plan.monitoring.family_monitor == gran


def test_a_plan_is_shared_with_those_of_the_family_who_were_asked(plan, gran):
    assert [state.person for state in ShareState.objects.filter(record=plan.record)] == [gran]


def test_a_changed_plan_is_a_new_version_and_the_former_stays(plan, held, gran, worker, ngozi):
    second = written(held, gran, worker.practitioner, ngozi.user, in_our_words="We changed our minds")

    assert [one.version for one in held.plans.order_by("version")] == [1, 2]
    assert FamilyPlan.objects.get(version=1).in_our_words == "We look after each other"
    assert second.in_our_words == "We changed our minds"


def test_a_plan_nobody_watches_leaves_nothing_written(held, gran, worker, ngozi):
    with pytest.raises(ValidationError, match="why nobody does"):
        written(held, gran, worker.practitioner, ngozi.user, watch=actions.Watch(worker.practitioner))

    assert not FamilyPlan.objects.exists()


def test_a_plan_is_written_once_the_conference_was_held(gran, worker, ngozi):
    conference = conference_at("arranged", coordinator=ngozi)

    with pytest.raises(StepRefused):
        written(conference, gran, worker.practitioner, ngozi.user)


def agree(conference, by, **fields):
    return actions.agree_plan(
        conference=conference, answered_by=by.practitioner, by=by, **{"review_due_on": SUMMER} | fields
    )


def test_a_plan_is_agreed_with_its_review(plan, held, manager):
    agreed = agree(held, manager)

    plan.refresh_from_db()
    assert (agreed.state, agreed.agency_response, plan.agreed_on) == ("plan_agreed", "agreed", clock.today())


def test_a_plan_is_agreed_while_something_is_still_asked_for(plan, held, manager):
    agree(held, manager, resources_pending="A taxi on Fridays, by 1 April")

    settled = actions.settle_resources(conference=held, by=manager)

    assert (settled.agency_response, settled.resources_pending) == ("agreed", "")


def test_a_plan_is_not_agreed_without_a_review_or_a_reason(plan, held, manager):
    with pytest.raises(ValidationError, match="looks back at the plan"):
        agree(held, manager, review_due_on=None)

    plan.refresh_from_db()
    assert plan.agreed_on is None


def test_a_plan_only_of_services_is_not_agreed(held, gran, worker, ngozi, manager):
    steps = [actions.PlannedStep("Attend", worker.practitioner, EASTER)]
    written(held, gran, worker.practitioner, ngozi.user, steps=steps)

    with pytest.raises(RuleBroken) as refused:
        agree(held, manager)

    assert refused.value.code == "plan_agreed_has_family_action"


def test_there_is_no_answer_without_a_plan(held, manager):
    with pytest.raises(StepRefused, match="none to answer"):
        agree(held, manager)


def refuse(conference, by, **fields):
    words = {"reason": "Amina would be alone with Pete", "told_at": clock.now()} | fields
    return actions.refuse_plan(conference=conference, answered_by=by.practitioner, by=by, **words)


def test_not_agreed_says_why_and_when_the_family_was_told(plan, held, manager):
    refused = refuse(held, manager)

    assert (refused.state, refused.not_agreed_reason) == ("plan_not_agreed", "Amina would be alone with Pete")


@pytest.mark.parametrize("missing", [{"reason": " "}, {"told_at": None}])
def test_not_agreed_without_why_or_when_is_refused(plan, held, manager, missing):
    with pytest.raises(ValidationError, match="write why"):
        refuse(held, manager, **missing)

    held.refresh_from_db()
    assert held.state == Conference.State.HELD


def test_a_plan_changed_the_same_day_is_agreed(plan, held, gran, worker, ngozi, manager):
    refuse(held, manager)
    second = written(held, gran, worker.practitioner, ngozi.user)

    agreed = agree(held, manager)

    second.refresh_from_db()
    assert (agreed.state, agreed.answered_version, second.agreed_on) == ("plan_agreed", 2, clock.today())


def test_a_changed_plan_may_be_not_agreed_again(plan, held, gran, worker, ngozi, manager):
    refuse(held, manager)
    written(held, gran, worker.practitioner, ngozi.user)

    again = refuse(held, manager, reason="Pete still has a key")

    assert (again.not_agreed_reason, again.answered_version) == ("Pete still has a key", 2)


def test_the_review_is_moved_comes_and_closes_the_conference(plan, held, manager):
    agree(held, manager)
    actions.set_review(conference=held, review_due_on=EASTER, by=manager)
    actions.begin_review(conference=held, by=manager)

    closed = close_conference(conference=held, reviewed_on=MONDAY, by=manager)

    assert (closed.state, closed.review_due_on, closed.reviewed_on) == ("closed_reviewed", EASTER, MONDAY)


def test_a_done_step_has_its_day(worker):
    step = ActionFactory()

    actions.note_progress(plan_action=step, state=PlanAction.State.DONE, by=worker)

    step.refresh_from_db()
    assert (step.state, step.done_on) == ("done", clock.today())


def test_a_tick_taken_back_has_no_day(worker):
    step = ActionFactory(state="done", done_on=MONDAY)

    undone = actions.note_progress(plan_action=step, state=PlanAction.State.UNDER_WAY, by=worker)

    assert undone.done_on is None


@pytest.mark.parametrize("state", ["changed", "not_started"])
def test_a_step_goes_on_only_as_it_may(worker, state):
    step = ActionFactory(state="under_way")

    with pytest.raises(actions.ActionRefused):
        actions.note_progress(plan_action=step, state=PlanAction.State(state), by=worker)


def test_a_changed_step_names_the_one_that_replaces_it(worker):
    step = plan_of(conference_at("held")).actions.get()

    successor = actions.change_step(
        plan_action=step, step=actions.PlannedStep("Saturdays instead", PersonFactory(), EASTER), by=worker
    )

    step.refresh_from_db()
    assert (step.state, step.replaced_by, successor.position) == ("changed", successor, 2)


def test_a_step_that_was_changed_is_not_changed_again(worker):
    step = plan_of(conference_at("held")).actions.get()
    instead = actions.PlannedStep("Saturdays", PractitionerFactory(), EASTER)
    actions.change_step(plan_action=step, step=instead, by=worker)

    with pytest.raises(actions.ActionRefused, match="“Changed” already"):
        actions.change_step(plan_action=step, step=instead, by=worker)
