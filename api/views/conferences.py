"""Family group conferences over the API: the same steps as the pages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404

from api.exports import Listing
from api.http import ApiRequest
from api.queries import conferences as queries
from api.queries.documents import Reading
from api.schema import page_of
from api.scopes import Scope
from api.serializers.conferences import (
    AnswerInput,
    ConferenceInput,
    ConferenceOutput,
    ConferencesQuery,
    OfferInput,
    OfferOutput,
)
from api.serializers.members import require_members
from casework.actions.conferences import answer_offer, offer_conference, offer_to
from casework.models import Conference
from casework.rules.conferences import can_offer_conference, can_offer_to


class ConferenceEndpoint(Listing):
    """Family group conferences: the offer, what people said, and how far it has come."""

    scopes = {
        "list": frozenset({Scope.CONFERENCES_READ}),
        "retrieve": frozenset({Scope.CONFERENCES_READ}),
        "create": frozenset({Scope.CONFERENCES_WRITE}),
        "offers": frozenset({Scope.CONFERENCES_WRITE}),
        "answers": frozenset({Scope.CONFERENCES_WRITE}),
    }
    writes = {"create": queries.conferences, "offers": queries.offers, "answers": queries.offers}
    queries = {"list": ConferencesQuery}
    tells = {"list": ConferenceOutput, "retrieve": ConferenceOutput}
    expands = ("people", "families")

    @extend_schema(responses=page_of(ConferenceOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """The conferences that the caller may know of."""
        return self.page(self.listed())

    def listed(self) -> Reading:
        wanted = {name: self.query.get(name) for name in ("family", "state")}
        return queries.conferences(self.request.user, **wanted)

    @extend_schema(responses=ConferenceOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One conference."""
        return self.one(queries.conferences(request.user), pk)

    @extend_schema(request=ConferenceInput, responses={201: ConferenceOutput})
    def create(self, request: ApiRequest) -> HttpResponse:
        """Offer a family a conference, person by person."""
        said = self.said(ConferenceInput)
        self.require(can_offer_conference, said["family"])
        conference = offer_conference(**said, by=request.user)
        return self.wrote(conference.pk)

    @extend_schema(request=OfferInput, responses={201: OfferOutput})
    @action(detail=True, methods=["post"])
    def offers(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Offer a conference to one person more."""
        conference = self._conference(pk)
        self.require(can_offer_to, conference)
        said = self.said(OfferInput)
        require_members(conference.family, [(("person",), said["person"])])
        offer = offer_to(conference=conference, **said, by=request.user)
        return self.wrote(offer.pk)

    @extend_schema(request=AnswerInput, responses={201: OfferOutput})
    @action(detail=True, methods=["post"])
    def answers(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Write down what someone said to the offer."""
        conference = self._conference(pk)
        self.require(can_offer_to, conference)
        said = self.said(AnswerInput, conference=conference)
        offer = answer_offer(**said, by=request.user)
        return self.wrote(offer.pk)

    def _conference(self, pk: UUID) -> Conference:
        visible = Conference.objects.visible_to(self.request.user).select_related("family", "coordinator")
        return get_object_or_404(visible, pk=pk)
