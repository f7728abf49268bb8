"""The story's lines of family meetings: each step on the day on which it was taken, the plan, and what was done of it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from casework.models import Conference, FamilyPlan, PlanAction
from casework.queries.story_sources import Kind, Scope, Source, Teller, Told, always


def _page_of(conference: UUID, user: User) -> str:
    page = "our-meeting" if user.kind == User.Kind.FAMILY else "conference"
    return reverse(f"casework:{page}", args=[conference])


# The meeting


def _conferences(user: User, scope: Scope) -> QuerySet[Conference]:
    return Conference.objects.visible_to(user).filter(scope.records(family="family"))


def _tell_offered(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    return {
        one.pk: Told(
            words=_("Another family meeting was planned, to look back")
            if one.review_of_id
            else _("A family meeting was offered"),
            href=_page_of(one.pk, user),
            meta=[str(one.get_state_display())],
            recorded=timezone.localdate(one.created_at),
        )
        for one in Conference.objects.visible_to(user).filter(pk__in=pks)
    }


def _says(words: str | Promise) -> Teller:
    """A step of which only its day is written down."""

    def told(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
        found = Conference.objects.visible_to(user).filter(pk__in=pks).values_list("pk", flat=True)
        return {pk: Told(words=str(words), href=_page_of(pk, user)) for pk in found}

    return told


# The plan, and what was done of it


def _plans(user: User, scope: Scope) -> QuerySet[FamilyPlan]:
    return FamilyPlan.objects.visible_to(user).filter(scope.records(family="conference__family"))


def _tell_written(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    return {
        plan.pk: Told(
            words=_("The family changed its plan") if plan.version > 1 else _("The family wrote its plan"),
            href=_page_of(plan.conference_id, user),
            recorded=timezone.localdate(plan.created_at),
        )
        for plan in FamilyPlan.objects.visible_to(user).filter(pk__in=pks)
    }


def _tell_agreed(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    words = _("The family’s plan was agreed")
    plans = FamilyPlan.objects.visible_to(user).filter(pk__in=pks)
    return {plan.pk: Told(words=words, href=_page_of(plan.conference_id, user)) for plan in plans}


def _steps(user: User, scope: Scope) -> QuerySet[PlanAction]:
    return PlanAction.objects.visible_to(user).filter(
        scope.records("plan__record__", "plan__conference__family"), done_on__isnull=False
    )


def _tell_steps(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    done = PlanAction.objects.visible_to(user).filter(pk__in=pks).select_related("plan").with_who()
    return {
        step.pk: Told(
            words=_("Done: %(what)s") % {"what": step.what},
            href=_page_of(step.plan.conference_id, user),
            meta=[str(step.who)],
            people=[step.who_person_id] if step.who_person_id else [],
        )
        for step in done
    }


MEETINGS = (
    Source("meeting-offered", Kind.MEETING, _conferences, F("record__happened_on"), _tell_offered),
    Source(
        "meeting-accepted",
        Kind.MEETING,
        _conferences,
        F("accepted_on"),
        _says(gettext_lazy("The family meeting was taken on")),
    ),
    Source(
        "meeting-held",
        Kind.MEETING,
        _conferences,
        F("held_on"),
        _says(gettext_lazy("The family met")),
        good=always,
    ),
    Source(
        "meeting-refused",
        Kind.MEETING,
        _conferences,
        TruncDate("not_agreed_told_at"),
        _says(gettext_lazy("The plan was not agreed, and the family was told why")),
        at=F("not_agreed_told_at"),
    ),
    Source(
        "meeting-reviewed",
        Kind.MEETING,
        _conferences,
        F("reviewed_on"),
        _says(gettext_lazy("The family looked back at its plan")),
    ),
    Source("plan-written", Kind.MEETING, _plans, F("record__happened_on"), _tell_written),
    Source("plan-agreed", Kind.MEETING, _plans, F("agreed_on"), _tell_agreed, good=always),
    Source("step-done", Kind.MEETING, _steps, F("done_on"), _tell_steps, good=always),
)
