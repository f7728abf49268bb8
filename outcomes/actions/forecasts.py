"""Writing down what would be if nothing changed, and publishing it: from then on it is frozen (domain.md §7.4, INV-61)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from database import clock
from families.periods import Period
from outcomes import arithmetic, frequencies
from outcomes.frequencies import Span
from outcomes.models import Baseline, DataPoint, Forecast, ForecastPoint, Measure

FULL = Decimal(100)
Method = Forecast.Method


class ForecastRefused(DomainError):
    """A step that a forecast can't take now."""

    code = "forecast_step"


@dataclass(frozen=True, slots=True)
class Expected:
    """What someone who knows it expects of one period."""

    span: Span
    central: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


@action
def draft_forecast(  # noqa: PLR0913  (a forecast says how it was made, of what, and why)
    *,
    measure: Measure,
    history: Span,
    method: Forecast.Method,
    assumption_note: str,
    ahead: int = 0,
    expected: Sequence[Expected] = (),
    by: User,
) -> Forecast:
    """Begin a forecast: drawn on for `ahead` periods after the `history`, or by judgement, as it is `expected`."""
    baseline = Baseline(organisation=by.organisation, measure=measure, window=Period(*history), created_by=by)
    baseline.full_clean()
    baseline.save(force_insert=True)
    forecast = Forecast(
        organisation=by.organisation,
        baseline=baseline,
        measure=measure,
        method=method,
        assumption_note=assumption_note,
        made_on=clock.today(),
        created_by=by,
    )
    forecast.full_clean()
    forecast.save(force_insert=True)
    told = expected if method == Method.JUDGEMENT else _drawn_on(measure, baseline, method, ahead)
    points = [
        ForecastPoint(
            organisation=by.organisation,
            forecast=forecast,
            period=Period(*one.span),
            low=one.low,
            central=one.central,
            high=one.high,
            created_by=by,
        )
        for one in told
    ]
    if not points:
        raise ValidationError({"ahead": _("Say what you expect of one period at least.")})
    for point in points:
        point.full_clean()
    ForecastPoint.objects.bulk_create(points)
    return forecast


@action
def publish_forecast(*, forecast: Forecast, by: User) -> Forecast:
    """Publish a draft; the one that was in force is superseded by it, and still drawn."""
    held = _held(forecast)
    if held.put_away_at:
        raise ForecastRefused(_("This draft was put away meanwhile. Begin another forecast."))
    if held.is_published:
        raise ForecastRefused(
            _("This forecast is published already, and frozen. Make a new one; this one stays on the page.")
        )
    before = Forecast.objects.select_for_update(of=("self",)).filter(
        measure=held.measure_id, published_at__isnull=False, superseded_by__isnull=True
    )
    for one in before:
        one.superseded_by = held
        one.save(update_fields=["superseded_by"])
    held.published_at = clock.now()
    held.save(update_fields=["published_at"])
    return held


@action
def put_away_forecast(*, forecast: Forecast, by: User) -> Forecast:
    """Put a draft away, so that another may be begun."""
    held = _held(forecast)
    if held.is_published or held.put_away_at:
        raise ForecastRefused(_("Only a draft is put away. What is published stays."))
    held.put_away_at = clock.now()
    held.save(update_fields=["put_away_at"])
    return held


def _held(forecast: Forecast) -> Forecast:
    return Forecast.objects.select_for_update(of=("self",)).get(pk=forecast.pk)


def _drawn_on(measure: Measure, baseline: Baseline, method: Forecast.Method, ahead: int) -> list[Expected]:
    points = DataPoint.objects.filter(measure=measure, is_current=True, period__contained_by=baseline.window)
    history = [point.figure for point in points.select_related("measure").order_by("period")]
    if len(history) < arithmetic.HISTORY_AT_LEAST:
        raise ValidationError(
            {"since": _("There are fewer than three figures in this history, too few to go out from.")}
        )
    if method == Method.LINEAR:
        ceiling = FULL if measure.unit == Measure.Unit.PERCENT else None
        values = arithmetic.linear(history, ahead, ceiling=ceiling)
    else:
        values = [value.quantize(Decimal("0.0001")) for value in arithmetic.level(history, ahead)]
    last = frequencies.span_of(baseline.window.upper - frequencies.DAY, measure.frequency)
    spans = frequencies.ahead(last, measure.frequency, ahead)
    return [Expected(span, value) for span, value in zip(spans, values, strict=True)]
