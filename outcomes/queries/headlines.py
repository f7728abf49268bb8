"""How all curves stand, for the one line about them: by their numbers alone, for most of them are on no page (domain.md §7.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet, Value

from accounts.models import User
from database.lookups import IDS
from outcomes import arithmetic
from outcomes.arithmetic import Direction, Status
from outcomes.models import DataPoint, Forecast, ForecastPoint, Measure

Standing = tuple[Status, Direction | None]
FACTORS = {Measure.Unit.PERCENT: 100}
PER = 10_000
PARTS = {"day": "period__startswith", "said": "value", "number": "numerator", "whole": "denominator"}
FIGURE = {name: ArrayAgg(part, order_by="period") for name, part in PARTS.items()}
"""All figures of a measure in their order, in a row of it: that is read in less time than a row of each."""


def standings_of(measures: QuerySet[Measure], user: User) -> Iterator[Standing]:
    """The status and the direction of each, in four queries; as `Curve` tells them of one."""
    # By their ids: of a query within a query the planner guesses that it finds few, and looks each up in all figures.
    every = list(measures.only("unit", "good", "tolerance", "min_run"))
    mine = Value([one.pk for one in every], IDS)
    in_force = Forecast.objects.visible_to(user).filter(
        measure__id__any=mine, published_at__isnull=False, superseded_by__isnull=True
    )
    told = list(in_force.values_list("pk", "measure", "baseline__window__startswith", "baseline__window__endswith"))
    windows = {key: (first, ends) for _pk, key, first, ends in told}
    expected: dict[UUID, dict[date, Decimal]] = defaultdict(dict)
    foretold = ForecastPoint.objects.visible_to(user).filter(forecast__id__any=Value([pk for pk, *_rest in told], IDS))
    for key, day, central in foretold.values_list("forecast__measure", "period__startswith", "central"):
        expected[key][day] = central
    current = DataPoint.objects.visible_to(user).filter(measure__id__any=mine, is_current=True)
    figures = {key: Figures(*parts) for key, *parts in current.values_list("measure").annotate(**FIGURE)}
    for measure in every:
        yield _standing(measure, figures.get(measure.pk, NO_FIGURES), windows.get(measure.pk), expected[measure.pk])


class Figures(NamedTuple):
    """All figures of a measure in their order, each part of them by itself: most are looked at by their day alone."""

    days: Sequence[date]
    said: Sequence[Decimal | None]
    numbers: Sequence[Decimal | None]
    wholes: Sequence[Decimal | None]

    def since(self, place: int, measure: Measure) -> list[Decimal]:
        """The figures themselves, from a place on."""
        factor = FACTORS.get(Measure.Unit(measure.unit), PER)
        parts = zip(self.said[place:], self.numbers[place:], self.wholes[place:], strict=True)
        return [
            said if said is not None else factor * (number or Decimal(0)) / (whole or Decimal(1))
            for said, number, whole in parts
        ]


NO_FIGURES = Figures((), (), (), ())


def _standing(
    measure: Measure, figures: Figures, window: tuple[date, date] | None, expected: dict[date, Decimal]
) -> Standing:
    last = arithmetic.heading(figures.since(-2, measure), measure.sign)
    way = last.direction if last else None
    if window is None:
        return Status.NOT_ENOUGH_DATA, way
    ended = bisect_left(figures.days, window[1])
    history = ended - bisect_left(figures.days, window[0])
    days = figures.days[ended:]
    told = zip(days, figures.since(ended, measure), strict=True) if days and days[-1] in expected else ()
    gaps = [arithmetic.gap(value, expected[day], measure.sign) for day, value in told if day in expected]
    return (
        arithmetic.status_of(history=history, gaps=gaps, tolerance=measure.tolerance, min_run=measure.min_run),
        way,
    )
