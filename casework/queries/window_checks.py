"""What the pages of looking back read; and how family meetings felt, of so many together that it is about nobody (domain.md §4.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import User
from casework.models import Conference, FeltWith, WindowCheck
from database import clock
from families.models import Draft, ShareState
from families.paging import Page, page_of

SHOWN, BROUGHT_SHOWN = 20, 20
DRAFT = "window-check"
"""What the draft of a look back is kept by."""
FEWEST_ANSWERS, FEWEST_FAMILIES = 6, 3
"""With fewer in what is new, it would be told of somebody."""
YEAR = timedelta(days=365)
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
    return Felt(
        asked=shared.filter(person__account__user__is_active=True).count(),
        answered=said.total(),
        said=[(str(label), said[value]) for value, label in Answer.choices],
        last_month=until - timedelta(days=1),
    )


def _steps(user: User) -> list[Step]:
    """What was said since the step before, each ending with the first month by whose end it is of enough people and families; answers are
    never changed, so a step stays as it is. What was said this month is in none.
    """
    this_month = clock.today().replace(day=1)
    found = FeltWith.objects.filter(organisation=user.organisation_id, said_on__lt=this_month)
    by_month = found.annotate(month=TruncMonth("said_on")).values_list("month", "about_record__family", "answer")
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
