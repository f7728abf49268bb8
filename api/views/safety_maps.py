"""Safety maps over the API. They are made with a family, on the pages: other systems read them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema

from api.exports import Listing
from api.http import ApiRequest
from api.queries import safety_maps as queries
from api.queries.documents import Reading
from api.schema import page_of
from api.scopes import Scope
from api.serializers.safety_maps import SafetyMapOutput, SafetyMapsQuery


class SafetyMapEndpoint(Listing):
    """What people are worried could happen, with what the family sees differently, and how it will be when no one is worried."""

    scopes = {
        "list": frozenset({Scope.CONVERSATIONS_READ}),
        "retrieve": frozenset({Scope.CONVERSATIONS_READ}),
    }
    queries = {"list": SafetyMapsQuery}
    tells = {"list": SafetyMapOutput, "retrieve": SafetyMapOutput}
    expands = ("people", "families")

    @extend_schema(responses=page_of(SafetyMapOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """Safety maps, each with all that stands on it."""
        return self.page(self.listed())

    def listed(self) -> Reading:
        return queries.safety_maps(self.request.user, family=self.query.get("family"))

    @extend_schema(responses=SafetyMapOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One safety map."""
        return self.one(queries.safety_maps(request.user), pk)
