"""All that the picture of a curve shows, as rows of a table: figures, what was expected, and how it is elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from outcomes import frequencies
from outcomes.queries.curves import Curve, Figure, shown


@dataclass(frozen=True, slots=True)
class Row:
    """One period; without a figure where it is only foretold. `elsewhere` has one text for each line of the curve’s comparisons."""

    label: str
    figure: Figure | None
    expected: str
    elsewhere: Sequence[str]


def rows_of(curve: Curve) -> list[Row]:
    """The latest period first."""
    figures = {one.day: one for one in curve.figures}
    foretold = {point.period.lower: point.central for point in curve.in_force.points} if curve.in_force else {}
    lines: list[Mapping[date, Any]] = [
        {point.period.lower: point.value for point in one.told}  # type: ignore[attr-defined]
        for one in curve.comparisons
    ]
    days = {*figures, *foretold, *(day for line in lines for day in line)}
    return [
        Row(
            label=frequencies.said(day, curve.measure.frequency),
            figure=figures.get(day),
            expected=shown(foretold[day], curve.measure) if day in foretold else "",
            elsewhere=[shown(line[day], curve.measure) if day in line else "" for line in lines],
        )
        for day in sorted(days, reverse=True)
    ]
