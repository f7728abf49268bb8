"""What the pages of looking back read; and how family meetings felt, of so many together that it is about nobody (domain.md §4.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce, TruncMonth
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import User
from casework.models import Conference, FeltWith, WindowCheck
from database import clock
from families.models import Draft, Family, FamilyMembership, Person, ShareState
from families.paging import Page, page_of
from linkups.models import LinkUp

SHOWN, BROUGHT_SHOWN = 20, 20
DRAFT = "window-check"
"""What the draft of a look back is kept by."""
FEWEST_ANSWERS, FEWEST_FAMILIES = 6, 3
"""With fewer in what is new, it would be told of somebody."""
YEAR = timedelta(days=365)
LINK_UPS_ASKED = 5
ENDED = (LinkUp.State.COMPLETED, LinkUp.State.ENDED_EARLY)
HELD = ("held", "plan_agreed", "plan_not_agreed", "review_due", "closed_reviewed")
State, Answer = ShareState.State, FeltWith.Answer


@dataclass(frozen=True, slots=True)
class Step:
    """What was said from one day until another, of enough people and families that it is about nobody."""

    since: date
    until: date
    said: Counter[str]


@dataclass(frozen=True, slots=True)
class Felt:
    """How family meetings of a year felt: how many were asked and answered, and what they said; or nothing, while they are too few."""

    asked: int = 0
    answered: int = 0
    said: Sequence[tuple[str, int]] = ()
    last_month: date | None = None
    """A day of the last month of which it is told."""

    @property
    def is_told(self) -> bool:
        return self.last_month is not None


def own_checks(user: User, *, after: str = "") -> Page[WindowCheck]:
    """One's own, the newest first."""
    return page_of(WindowCheck.objects.visible_to(user).filter(created_by=user), ("-pk",), cursor=after, size=SHOWN)


def brought_to(user: User) -> list[WindowCheck]:
    """What those whom one supervises bring there, the newest first."""
    seen = WindowCheck.objects.visible_to(user).exclude(created_by=user).select_related("created_by")
    return list(seen.order_by("-pk")[:BROUGHT_SHOWN])


def own_check(pk: UUID, user: User) -> WindowCheck:
    """One that the user may read."""
    return get_object_or_404(WindowCheck.objects.visible_to(user), pk=pk)


def where_draft_goes_on(_draft: Draft) -> str:
    """The address of the page on which a draft goes on."""
    return reverse("casework:window-check-new")


def is_asked(user: User, conference: Conference) -> bool:
    """Whether it was held, and is shared with them as whom it is about or who was part of it."""
    shared = ShareState.objects.filter(record=conference.record_id, state=State.SHARED)
    return conference.state in HELD and shared.filter(person__account__user=user).exists()


def has_said(user: User, conference: Conference) -> bool:
    return FeltWith.objects.visible_to(user).filter(about_record=conference.record_id).exists()


def link_ups_to_ask_of(user: User) -> QuerySet[LinkUp]:
    """Those that ended within the year in which someone says how they felt, of a family in which the user is now."""
    mine = FamilyMembership.objects.current().filter(person__account__user=user).values("family")
    ended = LinkUp.objects.visible_to(user).filter(state__in=ENDED, end_date__gt=clock.today() - YEAR)
    return ended.filter(Q(seeking_family__in=mine) | Q(sharing_family__in=mine))


def link_ups_not_told_of(user: User) -> list[LinkUp]:
    """Of these, what the user has not said of how it felt: the last first."""
    said = FeltWith.objects.visible_to(user).filter(about_link_up__isnull=False).values("about_link_up")
    return list(link_ups_to_ask_of(user).exclude(pk__in=said).order_by("-end_date", "pk")[:LINK_UPS_ASKED])


def has_said_of_link_up(user: User, link_up: LinkUp) -> bool:
    return FeltWith.objects.visible_to(user).filter(about_link_up=link_up).exists()


def side_of(link_up: LinkUp, person: Person) -> Family:
    """The family of a link-up in which someone is now."""
    families = (link_up.seeking_family_id, link_up.sharing_family_id)
    return Family.objects.filter(
        pk__in=FamilyMembership.objects.current().filter(person=person, family__in=families).values("family")
    ).order_by("pk")[0]


def how_it_felt(user: User) -> Felt:
    """Of all of the organisation within a year, in a fixed number of queries: of no team, worker or family. Only whole steps are told, so
    that what is new between two looks is of as many as a step.
    """
    steps = [one for one in _steps(user) if one.until > clock.today() - YEAR]
    if not steps:
        return Felt()
    since, until = steps[0].since, steps[-1].until
    said = sum((one.said for one in steps), Counter[str]())
    spoke = FeltWith.objects.filter(organisation=user.organisation_id, said_on__gte=since, said_on__lt=until)
    met = Conference.objects.filter(organisation=user.organisation_id, state__in=HELD).filter(
        Q(record__happened_on__gte=since, record__happened_on__lt=until) | Q(record__in=spoke.values("about_record"))
    )
    shared = ShareState.objects.filter(record__in=met.values("record"), state=State.SHARED)
    over = LinkUp.objects.filter(organisation=user.organisation_id, state__in=ENDED).filter(
        Q(end_date__gte=since, end_date__lt=until) | Q(pk__in=spoke.values("about_link_up"))
    )
    return Felt(
        asked=shared.filter(person__account__user__is_active=True).count() + _asked_of(over),
        answered=said.total(),
        said=[(str(label), said[value]) for value, label in Answer.choices],
        last_month=until - timedelta(days=1),
    )


def _asked_of(over: QuerySet[LinkUp]) -> int:
    """How many were asked of these link-ups: who has a sign-in and is in one of the two families now; of two link-ups, twice."""
    return sum(
        over.filter(
            **{
                f"{side}__memberships__period__contains": clock.today(),
                f"{side}__memberships__person__account__user__is_active": True,
            }
        ).count()
        for side in ("seeking_family", "sharing_family")
    )


def _steps(user: User) -> list[Step]:
    """What was said since the step before, each ending with the first month by whose end it is of enough people and families; answers are
    never changed, so a step stays as it is. What was said this month is in none.
    """
    this_month = clock.today().replace(day=1)
    found = FeltWith.objects.filter(organisation=user.organisation_id, said_on__lt=this_month)
    told = found.annotate(month=TruncMonth("said_on"), whose=Coalesce("about_record__family", "family"))
    by_month = told.values_list("month", "whose", "answer")
    steps: list[Step] = []
    said, families, since = Counter[str](), set[UUID](), None
    for month, of_month in groupby(by_month.annotate(Count("pk")).order_by("month"), key=itemgetter(0)):
        since = since or month
        for _month, family, answer, count in of_month:
            said[answer] += count
            families |= {family} if answer != Answer.RATHER_NOT_SAY else set()
        if said.total() - said[Answer.RATHER_NOT_SAY] >= FEWEST_ANSWERS and len(families) >= FEWEST_FAMILIES:
            steps.append(Step(since, (month + timedelta(days=31)).replace(day=1), said))
            said, families, since = Counter[str](), set[UUID](), None
    return steps
