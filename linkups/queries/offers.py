"""The cards that a seeking family looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404

from accounts.models import User
from families.models import Goal
from linkups.models import ExcludedCard, MatchOffer, OfferCard
from linkups.queries.deck import still_offered


@dataclass(frozen=True, slots=True)
class OfferPage:
    """The cards that a family looks at, side by side; the same order for everyone."""

    offer: MatchOffer
    cards: Sequence[OfferCard]
    aside: Sequence[OfferCard]
    goals: Sequence[Goal]
    left_out: Sequence[ExcludedCard]

    @property
    def families(self) -> list[UUID]:
        """Its own, and those whose cards it shows; for the access log."""
        shown = [one.card.family_id for one in (*self.cards, *self.aside)]
        return [self.offer.family_id, *shown, *([self.offer.chosen.family_id] if self.offer.chosen else [])]


def shown_in(user: User, offer: MatchOffer) -> QuerySet[OfferCard]:
    """The cards of an offer that a reader may look at."""
    return still_offered(offer).filter(pk__in=OfferCard.objects.visible_to(user).values("pk"))


def offer_page(user: User, pk: UUID) -> OfferPage:
    """One offer. A card that was changed since is not shown until its family has approved it again."""
    offer = get_object_or_404(MatchOffer.objects.visible_to(user).select_related("family", "coach", "chosen"), pk=pk)
    cards = list(shown_in(user, offer).select_related("card").order_by(Lower("card__headline"), "card_id"))
    return OfferPage(
        offer=offer,
        cards=[one for one in cards if not one.is_not_for_us],
        aside=[one for one in cards if one.is_not_for_us],
        goals=list(
            Goal.objects.visible_to(user)
            .filter(family=offer.family_id, state=Goal.State.ACTIVE)
            .order_by("created_at", "pk")
        ),
        left_out=list(
            ExcludedCard.objects.visible_to(user)
            .filter(offer=offer)
            .select_related("family")
            .order_by("family__sort_key", "pk")
        ),
    )
