"""Whether a curve has turned, and which way it goes: two things that are said apart (domain.md §7.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise, takewhile

from outcomes.arithmetic.forecast import HISTORY_AT_LEAST


class Status(StrEnum):
    """A curve beside its forecast, at the last period."""

    NOT_ENOUGH_DATA = "not_enough_data"
    TURNED = "turned"
    BEATING_FORECAST = "beating_forecast"
    ON_FORECAST = "on_forecast"
    WORSE_THAN_FORECAST = "worse_than_forecast"


class Direction(StrEnum):
    """Which way a curve went last, as good or not good."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Heading:
    """Which way it went last: `sign` is 1 for up, −1 for down; for how many `periods` on end it has."""

    direction: Direction
    sign: int
    periods: int


@dataclass(frozen=True, slots=True)
class Headline:
    """“k of N curves improving; t turned; m not enough data”: N counts all."""

    improving: int
    all: int
    turned: int
    not_enough_data: int


def gap(actual: Decimal, forecast: Decimal, good: int) -> Decimal:
    """How much better than its forecast a figure is; below 0 it is worse. `good` is 1 where higher is good, −1 where lower is."""
    return good * (actual - forecast)


def run(gaps: Sequence[Decimal], tolerance: Decimal) -> int:
    """For how many of the latest periods on end the figures were better than the forecast by more than the tolerance."""
    return sum(1 for _one in takewhile(lambda one: one > tolerance, reversed(gaps)))


def status_of(*, history: int, gaps: Sequence[Decimal], tolerance: Decimal, min_run: int) -> Status:
    """Of a curve with so many points of history, and these gaps since, the latest last; without a published forecast it has none."""
    if history < HISTORY_AT_LEAST or not gaps:
        return Status.NOT_ENOUGH_DATA
    if better := run(gaps, tolerance):
        return Status.TURNED if better >= min_run else Status.BEATING_FORECAST
    return Status.WORSE_THAN_FORECAST if gaps[-1] < -tolerance else Status.ON_FORECAST


def heading(values: Sequence[Decimal], good: int) -> Heading | None:
    """Which way a curve went last; None for fewer than two figures."""
    signs = [_sign(after - before) for before, after in pairwise(values)]
    if not signs:
        return None
    last = signs[-1]
    periods = sum(1 for _one in takewhile(lambda one: one == last, reversed(signs)))
    ways = {1: Direction.IMPROVING, 0: Direction.LEVEL, -1: Direction.WORSENING}
    return Heading(ways[last * good], last, periods)


def headline(curves: Iterable[tuple[Status, Direction | None]]) -> Headline:
    """Of a set of curves. One with too few figures for a status is not called improving: nothing says what it would have been (§7.6)."""
    told = list(curves)
    known = [(status, way) for status, way in told if status != Status.NOT_ENOUGH_DATA]
    return Headline(
        improving=sum(1 for _status, way in known if way == Direction.IMPROVING),
        all=len(told),
        turned=sum(1 for status, _way in known if status == Status.TURNED),
        not_enough_data=len(told) - len(known),
    )


def _sign(change: Decimal) -> int:
    return (change > 0) - (change < 0)
