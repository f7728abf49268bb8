"""What the pages of looking back read; and how family meetings felt, of so many together that it is about nobody (domain.md §4.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q
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
FEWEST_ANSWERS, FEWEST_MEETINGS = 6, 3
"""With fewer, it would be told of somebody."""
YEAR = timedelta(days=365)
HELD = ("held", "plan_agreed", "plan_not_agreed", "review_due", "closed_reviewed")
State = ShareState.State


@dataclass(frozen=True, slots=True)
class Felt:
    """How family meetings of a year felt: how many were asked, how many answered, and what they said; or that they were too few."""

    asked: int
    answered: int
    said: Sequence[tuple[str, int]]
    is_told: bool


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
    """Of all meetings of the organisation that were held within a year, in a fixed number of queries: of no team, worker or family."""
    since = clock.today() - YEAR
    met = Conference.objects.filter(
        organisation=user.organisation_id, state__in=HELD, record__happened_on__gte=since
    ).values("record")
    shared = ShareState.objects.filter(record__in=met, state=State.SHARED, person__account__user__is_active=True)
    said = FeltWith.objects.filter(about_record__in=met)
    answers = Count("pk", filter=~Q(answer=FeltWith.Answer.RATHER_NOT_SAY))
    found = said.aggregate(answered=Count("pk"), in_words=answers, meetings=Count("about_record", distinct=True))
    told = found["in_words"] >= FEWEST_ANSWERS and found["meetings"] >= FEWEST_MEETINGS
    counted = dict(said.values_list("answer").annotate(Count("pk")))
    return Felt(
        asked=shared.count(),
        answered=found["answered"],
        said=[(str(label), counted.get(value, 0)) for value, label in FeltWith.Answer.choices] if told else [],
        is_told=told,
    )
