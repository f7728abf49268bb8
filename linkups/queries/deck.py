"""Which cards can be offered, and why not the others. Facts remove a card; nothing ranks those that stay (§1.3, step 8)."""

from __future__ import annotations

import json
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
    TextField,
    Value,
)
from django.db.models.functions import Lower

from accounts import prepared
from accounts.models import User
from database.lookups import SetOf
from database.prepared import Said, Statement
from families.models import Family, FamilyMembership
from linkups.models import ExcludedCard, FamilyCard, LinkUp, MatchOffer, OfferCard, SharingProfile, families_apart

HOLDS_A_PLACE = (LinkUp.State.AGREEING, *LinkUp.UNDER_WAY)
AVAILABLE = Q(status=SharingProfile.Status.READY, has_card=True, has_same_people=False, is_apart=False, is_full=False)
CARDS_SHOWN = 24
LEFT_OUT_SHOWN = 200


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
    def said(self) -> dict[str, Any]:
        """Only what was said, as `in_order_of_headline` takes it."""
        texts = {"theme": self.theme, "language": _within(self.language), "day": _within(self.day)}
        said: dict[str, Any] = {name: Said(text) for name, text in texts.items() if text}
        return said | ({"locality": self.locality} if self.locality else {})


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


def deck(user: User, family: Family, wanted: Wanted = ANYTHING) -> Deck:
    """What a coach may offer a seeking family: the first in the order of the alphabet, and whether there are more."""
    found = prepared.rows(_first, user, family=family.pk, most=CARDS_SHOWN + 1, **wanted.said)
    cards = [_whole(row) for row in found]
    suggested = LinkUp.objects.filter(seeking_family=family, state=LinkUp.State.SUGGESTED)
    return Deck(
        cards=cards[:CARDS_SHOWN],
        left_out=left_out(user, family),
        suggested=frozenset(suggested.values_list("sharing_family_id", flat=True)),
        has_more=len(cards) > CARDS_SHOWN,
    )


def _whole(row: Sequence[Any]) -> FamilyCard:
    """A card from its columns; what is kept as JSON comes as a text."""
    columns = [field.attname for field in FamilyCard._meta.concrete_fields]
    said = dict(zip(columns, row, strict=True))
    said["theme_labels"] = json.loads(said["theme_labels"])
    return FamilyCard.from_db("default", columns, [*said.values()])


def _first(user: User, most: int, **said: Any) -> Statement:
    """The cards themselves, whole."""
    chosen = SetOf(_available(**said)[:most])
    cards = FamilyCard.objects.visible_to(user).filter(pk__any=chosen).order_by(Lower("headline"), "pk")
    columns = [field.attname for field in FamilyCard._meta.concrete_fields]
    found: Statement = cards.values_list(*columns).query.sql_with_params()
    return found


def in_order_of_headline(_user: User, most: int, **said: Any) -> Statement:
    """The statement that finds the ids of the cards that can be offered to a family, the first `most` by the alphabet."""
    found: Statement = _available(**said)[:most].query.sql_with_params()
    return found


def _available(
    family: UUID,
    theme: str = "",
    language: str = "",
    day: str = "",
    locality: UUID | None = None,
) -> QuerySet[FamilyCard, Any]:
    """The ids of the cards that can be offered to a family, by the alphabet.

    In the family's own words on its card; a day as it is written there, “Sundays” by “sunday”. `language` and `day` are patterns of LIKE.
    """
    cards = (
        FamilyCard.objects.approved()
        .filter(kind=FamilyCard.Kind.SHARING, family__sharing_profile__status=SharingProfile.Status.READY)
        .exclude(family=family)
        .exclude(_is_one_of(_of_the_same_people(family)))
        .exclude(_is_one_of(families_apart(family)))
        .exclude(_is_one_of(_full()))
    )
    if theme:
        cards = cards.filter(_is_among("tough_times", theme))
    for column, pattern in (("languages", language), ("availability", day)):
        if pattern:
            cards = cards.filter(_has_within(column, pattern))
    if locality:
        cards = cards.filter(family__locality=locality)
    return cards.order_by(Lower("headline"), "pk").values("pk")


def still_offered(offer: MatchOffer) -> QuerySet[OfferCard]:
    """The cards of an offer that could be offered at this moment too: who rests since, is full or is kept apart is shown no more."""
    available = _available(offer.family_id).filter(offered__offer=offer)
    return OfferCard.objects.filter(offer=offer, card__in=available)


def left_out(user: User, family: Family) -> list[LeftOut]:
    """The sharing families whose cards can't be offered to this one now, the first by name; those whom the coach may see."""
    profiles = _profiles(user, family).exclude(AVAILABLE).select_related("family")[:LEFT_OUT_SHOWN]
    return [LeftOut(profile.family, reason) for profile in profiles if (reason := _reason(profile))]


def _profiles(user: User, family: Family) -> QuerySet[SharingProfile]:
    """Sharing families that have not left, with what decides whether their card can be offered."""
    cards = FamilyCard.objects.approved().filter(kind=FamilyCard.Kind.SHARING, family=OuterRef("family"))
    return (
        SharingProfile.objects.visible_to(user)
        .may_share()
        .exclude(family=family)
        .annotate(
            has_card=Exists(cards),
            has_same_people=_so(_is_one_of(_of_the_same_people(family.pk))),
            is_apart=_so(_is_one_of(families_apart(family.pk))),
            is_full=_so(_is_one_of(_full())),
        )
        .order_by("family__sort_key", "pk")
    )


def _of_the_same_people(family: UUID) -> QuerySet[FamilyMembership, Any]:
    ours = FamilyMembership.objects.current().filter(family=family).values("person")
    return FamilyMembership.objects.current().filter(person__in=ours).values("family")


def _full() -> QuerySet[LinkUp, Any]:
    """Sharing families with as many link-ups as they have room for; agreeing holds a place."""
    held = LinkUp.objects.filter(state__in=HOLDS_A_PLACE).order_by().values("sharing_family")
    return (
        held.annotate(count=Count("pk"))
        .filter(count__gte=F("sharing_family__sharing_profile__max_linkups"))
        .values("sharing_family")
    )


def _is_one_of(families: QuerySet[Any, Any]) -> Q:
    return Q(family__in=families)


def _so(fact: Q) -> ExpressionWrapper[Any]:
    return ExpressionWrapper(fact, output_field=BooleanField())


def _within(said: str) -> str:
    """The pattern of LIKE for a text that stands somewhere in another, whatever signs are in it."""
    escaped = said.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%" if said else ""


def _is_among(column: str, one: str) -> Func:
    """Whether a list of a card has that among it."""
    return Func(
        Value(one, output_field=TextField()),
        F(column),
        template="(%(expressions)s))",
        arg_joiner=" = ANY (",
        output_field=BooleanField(),
    )


def _has_within(column: str, pattern: str) -> Func:
    """Whether one of the lines of a card has that in it."""
    lines = Func(F(column), Value(" "), function="array_to_string", output_field=TextField())
    return Func(
        lines,
        Value(pattern, output_field=TextField()),
        template="(%(expressions)s)",
        arg_joiner=" ILIKE ",
        output_field=BooleanField(),
    )


def _reason(profile: SharingProfile) -> ExcludedCard.Reason | None:
    """Why this family's card can't be offered; the first that holds."""
    status = SharingProfile.Status
    reasons = {
        ExcludedCard.Reason.SAME_PEOPLE: profile.has_same_people,  # type: ignore[attr-defined]
        ExcludedCard.Reason.NOT_AVAILABLE: profile.is_apart,  # type: ignore[attr-defined]
        ExcludedCard.Reason.RESTING: profile.status == status.RESTING,
        ExcludedCard.Reason.NOT_READY: profile.status != status.READY,
        ExcludedCard.Reason.CARD_NOT_APPROVED: not profile.has_card,  # type: ignore[attr-defined]
        ExcludedCard.Reason.FULL: profile.is_full,  # type: ignore[attr-defined]
    }
    return next((reason for reason, holds in reasons.items() if holds), None)
