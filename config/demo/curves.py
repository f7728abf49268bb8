"""Ten obsessions of Larkfield (story 29): six improve, three of them have turned, and of one there is not enough yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from accounts.actions.system import kith_itself
from accounts.models import User
from config.demo.calendar import Calendar
from database.asker import acting_as
from outcomes import frequencies
from outcomes.actions import counting, forecasts, measures, points, published
from outcomes.counted import QUERIES
from outcomes.frequencies import Span
from outcomes.imports.told import Told
from outcomes.models import Forecast, Measure, Result

U, G, F, M = Measure.Unit, Measure.Good, Measure.Frequency, Forecast.Method
COUNTED = ("conferences_offered", "conversations_own_words")
Figure = int | str | tuple[int, int]
IN_CARE, SUITABLE, OFFERED = (
    "Children looked after",
    "Care leavers in suitable accommodation",
    "Families offered a meeting before court",
)


@dataclass(frozen=True, slots=True)
class Obsession:
    """A measure with its figures, the last of them of the period before this one. `notes`: what happened, by the figure’s place."""

    name: str
    unit: Measure.Unit
    good: Measure.Good
    frequency: Measure.Frequency
    history: Sequence[Figure]
    since: Sequence[Figure] = ()
    method: Forecast.Method | None = None
    tolerance: str = "0"
    decimals: int = 0
    notes: dict[int, str] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)


TEN = (
    Obsession(
        IN_CARE,
        U.COUNT,
        G.LOWER,
        F.MONTHLY,
        [400, 418, 431, 452, 466],
        [470, 462, 455, 449],
        M.LINEAR,
        "5",
        notes={
            2: "Three placements with relatives broke down for want of money.",
            5: "Every family that could come to court was offered a meeting of its own first.",
            7: "Help for relatives who take a child in begins in the same week.",
        },
        said={
            "definition": "Children who are looked after on the last day of the month: safely, and only where it has to be."
        },
    ),
    Obsession(
        SUITABLE,
        U.PERCENT,
        G.HIGHER,
        F.QUARTERLY,
        [(36, 50), (35, 50), (37, 50), (36, 50)],
        [(39, 50), (42, 50), (45, 50)],
        M.LEVEL,
        "1",
        notes={4: "Young people chose the first of twelve new flats."},
    ),
    Obsession(
        "Young people not in education, work or training",
        U.PERCENT,
        G.LOWER,
        F.MONTHLY,
        ["6.1", "6.3", "6.2", "6.4"],
        ["6.1", "5.9", "5.6", "5.2"],
        M.LINEAR,
        "0.2",
        1,
    ),
    Obsession(OFFERED, U.PERCENT, G.HIGHER, F.QUARTERLY, [(2, 7), (2, 8), (3, 9)], [(2, 8), (3, 8)], M.LEVEL, "5"),
    Obsession(
        "School attendance",
        U.PERCENT,
        G.HIGHER,
        F.WEEKLY,
        ["91.0", "91.2", "90.9"],
        ["90.8", "91.9"],
        M.LEVEL,
        "0.5",
        1,
    ),
    Obsession(
        "Families referred again within 12 months",
        U.PERCENT,
        G.LOWER,
        F.QUARTERLY,
        [(52, 248), (51, 251), (50, 249)],
        [(58, 250), (56, 250)],
        M.LEVEL,
        "1",
        1,
    ),
    Obsession(
        "Children on a child protection plan",
        U.RATE,
        G.LOWER,
        F.QUARTERLY,
        [(290, 66000), (296, 66000), (301, 66100), (308, 66100)],
        [(312, 66200), (318, 66200)],
        M.LINEAR,
        "1",
        1,
    ),
    Obsession(
        "Children on a plan for a second time",
        U.PERCENT,
        G.LOWER,
        F.QUARTERLY,
        [(40, 210), (41, 212), (39, 208)],
        [(44, 206), (48, 209)],
        M.LEVEL,
        "1",
        1,
    ),
    Obsession(
        "Children who live with relatives or friends",
        U.PERCENT,
        G.HIGHER,
        F.MONTHLY,
        ["21", "22", "22"],
        ["22", "22"],
        M.LEVEL,
        "1",
    ),
    Obsession("Young people in court for the first time", U.COUNT, G.LOWER, F.QUARTERLY, [31, 28]),
)


def followed(calendar: Calendar, analyst: User) -> None:
    """Measured, written and forecast by the analyst; and two that Kith counts, of so few families that it tells hardly anything."""
    with acting_as(analyst.asker):
        result = measures.add_result(
            name="Children are safe, and loved",
            population_words="All children and young people",
            place="Larkfield",
            by=analyst,
        )
        published.keep_published_file(name="invented_statistics.csv", content=PUBLISHED, by=analyst)
        for one in TEN:
            _follow(one, result, calendar, analyst)
        service = measures.add_service(name="Family help", by=analyst)
        counted = [
            counting.follow_counted(
                query=query,
                service=service,
                name=str(QUERIES[query].name),
                frequency=F.MONTHLY,
                since=_before(calendar, F.MONTHLY, 5)[0][0],
                by=analyst,
            )
            for query in COUNTED
        ]
    system = kith_itself(analyst.organisation)
    with acting_as(system.asker):
        for one_counted in counted:
            counting.count_measure(counted=one_counted, by=system)


PUBLISHED = """time_period,time_identifier,geographic_level,country_name,region_name,la_name,new_la_code,children_count,rate_per_10000
2025,Reporting year,National,England,,,,81000,67
2024,Reporting year,National,England,,,,83000,69
2025,Reporting year,Regional,England,Everywhere,,,8100,66
2024,Reporting year,Regional,England,Everywhere,,,8200,67
2025,Reporting year,Local authority,England,Everywhere,Larkfield,L1,437,65
2024,Reporting year,Local authority,England,Everywhere,Larkfield,L1,447,67
2023,Reporting year,Local authority,England,Everywhere,Larkfield,L1,c,c
"""
"""Laid out as official statistics are; invented, as all of the demo."""


def _follow(one: Obsession, result: Result, calendar: Calendar, analyst: User) -> None:
    measure = measures.add_measure(
        name=one.name,
        kind=Measure.Kind.INDICATOR,
        result=result,
        is_obsession=True,
        unit=one.unit,
        good=one.good,
        frequency=one.frequency,
        decimals=one.decimals,
        tolerance=Decimal(one.tolerance),
        source="Invented for the demo.",
        by=analyst,
        **one.said,
    )
    told = [*one.history, *one.since]
    spans = _before(calendar, one.frequency, len(told))
    notes = [one.notes.get(place, "") for place in range(len(told))]
    figures = [_told(span, figure, note) for span, figure, note in zip(spans, told, notes, strict=True)]
    points.write_figures(told=[(measure, figure) for figure in figures], by=analyst)
    if one.method:
        forecast = forecasts.draft_forecast(
            measure=measure,
            history=(spans[0][0], spans[len(one.history) - 1][1]),
            method=one.method,
            assumption_note="Families and money stay as they are, and so do we.",
            ahead=len(one.since) + 2,
            by=analyst,
        )
        forecasts.publish_forecast(forecast=forecast, by=analyst)


def _before(calendar: Calendar, frequency: str, count: int) -> list[Span]:
    """So many periods, the last of which ended before today’s began."""
    spans = [frequencies.span_of(calendar.today, frequency)]
    for _period in range(count):
        spans.insert(0, frequencies.span_of(spans[0][0] - timedelta(days=1), frequency))
    return spans[:-1]


def _told(span: Span, figure: Figure, note: str) -> Told:
    if isinstance(figure, tuple):
        return Told(span, numerator=Decimal(figure[0]), denominator=Decimal(figure[1]), note=note)
    return Told(span, value=Decimal(figure), note=note)
