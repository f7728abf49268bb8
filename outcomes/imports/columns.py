"""The columns of a table of figures, by the names that people give them: what stands in each row, read as a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from database import clock
from outcomes import frequencies
from outcomes.frequencies import NotAPeriod, Span
from outcomes.imports.told import NotAFigure, Told, number_in, told_of
from outcomes.models import Measure

LONGEST_NOTE = 500
PROVISIONAL = re.compile(r"(?<=[\d%])\s*\(?p\)?$", re.IGNORECASE)
CALLED: Mapping[str, tuple[str, ...]] = {
    "measure": ("measure", "name", "indicator"),
    "period": ("period", "month", "week", "quarter", "year", "school year", "date"),
    "from": ("period from", "from", "first day"),
    "until": ("period until", "until"),
    "figure": ("figure", "value", "percent", "percentage", "rate", "count"),
    "number": ("number", "numerator"),
    "out_of": ("out of", "denominator", "population"),
    "asked": ("asked", "how many were asked"),
    "answered": ("answered", "how many answered"),
    "provisional": ("provisional", "not final"),
    "note": ("note", "what happened then"),
}
"""What each column may be called, in small letters; those of our own file of figures among them."""
YES = {"yes", "y", "true", "1", "p", "x"}


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by what they hold; empty where there is no such column."""

    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def columns_of(heading: str, *, needs_measure: bool) -> dict[str, int]:
    """Where each column stands; none at all where the heading does not name those that are needed."""
    names = {name: what for what, called in CALLED.items() for name in called}
    places: dict[str, int] = {}
    for place, said in enumerate(re.split(r"[\t;]", heading)):
        what = names.get(" ".join(said.casefold().replace("_", " ").split()))
        if what:
            places.setdefault(what, place)
    has_period, has_figure = {"period", "from"} & places.keys(), {"figure", "number"} & places.keys()
    return places if has_period and has_figure and ("measure" in places or not needs_measure) else {}


def told_of_row(row: Row, measure: Measure) -> Told:
    """The figure of a row. Raises NotAFigure or NotAPeriod."""
    span = _span(row, measure.frequency)
    not_to_come(span)
    has_parts = bool(row["number"] and row["out_of"])
    written = [row["number"], row["out_of"]] if has_parts else [row["figure"] or row["number"]]
    if not written[0]:
        raise NotAFigure(_("There is no figure in this line."))
    told = told_of(
        measure,
        span,
        [number_of(measure, one) for one in written],
        provisional=row["provisional"].casefold() in YES or any(PROVISIONAL.search(one) for one in written),
        note=row["note"][:LONGEST_NOTE],
    )
    asked, answered = _people(row["asked"]), _people(row["answered"])
    return of_those_asked(told, measure, asked, answered)


def number_of(measure: Measure, cell: str) -> Decimal:
    """The number of a cell, final or not. Raises NotAFigure."""
    said = PROVISIONAL.sub("", cell).strip()
    if said.endswith("%") and measure.unit != Measure.Unit.PERCENT:
        raise NotAFigure(_("This measure is no percentage: write its number without “%”."))
    return number_in(said)


def not_to_come(span: Span) -> None:
    """That the period has begun. Raises NotAFigure."""
    if span[0] > clock.today():
        raise NotAFigure(_("That period is still to come."))


def _span(row: Row, frequency: str) -> Span:
    if row["period"]:
        return frequencies.read(row["period"], frequency)
    first, until = frequencies.day_in(row["from"]), frequencies.day_in(row["until"])
    if first is None:
        raise NotAPeriod(frequencies.how_to_write(frequency))
    span = frequencies.span_of(first, frequency)
    if span[0] != first or (row["until"] and until != span[1]):
        raise NotAPeriod(
            _("From %(first)s until %(until)s is no period of this measure: each is whole, and none overlaps another.")
            % {"first": row["from"], "until": row["until"] or "?"}
        )
    return span


def _people(cell: str) -> int | None:
    if not cell:
        return None
    number = number_in(cell)
    if number != number.to_integral() or "%" in cell:
        raise NotAFigure(_("How many were asked and answered are whole numbers."))
    return int(number)


def of_those_asked(told: Told, measure: Measure, asked: int | None, answered: int | None) -> Told:
    """The same, with how many were asked and answered, where that is said. Raises NotAFigure."""
    if asked is None and answered is None:
        return told
    if asked is None or answered is None or answered > asked:
        raise NotAFigure(_("Say how many were asked and how many answered: no more than were asked."))
    is_of_others = measure.unit == Measure.Unit.PERCENT and (
        (told.numerator or 0) > answered or (told.denominator or 0) > asked
    )
    if is_of_others:
        raise NotAFigure(_("Who is counted has answered, and what it is out of was asked: neither is more than that."))
    return told.of(asked, answered)
