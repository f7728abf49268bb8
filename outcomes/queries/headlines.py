"""How all curves stand, for the one line about them: by their numbers alone, for most of them are on no page (domain.md §7.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from outcomes import arithmetic
from outcomes.arithmetic import Heading, Status
from outcomes.models import DataPoint, Forecast, ForecastPoint, Measure

Standing = tuple[Status, Heading | None]
FACTORS = {Measure.Unit.PERCENT: 100}
PER = 10_000


def standings_of(measures: QuerySet[Measure], user: User) -> Iterator[Standing]:
    """The status and the direction of each, in four queries; as `Curve` tells them of one."""
    # By their ids: of a query within a query the planner guesses that it finds few, and looks each up in all figures.
    every = list(measures.only("unit", "good", "tolerance", "min_run"))
    mine = [one.pk for one in every]
    in_force = Forecast.objects.visible_to(user).filter(
        measure__in=mine, published_at__isnull=False, superseded_by__isnull=True
    )
    told = list(in_force.values_list("pk", "measure", "baseline__window__startswith", "baseline__window__endswith"))
    windows = {key: (first, ends) for _pk, key, first, ends in told}
    expected: dict[UUID, dict[date, Decimal]] = defaultdict(dict)
    foretold = ForecastPoint.objects.visible_to(user).filter(forecast__in=[pk for pk, *_rest in told])
    for key, day, central in foretold.values_list("forecast__measure", "period__startswith", "central"):
        expected[key][day] = central
    figures: dict[UUID, list[tuple[date, Decimal | None, Decimal | None, Decimal | None]]] = defaultdict(list)
    current = DataPoint.objects.visible_to(user).filter(measure__in=mine, is_current=True).order_by("period")
    for key, *figure in current.values_list("measure", "period__startswith", "value", "numerator", "denominator"):
        figures[key].append((figure[0], figure[1], figure[2], figure[3]))
    for measure in every:
        factor = FACTORS.get(Measure.Unit(measure.unit), PER)
        values = [
            (day, value if value is not None else factor * (number or Decimal(0)) / (whole or Decimal(1)))
            for day, value, number, whole in figures[measure.pk]
        ]
        yield _standing(measure, values, windows.get(measure.pk), expected[measure.pk])


def _standing(
    measure: Measure,
    values: list[tuple[date, Decimal]],
    window: tuple[date, date] | None,
    expected: dict[date, Decimal],
) -> Standing:
    way = arithmetic.heading([value for _day, value in values], measure.sign)
    if window is None:
        return Status.NOT_ENOUGH_DATA, way
    history = sum(window[0] <= day < window[1] for day, _value in values)
    since = [(day, value) for day, value in values if day >= window[1]]
    told = since if since and since[-1][0] in expected else []
    gaps = [arithmetic.gap(value, expected[day], measure.sign) for day, value in told if day in expected]
    return (
        arithmetic.status_of(history=history, gaps=gaps, tolerance=measure.tolerance, min_run=measure.min_run),
        way,
    )
