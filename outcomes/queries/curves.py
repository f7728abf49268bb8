"""A curve as its pages show it: its figures, what was forecast, and what that says (domain.md §7.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from families.small_numbers import FEWEST_FOR_PERCENT, FEWEST_FOR_SURE, is_tentative
from outcomes import arithmetic, frequencies
from outcomes.arithmetic import Direction, Heading, Interval, Status
from outcomes.models import Comparison, DataPoint, Forecast, ForecastPoint, Measure


@dataclass(frozen=True, slots=True)
class Figure:
    """One period of a curve: what was counted, and what was expected of it. Its words are made when they are asked for."""

    point: DataPoint
    measure: Measure
    value: Decimal
    number: int = 0
    """Of its marker in the picture, where a note says what happened then."""
    expected: Decimal | None = None

    @property
    def day(self) -> date:
        """The first of its period."""
        return self.point.period.lower  # type: ignore[no-any-return]

    @property
    def shown(self) -> str:
        return shown(self.value, self.measure, self.point)

    @property
    def label(self) -> str:
        return frequencies.said(self.day, self.measure.frequency)

    @property
    def short(self) -> str:
        return frequencies.short(self.day, self.measure.frequency)

    @property
    def parts(self) -> str:
        return in_parts(self.point)

    @property
    def expected_shown(self) -> str:
        return "" if self.expected is None else shown(self.expected, self.measure)

    @property
    def asked(self) -> str:
        return _count(self.point.asked)

    @property
    def answered(self) -> str:
        return _count(self.point.answered)

    @property
    def missing(self) -> str:
        return _count(self.point.missing)

    @property
    def is_tentative(self) -> bool:
        return is_of_few(self.point)


@dataclass(frozen=True, slots=True)
class Foretold:
    """A forecast, and what it says of each period."""

    forecast: Forecast
    points: Sequence[ForecastPoint]


@dataclass(frozen=True)
class Curve:
    """A measure with its figures in their order, its forecast in force, and those before it."""

    measure: Measure
    figures: Sequence[Figure]
    in_force: Foretold | None = None
    before: Sequence[Foretold] = ()
    draft: Foretold | None = None
    comparisons: Sequence[Comparison] = ()
    replaced: Sequence[DataPoint] = ()
    """Figures beside which another stands now, where they were loaded."""

    @property
    def last(self) -> Figure | None:
        return self.figures[-1] if self.figures else None

    @property
    def first(self) -> Figure | None:
        """With which the history of its forecast begins; without one, the first of all."""
        return self.history[0] if self.history else (self.figures[0] if self.figures else None)

    @cached_property
    def history(self) -> Sequence[Figure]:
        """What the forecast in force goes out from."""
        if self.in_force is None:
            return []
        window = self.in_force.forecast.baseline.window
        return [one for one in self.figures if window.lower <= one.day < window.upper]

    @cached_property
    def put_right_since(self) -> Sequence[DataPoint]:
        """What stood once in the history of the forecast in force, which may be drawn from it."""
        if self.in_force is None:
            return []
        window = self.in_force.forecast.baseline.window
        return [one for one in self.replaced if window.lower <= one.period.lower < window.upper]

    @cached_property
    def until_then(self) -> Sequence[Figure]:
        """All figures up to the end of that history, those before it too; without a forecast, all there are."""
        if self.in_force is None:
            return self.figures
        return self.figures[: len(self.figures) - len(self.since)]

    @cached_property
    def since(self) -> Sequence[Figure]:
        """The figures after the history."""
        if self.in_force is None:
            return []
        ends = self.in_force.forecast.baseline.window.upper
        return [one for one in self.figures if one.day >= ends]

    @cached_property
    def gaps(self) -> Sequence[Decimal]:
        """How much better than forecast each figure after the history is; none at all once the forecast ended before the last figure."""
        if not self.since or self.since[-1].expected is None:
            return []
        sign = self.measure.sign
        return [arithmetic.gap(one.value, one.expected, sign) for one in self.since if one.expected is not None]

    @cached_property
    def status(self) -> Status:
        return arithmetic.status_of(
            history=len(self.history), gaps=self.gaps, tolerance=self.measure.tolerance, min_run=self.measure.min_run
        )

    @cached_property
    def run(self) -> int:
        """For how many periods on end it has been better than forecast."""
        return arithmetic.run(self.gaps, self.measure.tolerance)

    @cached_property
    def heading(self) -> Heading | None:
        return arithmetic.heading([one.value for one in self.figures], self.measure.sign)

    @property
    def is_worsening(self) -> bool:
        return self.heading is not None and self.heading.direction == Direction.WORSENING

    @cached_property
    def intervals(self) -> tuple[Interval, Interval] | None:
        """Between what the first and the last figure could lie by chance; None where they are no counts and no parts."""
        if self.first is None or self.last is None or self.first is self.last:
            return None
        told = interval_of(self.first.point), interval_of(self.last.point)
        return (told[0], told[1]) if told[0] and told[1] else None

    @property
    def could_be_chance(self) -> bool:
        return self.intervals is not None and arithmetic.could_be_chance(*self.intervals)

    @property
    def is_tentative(self) -> bool:
        return self.last is not None and self.last.is_tentative

    @property
    def says_who_was_asked(self) -> bool:
        """Whether of any of its figures it is known how many were asked."""
        return any(one.point.asked is not None for one in self.figures)

    @property
    def is_beside_something(self) -> bool:
        """Whether a before and an after may be told of it: beside what was forecast, or how it is elsewhere (domain.md §7.6)."""
        return self.in_force is not None or bool(self.comparisons)


def curve_of(
    measure: Measure, points: Sequence[DataPoint], forecasts: Sequence[Foretold], comparisons: Sequence[Comparison] = ()
) -> Curve:
    """A curve of what was loaded: its figures in the order of their periods, its forecasts in that of their making."""
    published = [one for one in forecasts if one.forecast.is_published]
    in_force = next((one for one in published if one.forecast.superseded_by_id is None), None)
    drafts = [one for one in forecasts if not one.forecast.is_published and one.forecast.put_away_at is None]
    expected = {point.period.lower: point.central for point in in_force.points} if in_force else {}
    return Curve(
        measure=measure,
        figures=figures_of(measure, [one for one in points if one.is_current], expected),
        in_force=in_force,
        before=[one for one in published if one is not in_force],
        draft=drafts[0] if drafts else None,
        comparisons=comparisons,
        replaced=[one for one in points if not one.is_current],
    )


def figures_of(
    measure: Measure, points: Sequence[DataPoint], expected: Mapping[date, Decimal] | None = None
) -> list[Figure]:
    """Figures ready to be shown, each beside what was expected of its period."""
    figures, markers = [], 0
    for point in points:
        point.measure = measure
        day = point.period.lower
        markers += bool(point.note)
        figures.append(
            Figure(
                point=point,
                measure=measure,
                value=point.figure,
                number=markers if point.note else 0,
                expected=(expected or {}).get(day),
            )
        )
    return figures


def rounded(value: Decimal, measure: Measure) -> Decimal:
    """To the decimal places of the measure; a half goes up."""
    return value.quantize(Decimal(1).scaleb(-measure.decimals), ROUND_HALF_UP)


def shown(value: Decimal, measure: Measure, point: DataPoint | None = None) -> str:
    """A figure in its unit: “72%”, “449”; a percentage of few is “3 of 8”."""
    if point is not None and measure.unit == Measure.Unit.PERCENT and _part_of(point, below=FEWEST_FOR_PERCENT):
        return in_parts(point)
    return f"{plain(value, measure)}%" if measure.unit == Measure.Unit.PERCENT else plain(value, measure)


def plain(value: Decimal, measure: Measure) -> str:
    """The number alone, as it is written here."""
    return number_format(rounded(value, measure), measure.decimals, use_l10n=True, force_grouping=True)


def in_parts(point: DataPoint) -> str:
    """“3 of 8”; empty for a figure that was told as one."""
    if point.numerator is None or point.denominator is None:
        return ""
    return _("%(number)s of %(whole)s") % {"number": _whole(point.numerator), "whole": _whole(point.denominator)}


def count_words(asked: int | None, answered: int | None) -> str:
    """“40 asked, 32 answered, 8 missing”; empty where nobody said."""
    if asked is None or answered is None:
        return ""
    told = {"asked": _count(asked), "answered": _count(answered), "missing": _count(asked - answered)}
    return _("%(asked)s asked, %(answered)s answered, %(missing)s missing") % told


def _count(number: int | None) -> str:
    return "" if number is None else number_format(number, use_l10n=True, force_grouping=True)


def _whole(value: Decimal) -> str:
    return number_format(value, 0 if value == value.to_integral() else 1, use_l10n=True, force_grouping=True)


def interval_of(point: DataPoint) -> Interval | None:
    """Of a count, or of a part of whole numbers (domain.md §7.4, noise)."""
    parts = [point.value] if point.value is not None else [point.numerator, point.denominator]
    numbers = [int(part) for part in parts if part is not None and part == part.to_integral()]
    if len(numbers) < len(parts):
        return None
    unit = point.measure.unit
    if len(numbers) == 1:
        return arithmetic.poisson(numbers[0]) if unit == Measure.Unit.COUNT else None
    return arithmetic.wilson(*numbers) if unit == Measure.Unit.PERCENT else arithmetic.rate_interval(*numbers)


def is_of_few(point: DataPoint) -> bool:
    """Whether it is of so few, or so few of those asked answered, that it says little (domain.md §7.6)."""
    if point.asked is not None and point.answered is not None:
        return is_tentative(point.answered, point.asked)
    return _part_of(point, below=FEWEST_FOR_SURE)


def _part_of(point: DataPoint, *, below: int) -> bool:
    return point.measure.unit == Measure.Unit.PERCENT and point.denominator is not None and point.denominator < below
