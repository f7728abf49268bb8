"""Who calls."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema

from api.endpoints import Endpoint
from api.http import ApiRequest, CallerThrottle
from api.models import ApiClient
from api.queries.documents import Row
from api.scopes import Scope
from api.serializers.me import MeOutput
from api.serializers.query import LARGEST_PAGE

KEPT_DAYS = 7


class MeEndpoint(Endpoint):
    """Your system as Kith knows it."""

    scopes = {"list": frozenset(Scope)}

    @extend_schema(responses=MeOutput)
    def list(self, request: ApiRequest) -> HttpResponse:
        """Your system, its organisation, what this token opens, and how much of what."""
        return self.show(Row("", json.dumps(self._said(request), default=str), [], []), HTTPStatus.OK)

    def _said(self, request: ApiRequest) -> dict[str, Any]:
        user = request.user
        client = ApiClient.objects.filter(user=user).select_related("practitioner").first()
        return {
            "client": _named(client),
            "purpose": client.purpose if client else "",
            "organisation": _named(user.organisation),
            "user": user.pk,
            "writes_as": _named(client.practitioner) if client else None,
            "scopes": sorted(request.auth.scope.split()) if request.auth else [],
            "all_scopes": client.scopes if client else [],
            "limits": {
                "requests_a_minute": CallerThrottle.most,
                "page_size": LARGEST_PAGE,
                "body_bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
                "keys_kept_days": KEPT_DAYS,
            },
        }


def _named(one: Any) -> dict[str, Any] | None:
    return {"id": one.pk, "name": one.name} if one else None
