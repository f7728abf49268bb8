"""What is nearby, as each reader may see it, and what waits to be looked at (domain.md §6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Team, User
from database import clock
from families.models import Agency, AssetSession, CommunityAsset, Family, Introduction, PersonAccount, Practitioner
from families.paging import Page, page_of
from families.periods import Period
from families.queries.ahead import Waiting

ON_PAPER = 6
"""So many fit on one page to leave behind."""
MOST_WAITING = 10
QUOTES = 5
INTRODUCTIONS = 30


@dataclass(frozen=True, slots=True)
class AssetPage:
    """One thing nearby, with its times, what families say, and the introductions that this reader may see."""

    asset: CommunityAsset
    sessions: Sequence[AssetSession]
    quotes: Sequence[Introduction]
    introductions: Sequence[Introduction]
    shows_place: bool
    is_ones_own: bool

    @property
    def people(self) -> set[UUID]:
        """Whom the page names."""
        named = {one.person_id for one in self.introductions if one.person_id}
        return named | ({self.asset.person_id} if self.asset.person_id else set())

    @property
    def families(self) -> set[UUID]:
        return {one.family_id for one in self.introductions if one.family_id}


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone looks for; everything where they say nothing."""

    words: str = ""
    category: str = ""
    day: str = ""
    language: str = ""
    age: int | None = None
    free: bool = False

    def of(self, assets: QuerySet[CommunityAsset]) -> QuerySet[CommunityAsset]:
        assets = assets.annotate(said=SearchVector("name", "what_it_offers", "good_for", config="english"))
        for word in self.words.split():
            stem = SearchQuery(word, config="english")  # bikes finds a bike
            as_typed = Q(name__icontains=word) | Q(what_it_offers__icontains=word) | Q(good_for__icontains=word)
            assets = assets.filter(as_typed | Q(said=stem) | Q(languages__icontains=word))
        if self.category:
            assets = assets.filter(category=self.category)
        if self.day:
            assets = assets.filter(pk__in=_sessions().filter(byday__contains=[self.day]).values("asset"))
        if self.language:
            assets = assets.filter(languages__contains=[self.language])
        if self.age is not None:
            young, old = Q(min_age__isnull=True) | Q(min_age__lte=self.age), Q(max_age__gte=self.age)
            assets = assets.filter(young, Q(max_age__isnull=True) | old)
        return assets.filter(cost_gbp=0) if self.free else assets


def asset_list(user: User, asked: Asked, after: str = "") -> Page[CommunityAsset]:
    """What is nearby, by name. What is no longer there stands in no list."""
    assets = asked.of(CommunityAsset.objects.visible_to(user).exclude(state="closed"))
    return page_of(assets.select_related("agreement").prefetch_related(_now()), ("name", "pk"), cursor=after)


def languages_nearby(user: User) -> list[str]:
    """Those that are spoken somewhere nearby."""
    spoken = CommunityAsset.objects.visible_to(user).exclude(languages=[]).values_list("languages", flat=True)
    return sorted({language for languages in spoken for language in languages})


def teams_here(user: User) -> QuerySet[Team]:
    """Teams that go on, any of which may look after something."""
    return Team.objects.filter(organisation=user.organisation_id, ended_on__isnull=True).order_by("name", "pk")


def agencies_here(user: User) -> QuerySet[Agency]:
    """The bodies that may run something."""
    return Agency.objects.visible_to(user).order_by("name", "pk")


def asset_page(pk: UUID, user: User) -> AssetPage:
    """One of them; 404 where it does not exist for this user."""
    found = CommunityAsset.objects.visible_to(user).select_related(
        "agency", "place", "locality", "team", "person", "agreement"
    )
    asset = get_object_or_404(found.prefetch_related(_now()), pk=pk)
    introductions = Introduction.objects.visible_to(user).filter(asset=asset)
    quotes = Introduction.objects.quoted_to(user).filter(asset=asset)
    return AssetPage(
        asset,
        in_the_week(asset.now),  # type: ignore[attr-defined]
        list(quotes.order_by("-on", "-pk")[:QUOTES]),
        list(introductions.select_related("family", "person", "introduced_by").order_by("-on", "-pk")[:INTRODUCTIONS]),
        shows_place=user.kind == User.Kind.STAFF or not asset.hide_location,
        is_ones_own=asset.person_id is not None
        and PersonAccount.objects.filter(user=user, person=asset.person_id).exists(),
    )


def on_paper(user: User, picked: Iterable[CommunityAsset]) -> list[CommunityAsset]:
    """What was picked, as it may be left behind: nobody’s gift, and nothing that a family may not be shown."""
    assets = CommunityAsset.objects.visible_to(user).for_paper().filter(pk__in=[one.pk for one in picked])
    shown = assets.select_related("place", "agency").prefetch_related(_now()).order_by("name", "pk")[:ON_PAPER]
    return list(shown)


def to_publish(user: User) -> list[CommunityAsset]:
    """What may leave the house, with its times."""
    assets = CommunityAsset.objects.visible_to(user).publishable().select_related("place", "agency")
    return list(assets.prefetch_related(_now()).order_by("name", "pk"))


def family_introductions(family: Family, user: User, after: str = "") -> Page[Introduction]:
    """To what a family, or someone of it, was introduced; the latest first."""
    theirs = Q(family=family) | Q(person__memberships__family=family)
    found = Introduction.objects.visible_to(user).filter(pk__in=Introduction.objects.filter(theirs).values("pk"))
    shown = found.select_related("asset", "family", "person", "introduced_by")
    return page_of(shown, ("-on", "-pk"), cursor=after)


def waiting_for(user: User) -> list[Waiting]:
    """What someone should look at: of the teams that they are in or manage, and what they wrote down for no team."""
    if user.kind != User.Kind.STAFF:
        return []
    teams = Practitioner.objects.filter(user=user, team__isnull=False).values("team")
    theirs = Q(team__in=teams) | Q(team__manager=user) | Q(team__isnull=True, created_by=user)
    due = CommunityAsset.objects.visible_to(user).due(clock.today()).filter(theirs)
    found = due.order_by("last_checked_on", "pk")[:MOST_WAITING]
    return [_waiting(asset) for asset in found]


def _waiting(asset: CommunityAsset) -> Waiting:
    by = asset.due_on
    return Waiting(
        _("Is it still there? %(name)s") % {"name": asset.name},
        reverse("families:asset", args=[asset.pk]),
        by=by,
        is_overdue=by is not None and by < clock.today(),
    )


def _sessions() -> QuerySet[AssetSession]:
    """Those that go on, and those that are still to come."""
    return AssetSession.objects.exclude(period__fully_lt=Period(clock.today(), None)).exclude(
        freq="", begins_on__lt=clock.today()
    )


def _now() -> Prefetch[Any]:
    return Prefetch("sessions", _sessions().select_related("place"), to_attr="now")


def in_the_week(sessions: Iterable[AssetSession]) -> list[AssetSession]:
    """From Monday on."""
    return sorted(sessions, key=lambda one: (one.first_day, str(one.opens_at or ""), one.pk))
