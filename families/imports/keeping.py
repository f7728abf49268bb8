"""What a file says, as JSON can hold it and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from itertools import islice
from typing import Any

from families.imports.sheets import Row, Sheet
from families.imports.told import (
    Lost,
    Told,
    ToldDate,
    ToldName,
    ToldParentage,
    ToldPartnership,
    ToldPerson,
    ToldSiblings,
)

DATES = ("born", "died", "began", "ended")


def sheet_as_json(sheet: Sheet) -> dict[str, Any]:
    return {"headers": sheet.headers, "rows": [[row.line, row.cells] for row in sheet.rows]}


def sheet_of(kept: Mapping[str, Any]) -> Sheet:
    return Sheet(kept["headers"], [Row(line, cells) for line, cells in kept["rows"]])


def told_as_json(told: Told) -> dict[str, Any]:
    """All but what is lost, which is kept apart."""
    return {name: rows for name, rows in asdict(told).items() if name != "lost"}


def told_of(kept: Mapping[str, Any], lost: list[Lost] | None = None) -> Told:
    said: dict[str, Any] = {name: [make(one) for one in kept.get(name, ())] for name, make in MADE.items()}
    return Told(**said, lost=lost or [])


def part_of(kept: Mapping[str, Any], begin: int, count: int) -> list[Any]:
    """So many of its people and then ties (`families.imports.plan.ties_of`), from `begin` on: the rest is not looked at."""
    said = ((make, one) for name, make in MADE.items() for one in kept.get(name, ()))
    return [make(one) for make, one in islice(said, begin, begin + count)]


def _person(kept: Mapping[str, Any]) -> ToldPerson:
    said = _dated(kept)
    said["names"] = [ToldName(**name) for name in said["names"]]
    said["identifiers"] = [(scheme, value) for scheme, value in said["identifiers"]]
    return ToldPerson(**said)


def _dated(kept: Mapping[str, Any]) -> dict[str, Any]:
    said = dict(kept)
    for name in DATES:
        if said.get(name):
            said[name] = ToldDate(date.fromisoformat(said[name]["on"]), said[name]["precision"])
    return said


MADE: Mapping[str, Callable[[Any], Any]] = {
    "people": _person,
    "parentages": lambda one: ToldParentage(**_dated(one)),
    "partnerships": lambda one: ToldPartnership(**_dated(one)),
    "siblings": lambda one: ToldSiblings(**one),
}
"""How each is made of what JSON holds; in the order in which they are written."""
