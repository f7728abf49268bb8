"""What the board and the page of one curve read (domain.md §7.7). Each in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.shortcuts import get_object_or_404

from accounts.models import User
from database import clock
from database.lookups import IDS
from families.paging import Page, page_of
from outcomes import arithmetic, frequencies
from outcomes.models import (
    Comparison,
    ComparisonPoint,
    CountedMeasure,
    DataPoint,
    Forecast,
    ForecastPoint,
    Measure,
    PartnerLink,
    PublishedSeries,
    Result,
    Service,
    SharedMeasure,
)
from outcomes.queries.curves import Curve, Figure, Foretold, curve_of, figures_of
from outcomes.queries.headlines import standings_of
from outcomes.queries.saying import Said, headline_words, missing_words, said_of

SHOWN = 30
UNREAD = ("organisation", "created_at", "created_by", "updated_at", "row_version")
"""What nobody reads of a figure here: it takes longer to read than all else of it."""
OBSESSIONS, ALL, PUT_AWAY, MISSING = "obsessions", "all", "put_away", "missing"


@dataclass(frozen=True, slots=True)
class OnBoard:
    """One curve of the board, and what it says."""

    curve: Curve
    said: Said

    @property
    def due(self) -> str:
        """The last period that is over, of which there should be a figure."""
        frequency = self.curve.measure.frequency
        return frequencies.said(frequencies.last_over(clock.today(), frequency)[0], frequency)


@dataclass(frozen=True, slots=True)
class Board:
    """The curves of a page, and one line about all of them, which is of no page."""

    show: str
    headline: str
    told: arithmetic.Headline
    rows: Sequence[OnBoard]
    page: Page[Measure]


@dataclass(frozen=True, slots=True)
class CurvePage:
    """One curve, with every figure that was ever written of it."""

    curve: Curve
    said: Said
    revised: Sequence[Figure]
    """All figures of each period that has more than one, in their order."""
    series: PublishedSeries | None
    counted: CountedMeasure | None


def board(user: User, *, show: str = OBSESSIONS, after: str = "") -> Board:
    """The obsessions, or all that is measured, in the order of their names."""
    show = show if show in {OBSESSIONS, ALL, PUT_AWAY, MISSING} else OBSESSIONS
    measures = Measure.objects.visible_to(user).filter(active=show != PUT_AWAY)
    if show == OBSESSIONS:
        measures = measures.filter(is_obsession=True)
    if show == MISSING:
        measures = measures.filter(_has_no_figure())
    page = page_of(measures.select_related("result", "service"), ("name", "pk"), cursor=after, size=SHOWN)
    told = arithmetic.headline(standings_of(measures, user))
    curves = _curves(page.rows, lambda rows: rows.visible_to(user))
    rows = [OnBoard(curves[measure.pk], said_of(curves[measure.pk], in_short=True)) for measure in page.rows]
    words = missing_words(told) if show == MISSING else headline_words(told)
    return Board(show, words, told, rows, page)


def _has_no_figure() -> Q:
    """No figure of the last period that is over; what Kith counts itself is counted each night, or is of too few."""
    of_it = DataPoint.objects.filter(measure=OuterRef("pk"), is_current=True)
    late = Q()
    for frequency in frequencies.Frequency:
        since, _until = frequencies.last_over(clock.today(), frequency)
        late |= Q(frequency=frequency) & Q(~Exists(of_it.filter(period__contains=since)))
    return late & Q(~Exists(CountedMeasure.objects.filter(measure=OuterRef("pk"))))


def curves_of(measures: QuerySet[Measure], user: User) -> Mapping[UUID, Curve]:
    """The curve of each measure by its forecast in force, in four queries."""
    return _curves(measures.select_related("result", "service"), lambda rows: rows.visible_to(user))


def curves_shown_by(link: PartnerLink) -> list[Curve]:
    """What a partner sees by its link, which is the door to these and to nothing else; in the order of their names, in four queries."""
    shown = SharedMeasure.objects.filter(link=link, ended_at__isnull=True).values("measure")
    measures = Measure.objects.filter(organisation=link.organisation_id, pk__in=shown)
    said = measures.select_related("result", "service")
    curves = _curves(said, lambda rows: rows.filter(organisation=link.organisation_id), with_replaced=True)
    return sorted(curves.values(), key=lambda curve: (curve.measure.name, curve.measure.pk))


def _curves(
    measures: Iterable[Measure], seen: Callable[[Any], Any], *, with_replaced: bool = False
) -> Mapping[UUID, Curve]:
    found = {measure.pk: measure for measure in measures}
    mine = Value([*found], IDS)
    told = seen(DataPoint.objects.all()).filter(measure__id__any=mine)
    told = told if with_replaced else told.filter(is_current=True)
    points = _by_measure(told.defer(*UNREAD).order_by("period"))
    in_force = seen(Forecast.objects.all()).filter(
        measure__id__any=mine, published_at__isnull=False, superseded_by__isnull=True
    )
    forecasts = _by_measure(_with_points(in_force, seen(ForecastPoint.objects.all())))
    return {
        pk: curve_of(measure, points[pk], [_foretold(one) for one in forecasts[pk]]) for pk, measure in found.items()
    }


def seen_measure(pk: UUID, user: User) -> Measure:
    """The measure, if the user may read it."""
    return get_object_or_404(Measure.objects.visible_to(user).select_related("result", "service"), pk=pk)


def seen_forecast(pk: UUID, user: User) -> Forecast:
    return get_object_or_404(Forecast.objects.visible_to(user).select_related("measure", "baseline"), pk=pk)


def curve_page(pk: UUID, user: User, *, at: datetime | None = None) -> CurvePage:
    """One curve with its forecasts, how it is elsewhere, and its revised figures. `at`: as it was known then, of ourselves."""
    measure = seen_measure(pk, user)
    points = list(DataPoint.objects.visible_to(user).filter(measure=measure).order_by("period", "revision"))
    told = ForecastPoint.objects.visible_to(user)
    made = _with_points(Forecast.objects.visible_to(user).filter(measure=measure), told).order_by("made_on", "pk")
    forecasts = list(made)
    if at is not None:
        points, forecasts = _known_at(at, points), _in_force_at(at, forecasts)
    elsewhere = ComparisonPoint.objects.visible_to(user).order_by("period")
    comparisons = (
        Comparison.objects.visible_to(user)
        .filter(measure=measure)
        .prefetch_related(Prefetch("points", elsewhere, to_attr="told"))
        .order_by("name")
    )
    curve = curve_of(measure, points, [_foretold(one) for one in forecasts], list(comparisons))
    changed = {one.period.lower for one in points if one.revision > 1}
    return CurvePage(
        curve,
        said_of(curve),
        revised=figures_of(measure, [one for one in points if one.period.lower in changed]),
        series=PublishedSeries.objects.visible_to(user).filter(measure=measure).first(),
        counted=CountedMeasure.objects.visible_to(user).filter(measure=measure).first(),
    )


def _known_at(at: datetime, points: Iterable[DataPoint]) -> list[DataPoint]:
    """Of each period the figure that counted then: the last that was written by then."""
    known = {one.period.lower: one for one in points if one.created_at <= at}
    for one in known.values():
        one.is_current = True
    return list(known.values())


def _in_force_at(at: datetime, forecasts: Iterable[Forecast]) -> list[Forecast]:
    """What was published then; the last of it was in force, whatever follows it by now."""
    known = [one for one in forecasts if one.published_at and one.published_at <= at]
    known.sort(key=lambda one: (one.published_at, one.pk))
    for one in known[-1:]:
        one.superseded_by_id = None
    return known


def results_of(user: User) -> QuerySet[Result]:
    """What an indicator may be of."""
    return Result.objects.visible_to(user).order_by("name")


def services_of(user: User) -> QuerySet[Service]:
    """What a performance measure may be of."""
    return Service.objects.visible_to(user).order_by("name")


def measures_of(user: User) -> QuerySet[Measure]:
    """What figures may be written of."""
    return Measure.objects.visible_to(user).order_by("name")


def _with_points(forecasts: QuerySet[Forecast], told: QuerySet[ForecastPoint]) -> QuerySet[Forecast]:
    points = Prefetch("points", told.defer(*UNREAD).order_by("period"), to_attr="told")
    return forecasts.select_related("baseline").prefetch_related(points)


def _foretold(forecast: Any) -> Foretold:
    return Foretold(forecast, forecast.told)


def _by_measure(rows: Iterable[Any]) -> defaultdict[UUID, list[Any]]:
    told: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        told[row.measure_id].append(row)
    return told
