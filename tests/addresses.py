"""Every address of the product, read from the URLconf: a page that is added joins the sweeps by existing."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

OTHERS = ("allauth", "drf_spectacular")
"""Libraries whose pages hold no record."""


TAKEN = re.compile(r"([\w-]+)/<\w+:\w+>")


@dataclass(frozen=True, slots=True)
class Address:
    """One named pattern: `name` with its namespace, `path` as it is written, and the methods that its view takes."""

    name: str
    path: str
    methods: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.name

    @property
    def is_endpoint(self) -> bool:
        return self.name.startswith("api:")

    @property
    def is_form(self) -> bool:
        """A page that is opened, and sent to its own address."""
        return not self.is_endpoint and {"GET", "POST"} <= self.methods

    @property
    def is_of_a_record(self) -> bool:
        return "<" in self.path

    def filled(self, rows: Mapping[str, object]) -> str:
        """The path with the ids of these rows, by the word before each: `families/<uuid:pk>/` takes `rows["families"]`."""
        return "/" + TAKEN.sub(lambda found: f"{found[1]}/{rows[found[1]]}", self.path)


def addresses() -> list[Address]:
    """All of our own, each once."""
    return list({address.name: address for address in _walk(get_resolver().url_patterns, "", "")}.values())


def _walk(patterns: list[URLPattern | URLResolver], path: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        here = f"{path}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inside)
        elif pattern.name and not pattern.callback.__module__.startswith(OTHERS):
            yield Address(f"{namespace}{pattern.name}", here, frozenset(_methods(pattern.callback)))


def _methods(view: Any) -> list[str]:
    """What a page's view is held to by `require_http_methods`, or an endpoint by its router."""
    if endpoint := getattr(view, "actions", None):
        return [method.upper() for method in endpoint]
    while view:
        if allowed := inspect.getclosurevars(view).nonlocals.get("request_method_list"):
            return list(allowed)
        view = getattr(view, "__wrapped__", None)
    return []
