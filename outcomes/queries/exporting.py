"""The figures of a curve as they leave the house: numbers from 1 to 5 are kept back, and with each what would tell it (domain.md §7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from families.small_numbers import KEPT_BACK, is_small
from outcomes.models import DataPoint, Measure
from outcomes.queries.curves import Curve, Figure, is_of_few, rounded

HEADER = (
    "period_from",
    "period_until",
    "figure",
    "number",
    "out_of",
    "asked",
    "answered",
    "missing",
    "unit",
    "provisional",
    "revision",
    "definition_version",
    "forecast",
    "tentative",
    "written_at",
)


def rows_of(curve: Curve) -> Iterator[Sequence[str]]:
    """A header, and a row for each figure."""
    yield HEADER
    has_small = has_kept_back(curve)
    for figure in curve.figures:
        yield _row(figure, curve.measure, has_expected=not has_small)


def has_kept_back(curve: Curve) -> bool:
    """Whether one of its figures is, or one from which its forecast may be drawn: then its forecast is too."""
    points = [*(one.point for one in curve.figures), *curve.put_right_since]
    return any(is_kept_back(one, curve.measure) for one in points)


def _row(figure: Figure, measure: Measure, *, has_expected: bool) -> Sequence[str]:
    point = figure.point
    value, number = told(figure, measure)
    expected = figure.expected if has_expected else None
    return (
        point.period.lower.isoformat(),
        point.period.upper.isoformat(),
        value,
        number,
        out_of(point),
        *of_those_asked(point),
        measure.unit,
        "yes" if point.provisional else "no",
        str(point.revision),
        "" if point.query_version is None else str(point.query_version),
        "" if expected is None else f"{rounded(expected, measure):f}",
        "yes" if is_of_few(point) else "no",
        point.created_at.isoformat(timespec="seconds"),
    )


def out_of(point: DataPoint) -> str:
    """What a part is out of, or that it is kept back."""
    return KEPT_BACK if _is_small(point.denominator) else _number(point.denominator)


def of_those_asked(point: DataPoint) -> tuple[str, str, str]:
    """How many were asked, answered and are missing; where one of these is 1 to 5, what would tell it too is kept back.

    Of few missing it is how many were asked: how many answered may stand beside it, as what a figure is out of. It may not
    where the figure itself says how many were asked.
    """
    if point.asked is None or point.answered is None or point.missing is None:
        return "", "", ""
    few_asked, few_answered, few_missing = map(is_small, (point.asked, point.answered, point.missing))
    is_asked_told = point.asked in (point.denominator, point.value)
    return (
        KEPT_BACK if few_asked or few_missing else str(point.asked),
        KEPT_BACK if few_asked or few_answered or (few_missing and is_asked_told) else str(point.answered),
        KEPT_BACK if few_asked or few_answered or few_missing else str(point.missing),
    )


def told(figure: Figure, measure: Measure) -> tuple[str, str]:
    """The figure and its number, or that they are kept back."""
    point = figure.point
    if is_kept_back(point, measure):
        return KEPT_BACK, KEPT_BACK if point.numerator is not None else ""
    return f"{rounded(figure.value, measure):f}", _number(point.numerator)


def is_kept_back(point: DataPoint, measure: Measure) -> bool:
    """Whether it is of so few people, or leaves so few of all, that someone could be known by it; an average, by how many answered.

    A percentage that was written as one is of those who answered, or who were asked: with either it says a number.
    """
    if point.numerator is not None and point.denominator is not None:
        return _is_small(point.numerator) or _is_small(point.denominator - point.numerator)
    if measure.unit == Measure.Unit.PERCENT and any(_says_few(point.value, of) for of in (point.asked, point.answered)):
        return True
    return (measure.unit == Measure.Unit.COUNT and _is_small(point.value)) or is_small(point.answered or 0)


def _says_few(percent: Decimal | None, of: int | None) -> bool:
    """Whether so many percent of so many are 1 to 5, or leave 1 to 5."""
    if percent is None or of is None:
        return False
    number = (percent * of / 100).quantize(Decimal(1), ROUND_HALF_UP)
    return _is_small(number) or _is_small(of - number)


def _is_small(value: Decimal | None) -> bool:
    return value is not None and is_small(int(value))


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
