"""The board of two hundred measures of fifteen years beside the bare SQL of their figures, and what Kith counts each night."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from statistics import median
from time import monotonic
from typing import Any, LiteralString

import psycopg
from django.core.cache import caches
from django.db import transaction

from accounts.models import User
from bench.callers import Asking, Caller
from bench.measure import WARM_UP, statements, timed
from database import clock
from database.asker import acting_as
from database.patience import nobody_waits
from families.periods import Period
from outcomes import frequencies
from outcomes.actions.measures import add_result
from outcomes.counted import QUERIES
from outcomes.models import Baseline, DataPoint, Forecast, ForecastPoint, Measure
from outcomes.queries.board import ALL, board
from outcomes.queries.counting import count, periods_of

MEASURES, YEARS, FORETOLD, MUST = 200, 15, 3, 3
FIRST = 2010
NAME = "board_of_curves"
BARE: LiteralString = """
SELECT json_build_object(
  'measures', (SELECT json_agg(json_build_object('id', m.id, 'name', m.name, 'unit', m.unit, 'good', m.good, 'tolerance', m.tolerance,
                                                 'min_run', m.min_run, 'result', r.name) ORDER BY m.name)
               FROM outcomes_measure m LEFT JOIN outcomes_result r ON r.id = m.result_id
               WHERE m.organisation_id = %(organisation)s AND m.active),
  'figures', (SELECT json_agg(json_build_object('measure', p.measure_id, 'from', lower(p.period), 'value', p.value,
                                                'numerator', p.numerator, 'denominator', p.denominator,
                                                'asked', p.asked, 'answered', p.answered) ORDER BY p.period)
              FROM outcomes_datapoint p WHERE p.organisation_id = %(organisation)s AND p.is_current),
  'foretold', (SELECT json_agg(json_build_object('measure', f.measure_id, 'from', lower(e.period), 'central', e.central) ORDER BY e.period)
               FROM outcomes_forecastpoint e JOIN outcomes_forecast f ON f.id = e.forecast_id
               WHERE f.organisation_id = %(organisation)s AND f.published_at IS NOT NULL AND f.superseded_by_id IS NULL))::text
"""


@dataclass(slots=True)
class Curves:
    """Milliseconds of the board by each way, its statements, and the seconds that each count took."""

    statements: int = 0
    milliseconds: dict[str, list[float]] = field(default_factory=lambda: {"floor": [], "read": [], "answered": []})
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        return median(self.milliseconds["read"]) / median(self.milliseconds["floor"])

    def report(self) -> dict[str, Any]:
        times = {f"{way}_p50_ms": round(median(took), 1) for way, took in self.milliseconds.items()}
        counted = {key: round(took, 2) for key, took in self.seconds.items()}
        about = {"ratio_to_floor": round(self.ratio, 2), "must": MUST, "queries": self.statements}
        return {"name": NAME, **times, **about, "counted_s": counted, "night_s": round(sum(self.seconds.values()), 1)}


def curves(database: psycopg.Connection[Any], caller: Caller, rounds: int) -> Curves:
    """The board as someone who works here opens it; and the counting as Kith itself does it at night."""
    found, system = Curves(), User.objects.get(kind=User.Kind.SYSTEM)
    with acting_as(system.asker), transaction.atomic():
        if not Measure.objects.exists():
            _make(system)
    database.execute(
        "ANALYZE outcomes_datapoint, outcomes_measure, outcomes_baseline, outcomes_forecast, outcomes_forecastpoint"
    )
    ask, said = Asking(), {"organisation": system.organisation_id}
    ways: dict[str, Callable[[], Any]] = {
        "floor": lambda: database.execute(BARE, said, prepare=True).fetchone(),
        "read": partial(_read, caller.user),
        "answered": partial(ask, caller, "GET", "/outcomes/?show=all"),
    }
    found.statements = statements(ways["answered"])
    for number in range(-WARM_UP, rounds):
        caches["process"].clear()
        for way, look in ways.items():
            took = timed(look)
            if number >= 0:
                found.milliseconds[way].append(took)
    _count_each(system, found)
    return found


def _read(user: User) -> object:
    with acting_as(user.asker), transaction.atomic():
        return board(user, show=ALL)


def _count_each(system: User, found: Curves) -> None:
    """Every definition, of the months that are counted each night."""
    today = clock.today()
    spans = periods_of("monthly", since=today - timedelta(days=366), as_of=today)
    for key, query in QUERIES.items():
        started = monotonic()
        with acting_as(system.asker), transaction.atomic():
            nobody_waits()
            count(query, spans, as_of=today)
        found.seconds[key] = monotonic() - started


def curve_table(found: Curves) -> str:
    """The results as two Markdown tables."""
    told = found.report()
    times = " | ".join(str(told[f"{way}_p50_ms"]) for way in found.milliseconds)
    lines = [
        "| 200 measures of 15 years | floor, ms | read, ms | whole answer, ms | read ÷ floor | to reach | statements |",
        "|---|---:|---:|---:|---:|---:|---:|",
        f"| {NAME} | {times} | {told['ratio_to_floor']} | {MUST} | {told['queries']} |",
        "",
        "| counted each night, of six months | seconds |",
        "|---|---:|",
        *(f"| {key} | {took} |" for key, took in told["counted_s"].items()),
        f"| all of them | {told['night_s']} |",
    ]
    return "\n".join(lines)


def _make(system: User) -> None:
    result = add_result(name="Bench", population_words="All", place="Here", by=system)
    of = {"organisation": system.organisation, "created_by": system}
    spans = [frequencies.span_of(date(FIRST + year, 6, 1), "yearly") for year in range(YEARS)]
    for number in range(MEASURES):
        _measure(number, spans, result, of)


def _measure(number: int, spans: Sequence[frequencies.Span], result: Any, of: dict[str, Any]) -> None:
    facts = {"kind": "indicator", "result": result, "unit": "count", "good": "lower", "frequency": "yearly"}
    measure = Measure.objects.create(name=f"Measure {number:03}", source="Bench", **facts, **of)
    DataPoint.objects.bulk_create(
        DataPoint(measure=measure, period=Period(*span), value=400 + number + place, **of)
        for place, span in enumerate(spans)
    )
    window = Period(spans[0][0], spans[-FORETOLD][0])
    baseline = Baseline.objects.create(measure=measure, window=window, **of)
    about = {"baseline": baseline, "method": "level", "assumption_note": "Bench", "made_on": date(2026, 1, 1)}
    forecast = Forecast.objects.create(measure=measure, **about, **of)
    ForecastPoint.objects.bulk_create(
        ForecastPoint(forecast=forecast, period=Period(*span), central=420, **of) for span in spans[-FORETOLD:]
    )
    forecast.published_at = forecast.created_at
    forecast.save(update_fields=["published_at"])
