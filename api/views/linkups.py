"""Link-ups over the API: the same steps as the pages, each with its facts."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404

from api.exports import Listing
from api.http import ApiRequest
from api.queries import linkups as queries
from api.queries.documents import Reading
from api.schema import page_of
from api.scopes import Scope
from api.serializers.linkups import (
    AgreeInput,
    AskInput,
    AvailableCardsQuery,
    CardOutput,
    ChooseInput,
    EndInput,
    LinkUpInput,
    LinkUpOutput,
    LinkUpsQuery,
    NothingInput,
    StartInput,
)
from families.models import Family
from linkups.actions.linkups import agree, ask_both, end, start
from linkups.actions.offers import choose_card, not_this_time, offer_cards, suggest_link_up
from linkups.models import FamilyCard, LinkUp
from linkups.queries.deck import CARDS_SHOWN, Wanted, in_order_of_headline
from linkups.rules.people import (
    can_agree,
    can_answer_offer,
    can_ask,
    can_coach,
    can_end,
    can_offer_cards,
    can_say_not_this_time,
    can_start,
    can_take_step,
)

State = LinkUp.State
STEPS = ("create", "offer", "choose", "ask", "agree", "start", "end", "decline")


class LinkUpEndpoint(Listing):
    """Link-ups, from the thought to the ending. What a rule refuses is a 409 that names the rule."""

    scopes = {
        "list": frozenset({Scope.LINKUPS_READ}),
        "retrieve": frozenset({Scope.LINKUPS_READ}),
        "available_cards": frozenset({Scope.LINKUPS_READ}),
        **dict.fromkeys(STEPS, frozenset({Scope.LINKUPS_WRITE})),
    }
    writes = dict.fromkeys(STEPS, queries.link_ups)
    located = frozenset(STEPS)
    queries = {"list": LinkUpsQuery, "available_cards": AvailableCardsQuery}
    tells = {"list": LinkUpOutput, "retrieve": LinkUpOutput}
    expands = ("families",)

    @extend_schema(responses=page_of(LinkUpOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """The link-ups that the caller may know of."""
        return self.page(self.listed())

    def listed(self) -> Reading:
        wanted = {name: self.query.get(name) for name in ("family", "state")}
        return queries.link_ups(self.request.user, **wanted)

    @extend_schema(responses=LinkUpOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One link-up, with its meet-ups."""
        return self.one(queries.link_ups(request.user), pk)

    @extend_schema(responses=page_of(CardOutput))
    @action(detail=False, url_path="available-cards")
    def available_cards(self, request: ApiRequest) -> HttpResponse:
        """The cards that a coach may show a seeking family, the first 24 by the alphabet: nothing is scored or ranked.

        Facts take a card away: no room, not ready, someone in both families, or families that are not brought together. There is no
        second page: ask for more of what the family wants.
        """
        said = {**self.query}
        family = get_object_or_404(Family.objects.visible_to(request.user), pk=said.pop("family"))
        self.require(can_offer_cards, family)
        wanted = Wanted(**said).said
        cards = queries.sharing_cards(request.user)
        found = cards.in_order_of(self.look(), in_order_of_headline, family=family.pk, most=CARDS_SHOWN, **wanted)
        return self.found(found)

    @extend_schema(request=LinkUpInput, responses={201: LinkUpOutput})
    def create(self, request: ApiRequest) -> HttpResponse:
        """Think of two families together."""
        said = self.said(LinkUpInput)
        self.require(can_coach, said["seeking_family"])
        return self._told(suggest_link_up(**said, by=request.user))

    @extend_schema(request=NothingInput, responses={201: LinkUpOutput})
    @action(detail=True, methods=["post"])
    def offer(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Show the seeking family the sharing family's card."""
        link_up = self._link_up(pk)
        self.require(can_take_step, link_up, State.OFFERED)
        self.said(NothingInput)
        if link_up.coach is None:
            raise ValidationError(_("Choose a coach for this link-up first."))
        offer_cards(family=link_up.seeking_family, cards=[self._card(link_up)], coach=link_up.coach, by=request.user)
        return self._told(link_up)

    @extend_schema(request=ChooseInput, responses={201: LinkUpOutput})
    @action(detail=True, methods=["post"])
    def choose(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Write down that the seeking family chose this sharing family."""
        link_up = self._link_up(pk)
        if link_up.offer is None:
            raise ValidationError(_("Offer the card first: there is nothing to choose from."))
        self.require(can_answer_offer, link_up.offer)
        said = self.said(ChooseInput)
        choose_card(offer=link_up.offer, card=self._card(link_up), **said, by=request.user)
        return self._told(link_up)

    @extend_schema(request=AskInput, responses={201: LinkUpOutput})
    @action(detail=True, methods=["post"])
    def ask(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Ask both families."""
        link_up = self._link_up(pk)
        self.require(can_ask, link_up)
        ask_both(link_up=link_up, **self.said(AskInput), by=request.user)
        return self._told(link_up)

    @extend_schema(request=AgreeInput, responses={201: LinkUpOutput})
    @action(detail=True, methods=["post"])
    def agree(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Write down that one of the families said yes."""
        link_up = self._link_up(pk)
        said = self.said(AgreeInput)
        side = LinkUp.Side(said["side"])
        self.require(can_agree, link_up, side)
        return self._told(
            agree(link_up=link_up, side=side, person=said["person"], knows=said.get("knows", ""), by=request.user)
        )

    @extend_schema(request=StartInput, responses={201: LinkUpOutput})
    @action(detail=True, methods=["post"])
    def start(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Start it, once both said yes and every check holds."""
        link_up = self._link_up(pk)
        self.require(can_start, link_up)
        return self._told(start(link_up=link_up, **self.said(StartInput), by=request.user))

    @extend_schema(request=EndInput, responses={201: LinkUpOutput})
    @action(detail=True, methods=["post"])
    def end(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """End it."""
        link_up = self._link_up(pk)
        self.require(can_end, link_up)
        said = self.said(EndInput)
        return self._told(
            end(link_up=link_up, kind=LinkUp.EndKind(said["kind"]), end_date=said["end_date"], by=request.user)
        )

    @extend_schema(request=NothingInput, responses={201: LinkUpOutput})
    @action(detail=True, methods=["post"])
    def decline(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Write down that it is not the time. No reason is asked."""
        link_up = self._link_up(pk)
        self.require(can_say_not_this_time, link_up, None)
        self.said(NothingInput)
        return self._told(not_this_time(link_up=link_up, by=request.user))

    def _link_up(self, pk: UUID) -> LinkUp:
        visible = LinkUp.objects.visible_to(self.request.user)
        return get_object_or_404(
            visible.select_related("seeking_family", "sharing_family", "coach", "offer__family"), pk=pk
        )

    def _card(self, link_up: LinkUp) -> FamilyCard:
        card = queries.card_of(link_up, self.request.user)
        if card is None:
            raise ValidationError(_("The sharing family has no card yet."))
        return card

    def _told(self, link_up: LinkUp) -> HttpResponse:
        return self.wrote(link_up.pk)
