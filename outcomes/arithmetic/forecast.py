"""What a curve would be if nothing changed (domain.md §7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

HISTORY_AT_LEAST, HISTORY_AT_MOST = 3, 12
PLACES = Decimal("0.0001")
"""To so many places a forecast is kept."""


def linear(history: Sequence[Decimal], ahead: int, *, ceiling: Decimal | None = None) -> list[Decimal]:
    """The straight line of least squares through the last 3 to 12 points of `history`, drawn on for `ahead` periods.

    Nothing we measure is below 0, and a percentage not above 100: `ceiling` says what is the most.
    Raises ValueError for fewer than three points, through which no line is drawn.
    """
    if len(history) < HISTORY_AT_LEAST:
        raise ValueError("A line wants three points at least.")
    ys = [Fraction(value) for value in history[-HISTORY_AT_MOST:]]
    count = len(ys)
    middle_x, middle_y = Fraction(count - 1, 2), sum(ys, Fraction(0)) / count
    across = sum((x - middle_x) * (y - middle_y) for x, y in enumerate(ys))
    slope = Fraction(across) / sum((x - middle_x) ** 2 for x in range(count))
    begins = middle_y - slope * middle_x
    return [_kept(begins + slope * (count - 1 + step), ceiling) for step in range(1, ahead + 1)]


def level(history: Sequence[Decimal], ahead: int) -> list[Decimal]:
    """The last figure, for `ahead` periods. Raises ValueError where there is none."""
    if not history:
        raise ValueError("There is no last figure.")
    return [history[-1]] * ahead


def _kept(value: Fraction, ceiling: Decimal | None) -> Decimal:
    exact = max(value, Fraction(0))
    if ceiling is not None:
        exact = min(exact, Fraction(ceiling))
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(PLACES)
