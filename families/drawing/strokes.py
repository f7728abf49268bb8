"""The lines of a picture as data: where each runs, how it is stroked, and which fact it shows. Lengths in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]
Polyline = tuple[Point, ...]


class Stroke(StrEnum):
    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    FAINT = "faint"
    TWIN = "twin"


@dataclass(frozen=True, slots=True)
class Note:
    """Words beside a line; `anchor` is SVG's text-anchor."""

    at: Point
    words: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class CoupleLine:
    """A couple's line with its slashes; `kind` is the partnership's, or "parents" where none is recorded."""

    pair: frozenset[str]
    kind: str
    line: Polyline
    stroke: Stroke
    slashes: int
    slash_at: Point
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ChildLine:
    """The last stretch of line to one child, from one set of parents, on one basis."""

    parents: tuple[str, ...]
    child: str
    basis: str
    line: Polyline
    stroke: Stroke
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A union's line between two rows: the stem and bar, the child lines, and what only passes on to a lower row.

    The stem is dotted when all it leads to is care, and so is the passing line. `bars` join those who are identical.
    """

    stem: tuple[Polyline, ...]
    stroke: Stroke
    children: tuple[ChildLine, ...]
    onward: tuple[Polyline, ...]
    onward_stroke: Stroke
    bars: tuple[Polyline, ...] = ()


@dataclass(frozen=True, slots=True)
class Routes:
    couples: tuple[CoupleLine, ...]
    branches: tuple[Branch, ...]
    bridges: tuple[ChildLine, ...]
    y: dict[str, float]
    height: float

    def child_lines(self) -> tuple[ChildLine, ...]:
        return (*(line for branch in self.branches for line in branch.children), *self.bridges)
