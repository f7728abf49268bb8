"""A curve as those see it who don’t work here: without numbers of 1 to 5, and without what would tell them (domain.md §7.4 to §7.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from families.small_numbers import KEPT_BACK
from outcomes.models import Measure
from outcomes.queries.curves import Curve, Figure, is_of_few, rounded
from outcomes.queries.exporting import has_kept_back, is_kept_back, of_those_asked, out_of, told
from outcomes.queries.pictures import outside_picture_of
from outcomes.queries.saying import Said, said_of, unit_words

HEADER = (
    *(
        "measure_id",
        "measure",
        "about",
        "of",
        "unit",
        "good",
        "frequency",
        "definition",
        "counted",
        "out_of_whom",
        "source",
    ),
    *("period_from", "period_until", "period", "figure", "number", "out_of", "asked", "answered", "missing"),
    *("expected", "provisional", "tentative"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One period, each cell as it may be passed on: `c` where it is kept back, empty where there is none."""

    figure: Figure
    value: str
    number: str
    out_of: str
    asked: Sequence[str]
    """How many were asked, answered, and are missing."""
    expected: str
    is_tentative: bool

    @property
    def shown(self) -> str:
        return KEPT_BACK if self.value == KEPT_BACK else self.figure.shown


@dataclass(frozen=True, slots=True)
class Outside:
    """One curve with its definition, its figures, and what may be said of it."""

    curve: Curve
    said: Said
    rows: Sequence[Row]
    picture: SafeString
    narrow_picture: SafeString
    is_kept_back: bool
    """Whether a figure is: then nothing is said that could be worked back to it."""

    @property
    def measure(self) -> Measure:
        return self.curve.measure

    @property
    def unit_words(self) -> str:
        return unit_words(self.measure)

    @property
    def has_asked(self) -> bool:
        return any(any(row.asked) for row in self.rows)


def outside_of(curve: Curve) -> Outside:
    """What leaves of a curve. Where a number is kept back, the forecast is too, for it may be drawn from it; and what follows from both."""
    measure = curve.measure
    open_ones = [one for one in curve.figures if not is_kept_back(one.point, measure)]
    has_small = has_kept_back(curve)
    rows = [_row(one, measure, has_expected=not has_small) for one in curve.figures]
    shown = Curve(measure, _without_notes(open_ones), None if has_small else curve.in_force)
    if has_small:
        sentence = _(
            "Numbers from 1 to 5 are kept back, so that nobody can be known by them. So it is not said which way it goes."
        )
        said = Said(_("Small numbers"), sentence, "", "", "", "")
    else:
        said = replace(said_of(shown), asked="")  # its row says it, as far as it leaves the house
    return Outside(shown, said, rows, *outside_picture_of(shown, said, is_whole=not has_small), has_small)


def _without_notes(figures: Sequence[Figure]) -> list[Figure]:
    """What happened then is written for those who work here."""
    return [replace(one, number=0) for one in figures]


def _row(figure: Figure, measure: Measure, *, has_expected: bool) -> Row:
    value, number = told(figure, measure)
    expected = figure.expected if has_expected else None
    return Row(
        figure=figure,
        value=value,
        number=number,
        out_of=out_of(figure.point),
        asked=of_those_asked(figure.point),
        expected="" if expected is None else f"{rounded(expected, measure):f}",
        is_tentative=is_of_few(figure.point),
    )


def definition_of(measure: Measure) -> Mapping[str, str]:
    """What its figures mean, for whoever reads them elsewhere."""
    return {
        "measure_id": str(measure.pk),
        "measure": measure.name,
        "about": str(measure.get_kind_display()),
        "of": str(measure.result or measure.service),
        "unit": measure.unit,
        "good": measure.good,
        "frequency": measure.frequency,
        "definition": measure.definition,
        "counted": measure.numerator_definition,
        "out_of_whom": measure.denominator_definition,
        "source": measure.source,
    }


def open_rows(curves: Iterable[Outside]) -> Iterator[Sequence[str]]:
    """A header, and a row for each figure with the definition of its measure."""
    yield HEADER
    for one in curves:
        defined = tuple(definition_of(one.measure).values())
        for row in one.rows:
            yield (*defined, *_cells(row).values())


def open_data(curves: Iterable[Outside]) -> dict[str, Any]:
    """The same for machines: numbers are numbers, and what is kept back says so."""
    return {
        "small_numbers": _(
            "“c”: from 1 to 5, or what would tell of such a number; kept back, so that nobody can be known by it."
        ),
        "measures": [
            {
                **definition_of(one.measure),
                "says": f"{one.said.status}. {one.said.sentence}",
                "figures": [_numbers(row) for row in one.rows],
            }
            for one in curves
        ],
    }


def _cells(row: Row) -> Mapping[str, str]:
    point = row.figure.point
    asked, answered, missing = row.asked
    return {
        "period_from": point.period.lower.isoformat(),
        "period_until": point.period.upper.isoformat(),
        "period": row.figure.label,
        "figure": row.value,
        "number": row.number,
        "out_of": row.out_of,
        "asked": asked,
        "answered": answered,
        "missing": missing,
        "expected": row.expected,
        "provisional": "yes" if point.provisional else "no",
        "tentative": "yes" if row.is_tentative else "no",
    }


def _numbers(row: Row) -> dict[str, Any]:
    words = {"period_from", "period_until", "period"}
    return {name: cell if name in words else _number(cell) for name, cell in _cells(row).items()}


def _number(cell: str) -> Any:
    if cell in {"yes", "no"}:
        return cell == "yes"
    if cell in {"", KEPT_BACK}:
        return cell or None
    number = Decimal(cell)
    return int(number) if number == number.to_integral() else float(number)
