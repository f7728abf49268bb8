"""What a system asked for lately, for its own page: what was answered, by the log of who has looked, and what was refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import AccessEvent
from api.models import ApiClient, RefusedCall
from database import clock

SHOWN = 20
_TAKEN = re.compile(r"<\w+:(\w+)>")
KEPT = timedelta(days=7)
"""No page goes further back: what was looked at stands in the log of who has looked."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call: when, what, where without the ids in the address, and what came of it."""

    at: datetime
    method: str
    place: str
    status: int | None = None
    problem: str = ""


def answered_calls(client: ApiClient) -> list[Call]:
    """The last that were answered: each is noted where it is noted who has looked, and nowhere else."""
    noted = AccessEvent.objects.filter(
        organisation=client.organisation_id,
        user=client.user_id,
        kind=AccessEvent.Kind.API,
        at__gt=clock.now() - KEPT,
        what__in=list(places()),
    )
    found = noted.order_by("-at", "-id").values_list("at", "what")[:SHOWN]
    return [Call(at, *places()[what]) for at, what in found]


def refused_calls(client: ApiClient) -> list[Call]:
    """The last that were refused, and by which rule."""
    found = RefusedCall.objects.filter(caller=client.user_id, at__gt=clock.now() - KEPT).order_by("-at", "-id")
    return [Call(one.at, one.method, one.place, one.status, one.problem) for one in found[:SHOWN]]


@cache
def places() -> Mapping[str, tuple[str, str]]:
    """The method and the address of each endpoint, by the name under which a look at it is noted."""
    found: dict[str, tuple[str, str]] = {}
    for route, view in _endpoints():
        for method, action in view.actions.items():
            if method in {"get", "post"}:
                found[f"api:{view.initkwargs['basename']}-{action}"] = (method.upper(), described(route))
    return found


def described(route: str) -> str:
    """`api/v1/people/<uuid:pk>/` as the description of the API writes it."""
    return "/" + _TAKEN.sub(lambda one: "{id}" if one[1] == "pk" else f"{{{one[1]}}}", route)


def _endpoints() -> Iterator[tuple[str, Any]]:
    """Each address of an endpoint, with its view."""
    waiting: list[tuple[str, URLPattern | URLResolver]] = [("", one) for one in get_resolver().url_patterns]
    while waiting:
        before, one = waiting.pop()
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            waiting += [(route, inner) for inner in one.url_patterns]
        elif hasattr(one.callback, "actions"):
            yield route, one.callback
