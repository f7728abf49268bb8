"""Where dots stand on a scale, and the quiet line of one person's own answers. Knows nobody, and joins nobody's with another's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT, EDGE = 320, 64, 8
HIGHEST = 10
Said = tuple[date, Decimal | None]


@dataclass(frozen=True, slots=True)
class Point:
    """In the coordinates of the picture; y is down."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Line:
    """One person's answers over time, `WIDTH` by `HEIGHT`: parts of a line, broken where they would rather not say."""

    parts: Sequence[str]
    points: Sequence[Point]
    width: int = WIDTH
    height: int = HEIGHT


def place(value: Decimal) -> str:
    """How far along the scale it stands, with room at both ends for half a dot: 3% for 0, 97% for 10."""
    return f"{_plain(3 + value * 94 / HIGHEST)}%"


def line(answers: Sequence[Said]) -> Line | None:
    """Of answers in the order of their days; None for fewer than two that have a value, which need no line."""
    first, last = (answers[0][0], answers[-1][0]) if answers else (None, None)
    if first is None or last is None or sum(value is not None for _day, value in answers) < 2:
        return None
    days = (last - first).days
    parts: list[list[Point]] = [[]]
    for position, (day, value) in enumerate(answers):
        if value is None:
            parts.append([])
            continue
        # Those of one day stand side by side, in their order.
        along = Decimal((day - first).days) / days if days else Decimal(position) / (len(answers) - 1)
        parts[-1].append(_at(along, value))
    points = [point for part in parts for point in part]
    drawn = [" ".join(f"{point.x},{point.y}" for point in part) for part in parts if len(part) > 1]
    return Line(drawn, points)


def _at(along: Decimal, value: Decimal) -> Point:
    x = EDGE + along * (WIDTH - 2 * EDGE)
    y = HEIGHT - EDGE - value * (HEIGHT - 2 * EDGE) / HIGHEST
    return Point(_plain(x), _plain(y))


def _plain(number: Decimal) -> str:
    """As SVG reads it, whatever language the page is in."""
    return f"{number:.1f}"
