"""Which cards can be offered, and why not the others. Facts remove a card; nothing ranks those that stay (§1.3, step 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from families.models import Family, FamilyMembership
from linkups.models import ExcludedCard, FamilyCard, LinkUp, SharingProfile

HOLDS_A_PLACE = (LinkUp.State.AGREEING, *LinkUp.UNDER_WAY)
GONE = (SharingProfile.Status.STEPPED_BACK, SharingProfile.Status.NOT_NOW)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sharing family whose card can't be offered now: for the coach only."""

    family: Family
    reason: ExcludedCard.Reason


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards that can be offered, in an order that is the same for every family, and who is left out."""

    cards: Sequence[FamilyCard]
    left_out: Sequence[LeftOut]
    suggested: frozenset[UUID]

    @property
    def families(self) -> list[UUID]:
        """Whose cards, and whose names, it shows; for the access log."""
        return [*(card.family_id for card in self.cards), *(one.family.pk for one in self.left_out)]


def deck(family: Family) -> Deck:
    """What a coach may offer a seeking family."""
    profiles = list(_profiles(family))
    cards = [card for profile in profiles if not _reason(profile) for card in _cards(profile)]
    suggested = LinkUp.objects.filter(seeking_family=family, state=LinkUp.State.SUGGESTED)
    return Deck(
        cards=sorted(cards, key=lambda card: (card.headline.casefold(), card.pk)),
        left_out=_left_out(profiles),
        suggested=frozenset(suggested.values_list("sharing_family_id", flat=True)),
    )


def left_out(family: Family) -> list[LeftOut]:
    """The sharing families whose cards can't be offered to this one now."""
    return _left_out(list(_profiles(family)))


def _left_out(profiles: list[SharingProfile]) -> list[LeftOut]:
    reasons = ((profile, _reason(profile)) for profile in profiles)
    return [LeftOut(profile.family, reason) for profile, reason in reasons if reason]


def _profiles(family: Family) -> QuerySet[SharingProfile]:
    """Sharing families that have not left, with what decides whether their card can be offered."""
    ours = FamilyMembership.objects.current().filter(family=family).values("person")
    shared = FamilyMembership.objects.current().filter(family=OuterRef("family"), person__in=ours)
    cards = FamilyCard.objects.filter(kind=FamilyCard.Kind.SHARING, approved_at__isnull=False)
    return (
        SharingProfile.objects.exclude(status__in=GONE)
        .exclude(family=family)
        .select_related("family")
        .prefetch_related(Prefetch("family__cards", queryset=cards, to_attr="sharing_cards"))
        .annotate(
            places_taken=Count(
                "family__link_ups_sharing", filter=Q(family__link_ups_sharing__state__in=HOLDS_A_PLACE), distinct=True
            ),
            has_same_people=Exists(shared),
        )
        .order_by("family__sort_key", "pk")
    )


def _reason(profile: SharingProfile) -> ExcludedCard.Reason | None:
    """Why this family's card can't be offered; the first that holds."""
    status = SharingProfile.Status
    reasons = {
        ExcludedCard.Reason.SAME_PEOPLE: profile.has_same_people,  # type: ignore[attr-defined]
        ExcludedCard.Reason.RESTING: profile.status == status.RESTING,
        ExcludedCard.Reason.NOT_READY: profile.status != status.READY,
        ExcludedCard.Reason.CARD_NOT_APPROVED: not _cards(profile),
        ExcludedCard.Reason.FULL: profile.places_taken >= profile.max_linkups,  # type: ignore[attr-defined]
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _cards(profile: SharingProfile) -> list[FamilyCard]:
    """The approved cards that `_profiles` fetched along."""
    return list(profile.family.sharing_cards)  # type: ignore[attr-defined]
