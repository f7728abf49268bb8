"""What a file says, as JSON can hold it and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
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
    return Told(
        people=[_person(one) for one in kept.get("people", ())],
        parentages=[ToldParentage(**_dated(one)) for one in kept.get("parentages", ())],
        partnerships=[ToldPartnership(**_dated(one)) for one in kept.get("partnerships", ())],
        siblings=[ToldSiblings(**one) for one in kept.get("siblings", ())],
        lost=lost or [],
    )


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
