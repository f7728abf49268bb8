"""Whom we told, and why, over the API. It is written on the pages: other systems read it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema

from api.exports import Listing
from api.http import ApiRequest
from api.queries import sharing_decisions as queries
from api.queries.documents import Reading
from api.schema import page_of
from api.scopes import Scope
from api.serializers.sharing_decisions import SharingDecisionOutput, SharingDecisionsQuery


class SharingDecisionEndpoint(Listing):
    """Decisions to tell someone outside about people of a family, or not to: with the reason, and never a consent."""

    scopes = {
        "list": frozenset({Scope.CONVERSATIONS_READ}),
        "retrieve": frozenset({Scope.CONVERSATIONS_READ}),
    }
    queries = {"list": SharingDecisionsQuery}

    @extend_schema(responses=page_of(SharingDecisionOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """Decisions about sharing. What is kept back from a family, and what is part of a worry, is not among them."""
        return self.page(self.listed())

    def listed(self) -> Reading:
        return queries.sharing_decisions(self.request.user, family=self.query.get("family"))

    @extend_schema(responses=SharingDecisionOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One decision about sharing."""
        return self.one(queries.sharing_decisions(request.user), pk)
