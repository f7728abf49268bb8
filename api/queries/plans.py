"""Families' plans as other systems read them: once they are agreed (domain.md §2.7, §9.7). What is still being written is the family's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When

from accounts.models import User
from api.queries.documents import Documents, Told, all_of, each, ids, only, reading
from casework.models import ContingencyStep, FamilyPlan, Monitoring, PlanAction
from casework.models.plan_steps import may_know_of

WHO = {"who_person": "who_person_id", "who_practitioner": "who_practitioner_id", "who_agency": "who_agency__name"}
STEP = ["id", "what", "by_when", "how_we_will_know", "is_offered_by_child", "state", "done_on"]


@reading
def plans(user: User, *, family: UUID | None = None) -> Documents:
    """Every version of a plan that was agreed, with its steps, its plan B and who keeps an eye on it; of one family when it is named."""
    steps = _of_plan(PlanAction.objects.visible_to(user))
    plan_b = _of_plan(ContingencyStep.objects.visible_to(user))
    document = Told(
        id="id",
        family="conference__family_id",
        conference="conference_id",
        version="version",
        agreed_on="agreed_on",
        in_our_words="in_our_words",
        actions=each(steps.order_by("position"), **{name: name for name in STEP}, **WHO, replaced_by="replaced_by_id"),
        contingencies=each(plan_b.order_by("position"), id="id", if_what="if_what", then_what="then_what", **WHO),
        monitoring=_monitoring(user),
    )
    seen = agreed(user)
    return Documents(
        seen.filter(conference__family=family) if family else seen,
        document,
        families=only("conference__family_id"),
        people=all_of(
            ids(steps.filter(who_person__isnull=False), "who_person"),
            ids(plan_b.filter(who_person__isnull=False), "who_person"),
            ids(_watched(user).filter(may_know_of(user, "family_monitor")), "family_monitor"),
        ),
    )


def agreed(user: User) -> QuerySet[FamilyPlan]:
    """The plans that a caller may read."""
    return FamilyPlan.objects.visible_to(user).filter(agreed_on__isnull=False)


def _of_plan(parts: QuerySet[Any]) -> QuerySet[Any]:
    return parts.filter(plan=OuterRef("pk"))


def _watched(user: User) -> QuerySet[Monitoring]:
    return _of_plan(Monitoring.objects.visible_to(user).filter(family_monitor__isnull=False))


def _monitoring(user: User) -> Subquery:
    """Who keeps an eye on it, of the family where the caller may know of them, and of those who work with it."""
    known = Case(When(may_know_of(user, "family_monitor"), then=F("family_monitor_id")), default=None)
    told = Told(family_monitor=known, worker_link="worker_link_id", every_days="every_days")
    return Subquery(_of_plan(Monitoring.objects.visible_to(user)).annotate(told=told).values("told")[:1])
