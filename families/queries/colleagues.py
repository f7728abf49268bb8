"""What an administrator reads: people who work here, teams and lists, and what waits for a second yes. No family, no record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import Locality, Proposal, ProposalQuerySet, Team, User, UserChange
from accounts.queries import stands_otherwise_at_work
from accounts.roles import Role
from accounts.rules import can_administer
from families.models import Agency, Involvement, Practitioner
from families.paging import Page, page_of

FOUND = 50
Kind = Proposal.Kind


def colleagues(administrator: User) -> QuerySet[User]:
    """People who work at the administrator's organisation, or did; to anyone else, none."""
    everyone = User.objects.filter(organisation=administrator.organisation_id, kind=User.Kind.STAFF)
    return everyone if can_administer(administrator) else everyone.none()


def colleague_list(administrator: User, cursor: str = "") -> Page[User]:
    """By name, each with their team: one query, two past page one."""
    return page_of(_with_team(administrator), ("name", "pk"), cursor=cursor)


def colleagues_called(administrator: User, words: str) -> list[User]:
    """Those whose name or e-mail holds these words."""
    named = Q(name__icontains=words) | Q(email__icontains=words)
    return list(_with_team(administrator).filter(named).order_by("name", "pk")[:FOUND])


def _with_team(administrator: User) -> QuerySet[User]:
    return colleagues(administrator).select_related("practitioner__team")


@dataclass(frozen=True, slots=True)
class RightsChange:
    """What someone became, when, by whom and why."""

    at: datetime
    by: str
    roles: str
    is_active: bool
    reason: str
    email: str
    """By which they sign in from then on, where they changed that themselves: of no other is it said whether it could be used."""


@dataclass(frozen=True, slots=True)
class ColleaguePage:
    """One who works here: what they may do, since when and by whose yes, and what they would leave behind."""

    person: User
    practitioner: Practitioner | None
    invitation: Proposal | None
    waiting: Sequence[Proposal]
    changes: Sequence[RightsChange]
    manages: Sequence[Team]
    leads: int
    is_otherwise_at_work: bool
    """Whether their account at work named another address when they came in last."""

    @property
    def address(self) -> str:
        """What they are reached by; before they came, what they were asked in by."""
        return self.invitation.email if self.invitation and not self.person.is_active else self.person.email


def colleague_page(pk: UUID, administrator: User) -> ColleaguePage:
    person = get_object_or_404(_with_team(administrator), pk=pk)
    proposals = list(_proposals(administrator).filter(about=person).order_by("-created_at", "-pk"))
    return ColleaguePage(
        person,
        getattr(person, "practitioner", None),
        next((one for one in proposals if one.kind == Kind.LET_IN and one.done_at and not one.used_at), None),
        [one for one in proposals if one.is_waiting],
        _changes(person),
        list(Team.objects.filter(manager=person, ended_on__isnull=True).order_by("name", "pk")),
        families_led(person),
        stands_otherwise_at_work(person),
    )


def families_led(person: User) -> int:
    """How many families they lead the work with now; which, an administrator does not read (domain.md §8.5)."""
    led = Involvement.objects.led_by(person).current()
    return led.values("family").distinct().count()


def _changes(person: User) -> list[RightsChange]:
    changes = list(UserChange.objects.filter(about=person).order_by("-at", "-pk")[:FOUND])
    names = dict(User.objects.filter(pk__in={one.asked_by for one in changes}).values_list("pk", "name"))
    return [
        RightsChange(
            one.at,
            names.get(one.asked_by, "") if one.asked_by else "",
            ", ".join(str(Role(role).label) for role in one.roles),
            one.is_active,
            one.reason,
            one.email if one.action in {"use_address", "take_over_address"} else "",
        )
        for one in changes
    ]


def _proposals(administrator: User) -> ProposalQuerySet:
    return Proposal.objects.visible_to(administrator).select_related("about", "created_by", "team", "agreed_by")


def waiting_for_a_yes(administrator: User) -> list[Proposal]:
    """What another administrator has asked for, or oneself; the oldest first."""
    return list(_proposals(administrator).waiting().order_by("created_at", "pk")[:FOUND])


def proposal(pk: UUID, administrator: User) -> Proposal:
    return get_object_or_404(_proposals(administrator), pk=pk)


def teams(administrator: User) -> QuerySet[Team]:
    """Teams that go on; to anyone but an administrator, none."""
    every = Team.objects.filter(organisation=administrator.organisation_id, ended_on__isnull=True)
    return every.order_by("name", "pk") if can_administer(administrator) else every.none()


def team_list(administrator: User, cursor: str = "") -> Page[Team]:
    """By name, each with its manager and how many are in it."""
    counted = teams(administrator).select_related("manager__organisation").annotate(people=Count("practitioners"))
    return page_of(counted, ("name", "pk"), cursor=cursor)


def managers(administrator: User, of: Team | None = None) -> QuerySet[User]:
    """Who may manage a team: who has the role and is not oneself; and who does."""
    able = Q(is_active=True, roles__contains=[Role.TEAM_MANAGER]) & ~Q(pk=administrator.pk)
    present = Q(pk=of.manager_id) if of and of.manager_id else Q(pk__in=())
    return colleagues(administrator).filter(able | present).order_by("name", "pk")


def localities(administrator: User) -> QuerySet[Locality]:
    every = Locality.objects.filter(organisation=administrator.organisation_id)
    return every.order_by("name", "pk") if can_administer(administrator) else every.none()


def agencies(administrator: User) -> QuerySet[Agency]:
    every = Agency.objects.visible_to(administrator)
    return every.order_by("name", "pk") if can_administer(administrator) else every.none()


def agency_list(administrator: User, cursor: str = "") -> Page[Agency]:
    return page_of(agencies(administrator), ("name", "pk"), cursor=cursor)
