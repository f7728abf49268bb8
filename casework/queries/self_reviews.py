"""How someone looked back on their own plan: each hope's own numbers side by side, and no number that is made of several (§8.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import AccessEvent, User
from casework.models import MyHope, MyPlan, SelfReview, SelfReviewAnswer, TalkWanted
from casework.queries.unread import one_of
from casework.scale_pictures import Line, line, place
from families.paging import Page, page_of
from families.queries.ahead import Waiting

SHOWN = 12
OPENED = "casework:talk-wanted"


@dataclass(frozen=True, slots=True)
class Said:
    """How one hope was going, one day."""

    day: date
    value: int

    @property
    def place(self) -> str:
        """Where its dot stands."""
        return place(Decimal(self.value))


@dataclass(frozen=True, slots=True)
class HopeOverTime:
    """One hope and its own numbers, the newest first; beside no other's."""

    hope: MyHope
    said: Sequence[Said]
    line: Line | None

    @property
    def last(self) -> Said:
        return self.said[0]


@dataclass(frozen=True, slots=True)
class Reviews:
    """Some of the times that someone looked back, the newest first, and the hopes of which they said something then."""

    page: Page[SelfReview]
    hopes: Sequence[HopeOverTime]


def reviews_of(plan: MyPlan, user: User, *, after: str = "") -> Reviews:
    """One page of them, in a fixed number of queries."""
    page = page_of(_reviews(user).filter(plan=plan), ("-on", "-pk"), cursor=after, size=SHOWN)
    return Reviews(page, _by_hope(page.rows))


def last_review(plan: MyPlan, user: User) -> SelfReview | None:
    """When they looked back last, with what they said."""
    return _reviews(user).filter(plan=plan).order_by("-on", "-pk").first()


def _by_hope(reviews: Iterable[SelfReview]) -> list[HopeOverTime]:
    """In the order in which they stood when they were last looked back on."""
    said: dict[MyHope, list[Said]] = {}
    for review in reviews:
        for answer in review.said:  # type: ignore[attr-defined]  # by `_reviews`
            said.setdefault(answer.hope, []).append(Said(review.on, answer.value))
    return [HopeOverTime(hope, days, _line(days)) for hope, days in said.items()]


def _line(days: Sequence[Said]) -> Line | None:
    return line([(one.day, Decimal(one.value)) for one in reversed(days)])


def _reviews(user: User) -> QuerySet[SelfReview]:
    """With how each hope was going as `said`, and with whom they would like to talk as `talks`."""
    answers = SelfReviewAnswer.objects.visible_to(user).select_related("hope").order_by("pk")
    talks = TalkWanted.objects.visible_to(user).select_related("worker").order_by("pk")
    return (
        SelfReview.objects.visible_to(user)
        .select_related("created_by", "plan__owner__account")
        .prefetch_related(
            Prefetch("answers", answers, to_attr="said"), Prefetch("talks_wanted", talks, to_attr="talks")
        )
    )


def talk_wanted(pk: UUID, user: User) -> TalkWanted:
    """To the worker whom it names; 404 for any other."""
    seen = TalkWanted.objects.visible_to(user).filter(worker=user)
    return get_object_or_404(seen.select_related("review__plan__owner"), pk=pk)


def waiting_for(user: User) -> list[Waiting]:
    """Who would like to talk with this worker, until they have opened that: without a name, for Today may be open on a desk."""
    if user.kind != User.Kind.STAFF:
        return []
    looks = AccessEvent.objects.filter(user=user, what=OPENED, record=OuterRef("pk"))
    opened = looks.filter(people__contains=one_of("review__plan__owner"))
    found = TalkWanted.objects.visible_to(user).filter(~Exists(opened)).select_related("review")
    return [
        Waiting(
            _("Someone of a family would like to talk with you"),
            reverse(OPENED, args=[one.pk]),
            since=one.review.on,
        )
        for one in found.order_by("review__on", "pk")[:SHOWN]
    ]
