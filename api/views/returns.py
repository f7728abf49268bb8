"""Families as statutory data sets ask for them (domain.md §9.7)."""

from __future__ import annotations

from django.http import HttpResponse, StreamingHttpResponse
from drf_spectacular.utils import extend_schema

from api.endpoints import Endpoint
from api.exports import Listing, WholeQuery, exported, whole_list
from api.http import ApiRequest
from api.queries import returns as queries
from api.queries.documents import Reading
from api.schema import page_of
from api.scopes import Scope
from api.serializers.returns import DfeChildOutput, DfeChildrenQuery


class SsdEndpoint(Endpoint):
    """Tables of the Standard Safeguarding Dataset, with its own names; a column of which Kith holds nothing is empty."""

    scopes = {
        "person": frozenset({Scope.PEOPLE_READ}),
        "family": frozenset({Scope.FAMILIES_READ}),
        "involvements": frozenset({Scope.FAMILIES_READ}),
        "voice_of_child": frozenset({Scope.CONVERSATIONS_READ}),
    }
    queries = dict.fromkeys(scopes, WholeQuery)

    @whole_list(what="people")
    def person(self, request: ApiRequest) -> StreamingHttpResponse:
        """ssd_person: those who are or were in a family. Goes on `after` a `pers_legacy_id`."""
        return exported(self, queries.ssd_person(request.user))

    @whole_list()
    def family(self, request: ApiRequest) -> StreamingHttpResponse:
        """ssd_family: who is in which family now. Goes on `after` a `fami_table_id`."""
        return exported(self, queries.ssd_family(request.user))

    @whole_list(what="children")
    def involvements(self, request: ApiRequest) -> StreamingHttpResponse:
        """ssd_involvements: who is or was alongside each child, a row for each child. Goes on `after` what the last line says."""
        return exported(self, queries.ssd_involvements(request.user))

    @whole_list(what="children", url_path="voice-of-child")
    def voice_of_child(self, request: ApiRequest) -> StreamingHttpResponse:
        """ssd_voice_of_child: what children said of what was written about them. Goes on `after` a `voch_table_id`."""
        return exported(self, queries.ssd_voice_of_child(request.user))


class DfeChildEndpoint(Listing):
    """Children as the data API of the Department for Education takes them, as far as Kith holds what it asks for."""

    scopes = {"list": frozenset({Scope.PEOPLE_READ})}
    queries = {"list": DfeChildrenQuery}

    @extend_schema(responses=page_of(DfeChildOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """Children under 18 of whom the council’s system’s own identifier is held. `results` is what the DfE takes at once."""
        return self.page(self.listed())

    def listed(self) -> Reading:
        return queries.dfe_children(self.request.user)
