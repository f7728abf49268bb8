"""What the pages of a family's plan read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from casework.models import Conference, ContingencyStep, FamilyPlan, Monitoring, Participant, PlanAction
from casework.models.plan_steps import may_know_of
from casework.queries.sign_offs import Seen, said_of, seen_of_version, version_read
from database import clock
from families.models import (
    Agency,
    Family,
    Involvement,
    Person,
    Practitioner,
)
from families.queries.ahead import ComingUp, Waiting

PROMISES_SHOWN, STEPS_AHEAD = 3, 3


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One version of a family's plan, as this reader may see it."""

    plan: FamilyPlan
    actions: Sequence[PlanAction]
    contingencies: Sequence[ContingencyStep]
    monitoring: Monitoring | None
    seen: Sequence[Seen]
    """How those with whom it is shared see it, of whichever version they said so."""

    @property
    def current_actions(self) -> list[PlanAction]:
        """Without those that another has replaced."""
        return [action for action in self.actions if action.state != PlanAction.State.CHANGED]

    @property
    def people(self) -> list[Person]:
        """Everyone whom it names: who does something, now or if something happens, and who keeps an eye on it."""
        named = [part.who_person for part in (*self.current_actions, *self.contingencies)]
        named += [self.monitoring.family_monitor] if self.monitoring else []
        named += [one.last.person for one in self.seen if one.is_named]
        return list(dict.fromkeys(person for person in named if person))

    @property
    def named(self) -> list[UUID]:
        return [person.pk for person in self.people]

    @property
    def standing(self) -> list[UUID]:
        """The steps that someone speaks of who says how they see it."""
        return [action.pk for action in self.current_actions]

    @property
    def words_read(self) -> str:
        """What is read here, to be told from what is read later."""
        return version_read(self.plan.version, self.standing)


def latest_plan(conference: Conference, user: User) -> PlanPage | None:
    """The newest version of a conference's plan; none before there is one."""
    found = FamilyPlan.objects.visible_to(user).filter(conference=conference).select_related("record")
    plan = found.order_by("-version").first()
    if plan is None:
        return None
    plan.conference = conference
    return _page_of(plan, user)


def newest_version(conference: Conference) -> int:
    """How many versions of the plan there are, whoever may read them; 0 before the first."""
    return FamilyPlan.objects.filter(conference=conference).count()


def plan_page(pk: UUID, user: User) -> PlanPage:
    """One version of a plan; 404 for one that the user may not see."""
    plan = get_object_or_404(FamilyPlan.objects.visible_to(user).select_related("conference__family", "record"), pk=pk)
    return _page_of(plan, user)


def _page_of(plan: FamilyPlan, user: User) -> PlanPage:
    actions = list(PlanAction.objects.visible_to(user).filter(plan=plan).with_who())
    for action in actions:
        action.plan = plan
    versions = FamilyPlan.objects.visible_to(user).filter(conference=plan.conference_id).values("record")
    said = [one for ones in said_of(versions, user).values() for one in ones if one.version <= plan.version]
    changed = [action.pk for action in actions if action.state == PlanAction.State.CHANGED]
    named = ExpressionWrapper(may_know_of(user, "family_monitor"), output_field=BooleanField())
    monitoring = Monitoring.objects.visible_to(user).filter(plan=plan).select_related("family_monitor", "worker_link")
    watched = monitoring.annotate(is_named=named).first()
    if watched and not watched.is_named:  # type: ignore[attr-defined]
        watched.family_monitor = None
    return PlanPage(
        plan=plan,
        actions=actions,
        contingencies=list(ContingencyStep.objects.visible_to(user).filter(plan=plan).with_who()),
        monitoring=watched,
        seen=seen_of_version(said, plan.version, changed=changed),
    )


def plan_action(pk: UUID, user: User) -> PlanAction:
    """One step of a plan with all that the rules about it read."""
    seen = PlanAction.objects.visible_to(user).select_related(
        "plan__conference__coordinator", "plan__conference__family"
    )
    return get_object_or_404(seen, pk=pk)


def waiting_for(user: User) -> list[Waiting]:
    """The steps of agreed plans that this user, or the agency they work for, has taken on and not come to the end of.

    A conference that is finished ends no promise: ours wait as plainly as the family’s own (domain.md §2.3, 13).
    """
    is_family = user.kind == User.Kind.FAMILY
    staff = Q(who_practitioner__user=user) | Q(who_agency__practitioners__user=user)
    mine = Q(who_person__account__user=user) if is_family else staff
    page = "casework:our-meeting" if is_family else "casework:conference"
    words = _("%(what)s: your step in our plan") if is_family else _("%(what)s: your step in the plan of %(family)s")
    steps = (
        PlanAction.objects.visible_to(user)
        .filter(mine, plan__agreed_on__isnull=False, state__in=PlanAction.UNFINISHED)
        .select_related("plan__conference__family")
        .order_by("by_when", "pk")
    )
    return [
        Waiting(
            words % {"what": step.what, "family": step.plan.conference.family.name},
            f"{reverse(page, args=[step.plan.conference_id])}#plan",
            by=step.by_when,
            is_overdue=step.is_late,
            families=frozenset({step.plan.conference.family_id}),
        )
        for step in steps
    ]


@dataclass(frozen=True, slots=True)
class OpenSteps:
    """What is still to come of a family's agreed plans, oldest first, and the newest of those plans."""

    family: Family
    steps: Sequence[PlanAction]
    plan: FamilyPlan | None

    @property
    def promised(self) -> list[PlanAction]:
        """What those who work with the family, or a body, said they would do."""
        return [step for step in self.steps if step.who_person_id is None]

    @property
    def first_promised(self) -> list[PlanAction]:
        return self.promised[:PROMISES_SHOWN]

    @property
    def more_promised(self) -> int:
        return max(0, len(self.promised) - PROMISES_SHOWN)

    @property
    def coming_up(self) -> list[ComingUp]:
        """The next whose day is still to come, whoever takes them on."""
        ahead = [step for step in self.steps if step.by_when >= clock.today()]
        return [ComingUp(step.by_when, step.what, plan_of(step), str(step.who)) for step in ahead[:STEPS_AHEAD]]

    @property
    def people(self) -> set[UUID]:
        """Whom they name."""
        return {step.who_person_id for step in self.steps if step.who_person_id}


def open_steps(family: Family, user: User) -> OpenSteps:
    """In two queries. A conference that is finished ends no promise (domain.md §2.3, 13)."""
    agreed = FamilyPlan.objects.visible_to(user).filter(conference__family=family, agreed_on__isnull=False)
    steps = (
        PlanAction.objects.visible_to(user)
        .filter(plan__in=agreed.values("pk"), state__in=PlanAction.UNFINISHED)
        .select_related("plan", "who_person", "who_practitioner", "who_agency")
        .order_by("by_when", "pk")
    )
    return OpenSteps(family, list(steps), agreed.order_by("-agreed_on", "-pk").first())


def plan_of(step: PlanAction) -> str:
    """Where the plan stands that a step belongs to."""
    return f"{reverse('casework:conference', args=[step.plan.conference_id])}#plan"


def those_asked(conference: Conference, user: User) -> list[Person]:
    """The people who were asked to the conference, as far as the user may see."""
    asked = Participant.objects.visible_to(user).filter(conference=conference, person__isnull=False)
    return [one.person for one in asked.select_related("person").order_by("pk") if one.person]


def workers_of(conference: Conference, user: User) -> list[Practitioner]:
    """Those alongside the family and those asked to the conference: who of the workers may take something on."""
    alongside = Involvement.objects.visible_to(user).current().filter(family=conference.family)
    asked = Participant.objects.visible_to(user).filter(conference=conference, practitioner__isnull=False)
    either = Q(pk__in=alongside.values("practitioner")) | Q(pk__in=asked.values("practitioner"))
    return list(Practitioner.objects.filter(either).order_by("name", "pk"))


def agencies_of(workers: Sequence[Practitioner]) -> list[Agency]:
    """The bodies that these workers come from: a school may take something on as a school."""
    return list(Agency.objects.filter(practitioners__in=workers).distinct().order_by("name", "pk"))
