"""The family's plan: written in their words, answered on the day, done step by step (domain.md §2.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from accounts.errors import ChangedMeanwhile, DomainError
from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from casework import lifecycle
from casework.actions.conferences import State, StepRefused, note_facts, still, take_step
from casework.actions.kept_from import keep_as
from casework.actions.meeting_words import family_side, refuse_hidden_from_family
from casework.models import Conference, ContingencyStep, FamilyPlan, Monitoring, PlanAction
from database import clock
from families.actions.records import begin_record, refuse_hidden_words
from families.models import Agency, Person, Practitioner, Record

Who: TypeAlias = Person | Practitioner | Agency
WHO_FIELDS: dict[type, str] = {Person: "who_person", Practitioner: "who_practitioner", Agency: "who_agency"}


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """Who does what by when."""

    what: str
    who: Who
    by_when: date
    how_we_will_know: str = ""
    is_offered_by_child: bool = False


@dataclass(frozen=True, slots=True)
class PlanB:
    """If this happens, then that, and who."""

    if_what: str
    then_what: str
    who: Who


@dataclass(frozen=True, slots=True)
class Watch:
    """Who keeps an eye on the plan, and how often."""

    worker_link: Practitioner
    family_monitor: Person | None = None
    no_family_monitor_reason: str = ""
    every_days: int = 14


class ActionRefused(DomainError):
    """A step of a plan can't go on in this way."""

    code = "plan_action_step"


def _words(in_our_words: str, steps: Iterable[PlannedStep], plan_b: Iterable[PlanB]) -> dict[str, str]:
    """What was written, by what stands above it."""
    return {
        _("In the family’s words"): in_our_words,
        _("Who does what"): "\n".join(f"{step.what}\n{step.how_we_will_know}" for step in steps),
        _("Plan B"): "\n".join(f"{one.if_what}\n{one.then_what}" for one in plan_b),
    }


@action
def write_plan(  # noqa: PLR0913  (a plan is its words, steps, plan B and watch)
    *,
    conference: Conference,
    in_our_words: str = "",
    steps: Iterable[PlannedStep],
    plan_b: Iterable[PlanB] = (),
    watch: Watch,
    after_version: int | None = None,
    by: User,
) -> FamilyPlan:
    """Write the family's plan as its next version, shared with all of them who were asked. The former stays.

    `after_version` is the version that the writer had before them (0: none); another one written meanwhile is not passed over.
    """
    locked = still(conference, State.HELD, State.PLAN_NOT_AGREED)
    version = _next_version(locked, after_version)  # first: a form that is out of date answers no guess
    readers, steps, plan_b = family_side(locked), list(steps), list(plan_b)
    words = _words(in_our_words, steps, plan_b) | {_("If nobody does: why?"): watch.no_family_monitor_reason}
    refuse_hidden_words(words, shared_with=readers, family=locked.family, by=by)
    plan = FamilyPlan(
        organisation=by.organisation,
        conference=locked,
        version=version,
        in_our_words=in_our_words,
        created_by=by,
    )
    plan.record = begin_record(
        kind=Record.Kind.FAMILY_PLAN, family=locked.family, happened_on=clock.today(), subjects=readers, by=by
    )
    keep_as(plan.record, of=locked.record, by=by)
    plan.full_clean()
    plan.save()
    for position, step in enumerate(steps, start=1):
        _write_step(plan, step, position, by)
    for position, instead in enumerate(plan_b, start=1):
        _write_plan_b(plan, instead, position, by)
    _write_watch(plan, watch, by)
    return plan


def _next_version(conference: Conference, after: int | None) -> int:
    versions = conference.plans.count()
    if after is not None and after != versions:
        raise ChangedMeanwhile(
            _("Someone else wrote the plan while you were writing. What you wrote is still here: look at theirs first.")
        )
    return versions + 1


def _write_step(plan: FamilyPlan, step: PlannedStep, position: int, by: User) -> PlanAction:
    written = PlanAction(
        organisation=by.organisation,
        plan=plan,
        position=position,
        what=step.what,
        by_when=step.by_when,
        how_we_will_know=step.how_we_will_know,
        is_offered_by_child=step.is_offered_by_child,
        created_by=by,
        **{WHO_FIELDS[type(step.who)]: step.who},
    )
    written.full_clean()
    written.save()
    return written


def _write_plan_b(plan: FamilyPlan, instead: PlanB, position: int, by: User) -> None:
    written = ContingencyStep(
        organisation=by.organisation,
        plan=plan,
        position=position,
        if_what=instead.if_what,
        then_what=instead.then_what,
        created_by=by,
        **{WHO_FIELDS[type(instead.who)]: instead.who},
    )
    written.full_clean()
    written.save()


def _write_watch(plan: FamilyPlan, watch: Watch, by: User) -> None:
    monitoring = Monitoring(
        organisation=by.organisation,
        plan=plan,
        family_monitor=watch.family_monitor,
        no_family_monitor_reason=watch.no_family_monitor_reason,
        worker_link=watch.worker_link,
        every_days=watch.every_days,
        created_by=by,
    )
    monitoring.full_clean()
    monitoring.save()


@action
def agree_plan(
    *,
    conference: Conference,
    answered_by: Practitioner,
    resources_pending: str = "",
    review_due_on: date | None = None,
    no_review_reason: str = "",
    by: User,
) -> Conference:
    """Agree the family's plan, say what is still being asked for, and set a review or say why not (INV-23)."""
    answer = Conference.Answer.AGREED_RESOURCES_PENDING if resources_pending else Conference.Answer.AGREED
    plan = _plan_to_answer(conference)
    said = {"resources_pending": resources_pending, "no_review_reason": no_review_reason}
    refuse_hidden_from_family(conference, said, by=by)
    plan.agreed_on = clock.today()
    plan.full_clean()
    plan.save(update_fields=["agreed_on"])
    return take_step(
        conference,
        to=State.PLAN_AGREED,
        agency_response=answer,
        answered_by=answered_by,
        answered_version=plan.version,
        resources_pending=resources_pending,
        review_due_on=review_due_on,
        no_review_reason=no_review_reason,
    )


@action
def refuse_plan(
    *, conference: Conference, answered_by: Practitioner, reason: str, told_at: datetime | None, by: User
) -> Conference:
    """Say why the plan is not agreed, and when the family was told (INV-22). They may change it."""
    plan = _plan_to_answer(conference)
    locked = still(conference, State.HELD, State.PLAN_NOT_AGREED)
    refuse_hidden_from_family(locked, {"not_agreed_reason": reason}, field="reason", by=by)
    facts: dict[str, Any] = {
        "agency_response": Conference.Answer.NOT_AGREED,
        "answered_by": answered_by,
        "answered_version": plan.version,
        "not_agreed_reason": reason,
        "not_agreed_told_at": told_at,
    }
    if locked.state == State.HELD:
        return take_step(locked, to=State.PLAN_NOT_AGREED, **facts)
    return note_facts(locked, **facts)


def _plan_to_answer(conference: Conference) -> FamilyPlan:
    plan = FamilyPlan.objects.select_for_update().filter(conference=conference).order_by("-version").first()
    if plan is None:
        raise StepRefused(_("Write the family’s plan first: there is none to answer."))
    return plan


@action
def settle_resources(*, conference: Conference, by: User) -> Conference:
    """Say that what the plan needs has been agreed too."""
    locked = still(conference, State.PLAN_AGREED, State.REVIEW_DUE)
    return note_facts(locked, agency_response=Conference.Answer.AGREED, resources_pending="")


@action
def set_review(*, conference: Conference, review_due_on: date, row_version: int | None = None, by: User) -> Conference:
    """Set the day on which the family looks back at its plan."""
    locked = still(conference, State.PLAN_AGREED, State.PLAN_NOT_AGREED, State.REVIEW_DUE)
    refuse_stale(locked, row_version)
    return note_facts(locked, review_due_on=review_due_on, no_review_reason="")


@action
def begin_review(*, conference: Conference, by: User) -> Conference:
    """Say that it is time to look back at the plan."""
    return take_step(conference, to=State.REVIEW_DUE)


@action
def note_progress(*, plan_action: PlanAction, state: PlanAction.State, by: User) -> PlanAction:
    """Say how a step of the plan is going; whoever is to take it, family or service, by the same words."""
    locked = PlanAction.objects.select_for_update().get(pk=plan_action.pk)
    if state == PlanAction.State.CHANGED or not lifecycle.action_can_become(locked, state):
        refusal = _("This step is “%(state)s”, so it can’t become “%(next)s” now.")
        raise ActionRefused(refusal % {"state": locked.get_state_display(), "next": PlanAction.State(state).label})
    locked.state = state
    locked.done_on = clock.today() if state == PlanAction.State.DONE else None
    locked.full_clean()
    locked.save(update_fields=["state", "done_on"])
    return locked


@action
def change_step(*, plan_action: PlanAction, step: PlannedStep, by: User) -> PlanAction:
    """Write the step that takes another's place; the former says what it was changed to."""
    FamilyPlan.objects.select_for_update().get(pk=plan_action.plan_id)
    locked = PlanAction.objects.select_for_update().select_related("plan").get(pk=plan_action.pk)
    if not lifecycle.action_can_become(locked, PlanAction.State.CHANGED):
        raise ActionRefused(_("This step is “%(state)s” already.") % {"state": locked.get_state_display()})
    said = {"what": step.what, "how_we_will_know": step.how_we_will_know}
    refuse_hidden_from_family(locked.plan.conference, said, of=PlanAction, by=by)
    written = _write_step(locked.plan, step, locked.plan.actions.count() + 1, by)
    locked.state, locked.replaced_by = PlanAction.State.CHANGED, written
    locked.full_clean()
    locked.save(update_fields=["state", "replaced_by"])
    return written
