"""What `/api/v1/` has promised: each fact of its description on a line of its own, of which none is ever taken back.

Two kinds of lines. What stands, stays: an address, a field of an answer and its type, a field that a body may hold. And what a request
needs: for an address that is promised nothing is added to it, or whoever calls it today would be refused tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from api.endpoints import CHOSEN

PROMISED = Path(__file__).with_name("promised.txt")
NEEDS = " needs "
SUCCESS = range(200, 300)
Facts = frozenset[str]
Shape = Mapping[str, Any]


def facts(description: Shape) -> Facts:
    """Every line that a description (OpenAPI 3.1) makes."""
    return frozenset(
        fact
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
        for fact in _Operation(description, f"{method.upper()} {path}", operation).facts()
    )


def broken(promised: Facts, now: Facts) -> list[str]:
    """What the promise says otherwise, in words for whoever changed it; empty where all of it holds."""
    gone = {line for line in promised if NEEDS not in line} - now
    calls = {_call(line) for line in promised}
    more = {line for line in now - promised if NEEDS in line and _call(line) in calls}
    return sorted([*(f"no longer: {line}" for line in gone), *(f"from now on: {line}" for line in more)])


def promised() -> Facts:
    return frozenset(PROMISED.read_text(encoding="utf-8").splitlines())


def promise(now: Facts) -> int:
    """Promise what is new, beside what is promised already; how many lines that is. For what breaks the promise: nothing is written."""
    before = promised() if PROMISED.exists() else frozenset()
    if wrong := broken(before, now):
        raise ValueError("\n".join(wrong))
    PROMISED.write_text("\n".join(sorted(before | now)) + "\n", encoding="utf-8")
    return len(now - before)


def _call(line: str) -> str:
    """The method and the address with which a line begins."""
    return " ".join(line.split(" ", 2)[:2])


class _Operation:
    """One method of one address."""

    def __init__(self, description: Shape, name: str, operation: Shape) -> None:
        self.schemas: Shape = description["components"]["schemas"]
        self.name, self.operation = name, operation

    def facts(self) -> Iterator[str]:
        yield f"{self.name} is there"
        for way in self.operation.get("security", ()):
            for scheme, scopes in way.items():
                yield f"{self.name} opens to {scheme} {' '.join(scopes)}".rstrip()
        for one in self.operation.get("parameters", ()):
            yield from self._taken(one["schema"], f"{one['in']} {one['name']}", needed=one.get("required", False))
        body = self.operation.get("requestBody", {}).get("content", {}).get("application/json")
        if body:
            yield from self._taken(body["schema"], "body", needed=False)
        for status, answer in self.operation["responses"].items():
            if int(status) in SUCCESS:
                yield f"{self.name} answers {status}"
                told = answer.get("content", {})
                for kind in told.keys() - {CHOSEN}:  # that tells what the whole answers promise
                    yield from self._told(told[kind]["schema"], f"{self.name} answers {status}", ())

    def _taken(self, schema: Shape, place: str, *, needed: bool, above: tuple[str, ...] = ()) -> Iterator[str]:
        """What may be sent there."""
        yield f"{self.name}{NEEDS}{place}" if needed else f"{self.name} takes {place}"
        for shape, above_it in self._each(schema, above):
            for kind in _types(shape):
                yield f"{self.name} takes {place} as {kind}"
            for value in shape.get("enum", ()):
                yield f"{self.name} takes {place} as {value!r}"
            for name, inner in shape.get("properties", {}).items():
                needs = name in shape.get("required", ())
                yield from self._taken(inner, f"{place}/{name}", needed=needs, above=above_it)
            if "items" in shape:
                yield from self._taken(shape["items"], f"{place}/*", needed=False, above=above_it)

    def _told(self, schema: Shape, place: str, above: tuple[str, ...]) -> Iterator[str]:
        """What stands there in an answer. That it may be null is no promise: that it never is, is one."""
        every = list(self._each(schema, above))
        kinds = {kind for shape, _above in every for kind in _types(shape)}
        for kind in kinds - {"null"}:
            yield f"{place} is {kind}"
        if kinds and "null" not in kinds:
            yield f"{place} is never null"
        for shape, above_it in every:
            for value in shape.get("enum", ()):
                yield f"{place} may be {value!r}"
            for name, inner in shape.get("properties", {}).items():
                if name in shape.get("required", ()):
                    yield f"{place}/{name} is always there"
                yield from self._told(inner, f"{place}/{name}", above_it)
            if "items" in shape:
                yield from self._told(shape["items"], f"{place}/*", above_it)

    def _each(self, schema: Shape, above: tuple[str, ...]) -> Iterator[tuple[Shape, tuple[str, ...]]]:
        """The shapes that a schema is made of, by what they are called; one that stands within itself once."""
        if name := schema.get("$ref", "").rpartition("/")[2]:
            if name not in above:
                yield from self._each(self.schemas[name], (*above, name))
            return
        several = [one for word in ("allOf", "oneOf", "anyOf") for one in schema.get(word, ())]
        for one in several:
            yield from self._each(one, above)
        if not several or "type" in schema or "properties" in schema:
            yield schema, above


def _types(shape: Shape) -> list[str]:
    said = shape.get("type", [])
    kinds = [said] if isinstance(said, str) else list(said)
    return [f"{kind} ({shape['format']})" if kind == "string" and "format" in shape else kind for kind in kinds]
