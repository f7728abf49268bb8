"""A few cards, and the seeking family's own choice (domain.md §1.3, step 8). Nothing is matched, ranked or scored."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from database import clock
from families.models import Family, Person, Practitioner
from linkups.actions.steps import StepRefused, held, stepped
from linkups.models import ExcludedCard, FamilyCard, LinkUp, MatchOffer, OfferCard
from linkups.queries.deck import left_out, still_offered

State = LinkUp.State
MOST_CARDS = 6


@action
def suggest_link_up(
    *, seeking_family: Family, sharing_family: Family, coach: Practitioner, planned_weeks: int = 20, by: User
) -> LinkUp:
    """Think of two families together; neither hears of it until the card is offered."""
    link_up = LinkUp(
        organisation=by.organisation,
        seeking_family=seeking_family,
        sharing_family=sharing_family,
        coach=coach,
        planned_weeks=planned_weeks,
        created_by=by,
    )
    link_up.full_clean()
    link_up.save()
    return link_up


@action
def offer_cards(*, family: Family, cards: Iterable[FamilyCard], coach: Practitioner, by: User) -> MatchOffer:
    """Show a seeking family a few approved cards of families with room (INV-13, INV-14); note for the coach who was left out."""
    offered = list(cards)
    if not 1 <= len(offered) <= MOST_CARDS:
        raise ValidationError(_("Choose between one and %(most)s cards.") % {"most": MOST_CARDS})
    offer = MatchOffer(organisation=by.organisation, family=family, coach=coach, shown_at=clock.now(), created_by=by)
    offer.full_clean()
    offer.save()
    for card in offered:
        OfferCard(organisation=by.organisation, offer=offer, card=card, card_version=card.version, created_by=by).save()
        _offer_link_up(offer, card, by)
    ExcludedCard.objects.bulk_create(
        ExcludedCard(organisation=by.organisation, offer=offer, family=one.family, reason=one.reason, created_by=by)
        for one in left_out(by, family)
    )
    return offer


def _offer_link_up(offer: MatchOffer, card: FamilyCard, by: User) -> None:
    suggested = LinkUp.objects.select_for_update().filter(
        seeking_family=offer.family, sharing_family=card.family_id, state=State.SUGGESTED
    )
    link_up = suggested.first() or suggest_link_up(
        seeking_family=offer.family, sharing_family=card.family, coach=offer.coach, by=by
    )
    stepped(link_up, State.OFFERED, offer=offer)


@action
def put_aside(*, offer: MatchOffer, card: FamilyCard, is_not_for_us: bool, by: User) -> OfferCard:
    """“Not for us”, and back again: nothing is asked, and nobody else hears of it."""
    _unanswered(offer)
    offered = OfferCard.objects.select_for_update().get(offer=offer, card=card)
    offered.is_not_for_us = is_not_for_us
    offered.save(update_fields=["is_not_for_us"])
    return offered


@action
def choose_card(*, offer: MatchOffer, card: FamilyCard, person: Person, by: User) -> LinkUp:
    """The seeking family would like to meet this one, in the words of one of its grown-ups; the others hear nothing."""
    found = _unanswered(offer)
    found.chosen, found.answered_at = card, clock.now()
    found.save(update_fields=["chosen", "answered_at"])
    if not still_offered(found).filter(card=card).exists():
        raise _gone()
    chosen = None
    for link_up in LinkUp.objects.select_for_update().filter(offer=found, state=State.OFFERED):
        if link_up.sharing_family_id == card.family_id:
            chosen = stepped(link_up, State.CHOSEN, seeking_chose_at=clock.now(), seeking_chose_by=person)
        else:
            stepped(link_up, State.NOT_THIS_TIME)
    if chosen is None:
        raise _gone()
    return chosen


def _gone() -> StepRefused:
    return StepRefused(_("This family can’t be chosen any more. Ask your coach for other cards."))


@action
def none_of_these(*, offer: MatchOffer, by: User) -> MatchOffer:
    """The seeking family keeps looking. No reason is asked."""
    found = _unanswered(offer)
    found.is_none_of_these, found.answered_at = True, clock.now()
    found.save(update_fields=["is_none_of_these", "answered_at"])
    for link_up in LinkUp.objects.select_for_update().filter(offer=found, state=State.OFFERED):
        stepped(link_up, State.NOT_THIS_TIME)
    return found


def _unanswered(offer: MatchOffer) -> MatchOffer:
    found = MatchOffer.objects.select_for_update().get(pk=offer.pk)
    if found.answered_at is not None:
        raise StepRefused(_("This was answered already."))
    return found


@action
def not_this_time(*, link_up: LinkUp, by: User) -> LinkUp:
    """Either side says no before it starts. No reason is asked, and the other hears “not this time” only."""
    found = held(link_up)
    return stepped(found, State.NOT_THIS_TIME)
