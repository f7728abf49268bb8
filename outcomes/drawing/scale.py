"""Where a day and a figure stand in a picture, and which figures its lines are drawn at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

LINES = 5
NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """A box in pixels, and the days and figures at its edges; y is down."""

    left: float
    right: float
    top: float
    bottom: float
    days: tuple[date, date]
    values: tuple[float, float]

    def x(self, day: date) -> float:
        first, last = self.days
        along = (day - first).days / ((last - first).days or 1)
        return self.left + along * (self.right - self.left)

    def y(self, value: Decimal | float) -> float:
        low, high = self.values
        return self.bottom - (float(value) - low) / ((high - low) or 1) * (self.bottom - self.top)

    def points(self, dots: Sequence[tuple[date, Decimal]]) -> str:
        """A path through these, as SVG reads it."""
        return "M" + "L".join(f"{self.x(day):.1f} {self.y(value):.1f}" for day, value in dots)


def steps(most: float) -> list[float]:
    """Round figures from 0 to what holds the most, about five of them."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / LINES
    size = 10.0 ** floor(log10(rough))
    step = next(nice * size for nice in NICE if nice * size >= rough * 0.999)
    return [place * step for place in range(ceil(most / step - 1e-9) + 1)]
