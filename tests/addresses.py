"""Every address of the product, read from the URLconf: a page that is added joins the sweeps by existing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

OTHERS = ("allauth", "drf_spectacular")
"""Libraries whose pages hold no record."""


TAKEN = re.compile(r"([\w-]+)/<\w+:\w+>")


@dataclass(frozen=True, slots=True)
class Address:
    """One named pattern: `name` with its namespace, `path` as it is written."""

    name: str
    path: str

    def __str__(self) -> str:
        return self.name

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
            yield Address(f"{namespace}{pattern.name}", here)
