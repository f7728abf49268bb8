"""What changed, for systems that keep a copy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from http import HTTPStatus

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions

from api.endpoints import Endpoint
from api.http import ApiRequest
from api.queries.changes import KINDS, Changes, Kind, changes_after, cursor_at, place_of
from api.queries.documents import Row
from api.scopes import Scope
from api.serializers.changes import NOW, ChangesOutput, ChangesQuery
from database import stream
from database.stream import Place


class ChangeEndpoint(Endpoint):
    """The change feed: what was written since one asked last, in an order that passes nothing by."""

    scopes = {"list": frozenset({Scope.CHANGES_READ})}
    queries = {"list": ChangesQuery}

    @extend_schema(responses=ChangesOutput)
    def list(self, request: ApiRequest) -> HttpResponse:
        """Which documents changed that your scopes let you read, at most those of 500 rows that were written."""
        since = self.query.get("since")
        if since == NOW:
            found = Changes([], cursor_at(stream.end(), request.user), has_more=False)
        else:
            found = changes_after(self._place(since), request.user, self._kinds())
        told = {"results": [asdict(one) for one in found.rows], "next_cursor": found.next, "has_more": found.has_more}
        shown = {
            kind: [one.id for one in found.rows if one.kind == kind and not one.is_gone]
            for kind in ("family", "person")
        }
        return self.show(Row("", json.dumps(told, default=str), shown["family"], shown["person"]), HTTPStatus.OK)

    def _kinds(self) -> Sequence[Kind]:
        return [kind for kind in KINDS if any(self.may(scope) for scope in kind.scopes)]

    def _place(self, since: str | None) -> Place:
        place = place_of(since, self.request.user) if since else Place(stream.server())
        if place is None:
            raise exceptions.ValidationError(
                {"since": [_("This is no cursor of yours, or one of before a restore: begin again without it.")]}
            )
        return place
