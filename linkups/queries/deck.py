"""Which cards can be offered, and why not the others. Facts remove a card; nothing ranks those that stay (§1.3, step 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Lower

from families.models import Family, FamilyMembership
from linkups.models import ExcludedCard, FamilyCard, LinkUp, SharingProfile, families_apart

HOLDS_A_PLACE = (LinkUp.State.AGREEING, *LinkUp.UNDER_WAY)
AVAILABLE = Q(
    status=SharingProfile.Status.READY,
    has_card=True,
    has_same_people=False,
    is_apart=False,
    places_taken__lt=F("max_linkups"),
)
CARDS_SHOWN = 24
LEFT_OUT_SHOWN = 200
GONE = (SharingProfile.Status.STEPPED_BACK, SharingProfile.Status.NOT_NOW)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sharing family whose card can't be offered now: for the coach only."""

    family: Family
    reason: ExcludedCard.Reason


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the family asked for. It takes cards away, and ranks none of those that stay."""

    theme: str = ""
    language: str = ""
    day: str = ""
    locality: UUID | None = None

    @property
    def cards(self) -> Q:
        """In the family's own words on its card; a day as it is written there, “Sundays” by “sunday”."""
        found = Q(tough_times__contains=[self.theme]) if self.theme else Q()
        if self.language:
            found &= Q(spoken__icontains=self.language)
        if self.day:
            found &= Q(free__icontains=self.day)
        return found & Q(family__locality=self.locality) if self.locality else found


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards that can be offered, in an order that is the same for every family, and who is left out."""

    cards: Sequence[FamilyCard]
    left_out: Sequence[LeftOut]
    suggested: frozenset[UUID]
    has_more: bool = False

    @property
    def families(self) -> list[UUID]:
        """Whose cards, and whose names, it shows; for the access log."""
        return [*(card.family_id for card in self.cards), *(one.family.pk for one in self.left_out)]


ANYTHING = Wanted()


def deck(family: Family, wanted: Wanted = ANYTHING) -> Deck:
    """What a coach may offer a seeking family: the first in the order of the alphabet, and whether there are more."""
    available = _profiles(family).filter(AVAILABLE).order_by()
    cards = list(
        FamilyCard.objects.approved()
        .filter(kind=FamilyCard.Kind.SHARING, family__sharing_profile__in=available.values("pk"))
        .annotate(spoken=_said("languages"), free=_said("availability"))
        .filter(wanted.cards)
        .order_by(Lower("headline"), "pk")[: CARDS_SHOWN + 1]
    )
    suggested = LinkUp.objects.filter(seeking_family=family, state=LinkUp.State.SUGGESTED)
    return Deck(
        cards=cards[:CARDS_SHOWN],
        left_out=left_out(family),
        suggested=frozenset(suggested.values_list("sharing_family_id", flat=True)),
        has_more=len(cards) > CARDS_SHOWN,
    )


def _said(column: str) -> Func:
    """The lines of a card as one text."""
    return Func(F(column), Value(" "), function="array_to_string", output_field=TextField())


def left_out(family: Family) -> list[LeftOut]:
    """The sharing families whose cards can't be offered to this one now, the first by name."""
    profiles = _profiles(family).exclude(AVAILABLE).select_related("family")[:LEFT_OUT_SHOWN]
    return [LeftOut(profile.family, reason) for profile in profiles if (reason := _reason(profile))]


def _profiles(family: Family) -> QuerySet[SharingProfile]:
    """Sharing families that have not left, with what decides whether their card can be offered."""
    ours = FamilyMembership.objects.current().filter(family=family).values("person")
    shared = FamilyMembership.objects.current().filter(person__in=ours).values("family")
    cards = FamilyCard.objects.approved().filter(kind=FamilyCard.Kind.SHARING, family=OuterRef("family"))
    held = LinkUp.objects.filter(sharing_family=OuterRef("family"), state__in=HOLDS_A_PLACE).order_by()
    taken = held.values("sharing_family").annotate(count=Count("pk")).values("count")
    return (
        SharingProfile.objects.exclude(status__in=GONE)
        .exclude(family=family)
        .annotate(
            has_card=Exists(cards),
            places_taken=Coalesce(Subquery(taken), 0),
            has_same_people=_so(family__in=shared),
            is_apart=_so(family__in=families_apart(family)),
        )
        .order_by("family__sort_key", "pk")
    )


def _so(**fact: Any) -> ExpressionWrapper[Any]:
    return ExpressionWrapper(Q(**fact), output_field=BooleanField())


def _reason(profile: SharingProfile) -> ExcludedCard.Reason | None:
    """Why this family's card can't be offered; the first that holds."""
    status = SharingProfile.Status
    reasons = {
        ExcludedCard.Reason.SAME_PEOPLE: profile.has_same_people,  # type: ignore[attr-defined]
        ExcludedCard.Reason.NOT_AVAILABLE: profile.is_apart,  # type: ignore[attr-defined]
        ExcludedCard.Reason.RESTING: profile.status == status.RESTING,
        ExcludedCard.Reason.NOT_READY: profile.status != status.READY,
        ExcludedCard.Reason.CARD_NOT_APPROVED: not profile.has_card,  # type: ignore[attr-defined]
        ExcludedCard.Reason.FULL: profile.places_taken >= profile.max_linkups,  # type: ignore[attr-defined]
    }
    return next((reason for reason, holds in reasons.items() if holds), None)
