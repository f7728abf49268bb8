"""Lines that were copied from a spreadsheet, read as figures: each good one, and for each other one why it is none (domain.md §10.6, 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from outcomes import frequencies
from outcomes.imports.columns import LONGEST_NOTE, PROVISIONAL, Row, columns_of, not_to_come, number_of, told_of_row
from outcomes.imports.told import NotAFigure, Told, told_of
from outcomes.models import Measure

MOST_LINES = 1_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was pasted: a figure of a measure, or why it is none. `number` counts from 1, empty lines too."""

    number: int
    text: str
    measure: Measure | None = None
    told: Told | None = None
    problem: str = ""


def read_lines(text: str, *, measure: Measure | None, named: Mapping[str, Measure]) -> list[Line]:
    """Each line that holds something: of one `measure`, or each beginning with the name of one that is `named`, in small letters.

    A first line without any digit says what stands in which column, if it names them as we do; else it is passed over. A thousand
    lines are read at most: what follows is one line, and is said to be too much.
    """
    lines: list[Line] = []
    seen: dict[tuple[object, object], int] = {}
    columns = columns_of(heading_of(text), needs_measure=measure is None)
    for number, line in _filled(text):
        read = _read(number, line, measure, named, columns)
        if read.told and read.measure:
            key = (read.measure.pk, read.told.span)
            if key in seen:
                problem = _("Line %(number)d is of the same period.") % {"number": seen[key]}
                read = Line(number, line, read.measure, problem=problem)
            seen.setdefault(key, number)
        lines.append(read)
    return lines


def heading_of(text: str) -> str:
    """The first line, if it holds no figure; empty where it does."""
    first = text.split("\n", 1)[0].strip("\r")
    return "" if re.search(r"\d", first) else first


def _filled(text: str) -> Iterator[tuple[int, str]]:
    begins = 2 if heading_of(text) else 1
    all_lines = text.splitlines()
    for number, line in enumerate(all_lines[begins - 1 : MOST_LINES], start=begins):
        if line.strip():
            yield number, line
    rest = all_lines[MOST_LINES:]
    if any(line.strip() for line in rest):
        yield MOST_LINES + 1, "\n".join(rest)


def _read(
    number: int, line: str, measure: Measure | None, named: Mapping[str, Measure], columns: Mapping[str, int]
) -> Line:
    if number > MOST_LINES:
        problem = _("A thousand lines at most at once. What follows stays here: go on with it once these are written.")
        return Line(number, line, problem=problem)
    cells = _cells(line)
    try:
        if columns:
            row = Row({name: cells[place] for name, place in columns.items() if place < len(cells)})
            measure = _measure_of(row, measure, named)
            return Line(number, line, measure, told_of_row(row, measure))
        if measure is None:
            measure, cells = _named(cells[0], named), cells[1:]
        return Line(number, line, measure, _told(measure, cells))
    except (NotAFigure, frequencies.NotAPeriod) as error:
        return Line(number, line, measure, problem=str(error))


def _cells(line: str) -> list[str]:
    """By tabs, as a spreadsheet copies them; or by semicolons; or the figure last, after a space."""
    for mark in ("\t", ";"):
        if mark in line:
            return [cell.strip() for cell in line.split(mark)]
    return [cell.strip() for cell in line.rsplit(None, 1)]


def _measure_of(row: Row, measure: Measure | None, named: Mapping[str, Measure]) -> Measure:
    said = row["measure"]
    if measure is None:
        return _named(said, named)
    if said and " ".join(said.casefold().split()) != " ".join(measure.name.casefold().split()):
        raise NotAFigure(
            _("This line is of “%(name)s”, and these are figures of another measure.") % {"name": said[:80]}
        )
    return measure


def _named(name: str, named: Mapping[str, Measure]) -> Measure:
    found = named.get(" ".join(name.casefold().split()))
    if found is None:
        raise NotAFigure(_("There is no measure called “%(name)s” here.") % {"name": name[:80]})
    return found


def _told(measure: Measure, cells: list[str]) -> Told:
    if len(cells) < 2 or not cells[1]:
        raise NotAFigure(_("Write the period and the figure, a tab or a semicolon between them."))
    span = frequencies.read(cells[0], measure.frequency)
    not_to_come(span)
    written = cells[1:4]
    numbers = [number_of(measure, written[0])]
    has_two = (
        measure.is_part and len(written) > 1 and re.match(r"[\d.,% ]+(\(?p\)?)?$", written[1], re.IGNORECASE | re.ASCII)
    )
    if has_two:
        numbers.append(number_of(measure, written[1]))
    rest = written[1 + bool(has_two) :]
    provisional = any(PROVISIONAL.search(cell) for cell in written[: 1 + bool(has_two)])
    return told_of(measure, span, numbers, provisional=provisional, note=" ".join(rest).strip()[:LONGEST_NOTE])
