"""Between what a figure could lie by chance alone: intervals of 95 % (domain.md §7.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
"""1.96, as exactly as a computer knows it."""
TAIL = 0.025
EXACT_BELOW = 30
HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, in the unit of the figure."""

    low: float
    high: float


def wilson(numerator: int, denominator: int) -> Interval:
    """Of n among d, in percent, by Wilson's score: it stays within 0 and 100, and holds for few."""
    share, spread = numerator / denominator, Z * Z / denominator
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / denominator + spread / (4 * denominator)) / (1 + spread)
    return Interval(100 * max(middle - half, 0.0), 100 * min(middle + half, 1.0))


def poisson(count: int) -> Interval:
    """Of a count: c ± 1.96·√c from 30 on, and exactly below that."""
    if count >= EXACT_BELOW:
        half = Z * sqrt(count)
        return Interval(count - half, count + half)
    most = 2.0 * EXACT_BELOW
    low = _where(lambda mean: 1 - _at_most(count - 1, mean) >= TAIL, most) if count else 0.0
    return Interval(low, _where(lambda mean: _at_most(count, mean) <= TAIL, most))


def rate_interval(count: int, population: int) -> Interval:
    """Of a count for each 10,000 of a population."""
    of_count = poisson(count)
    return Interval(10_000 * of_count.low / population, 10_000 * of_count.high / population)


def could_be_chance(one: Interval, other: Interval) -> bool:
    """Whether two figures lie so near that chance alone may be between them: their intervals overlap."""
    return one.low <= other.high and other.low <= one.high


def _at_most(count: int, mean: float) -> float:
    """How likely it is to count so many or fewer where `mean` are expected."""
    if mean == 0:
        return 1.0
    return sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count + 1))


def _where(holds: Callable[[float], bool], most: float) -> float:
    """The mean from which on it holds."""
    low, high = 0.0, most
    for _time in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
