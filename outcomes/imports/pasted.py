"""Lines that were copied from a spreadsheet, read as figures: each good one, and for each other one why it is none (domain.md §10.6, 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from database import clock
from outcomes import frequencies
from outcomes.imports.told import NotAFigure, Told, number_in, told_of
from outcomes.models import Measure

MOST_LINES = 1_000
LONGEST_NOTE = 500
_PROVISIONAL = re.compile(r"(?<=[\d%])\s*\(?p\)?$", re.IGNORECASE)


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

    What stands in a heading alone, a first line without any digit, is passed over.
    """
    lines: list[Line] = []
    seen: dict[tuple[object, object], int] = {}
    for number, line in _filled(text):
        read = _read(number, line, measure, named)
        if read.told and read.measure:
            key = (read.measure.pk, read.told.span)
            if key in seen:
                problem = _("Line %(number)d is of the same period.") % {"number": seen[key]}
                read = Line(number, line, read.measure, problem=problem)
            seen.setdefault(key, number)
        lines.append(read)
    return lines


def _filled(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        is_heading = number == 1 and not re.search(r"\d", line)
        if line.strip() and not is_heading:
            yield number, line


def _read(number: int, line: str, measure: Measure | None, named: Mapping[str, Measure]) -> Line:
    cells = _cells(line)
    if number > MOST_LINES:
        return Line(number, line, problem=_("A thousand lines at most at once. Paste the rest afterwards."))
    try:
        if measure is None:
            measure, cells = _named(cells, named), cells[1:]
        return Line(number, line, measure, _told(measure, cells))
    except (NotAFigure, frequencies.NotAPeriod) as error:
        return Line(number, line, measure, problem=str(error))


def _cells(line: str) -> list[str]:
    """By tabs, as a spreadsheet copies them; or by semicolons; or the figure last, after a space."""
    for mark in ("\t", ";"):
        if mark in line:
            return [cell.strip() for cell in line.split(mark)]
    return [cell.strip() for cell in line.rsplit(None, 1)]


def _named(cells: list[str], named: Mapping[str, Measure]) -> Measure:
    found = named.get(" ".join(cells[0].casefold().split()))
    if found is None:
        raise NotAFigure(_("There is no measure called “%(name)s” here.") % {"name": cells[0][:80]})
    return found


def _told(measure: Measure, cells: list[str]) -> Told:
    if len(cells) < 2 or not cells[1]:
        raise NotAFigure(_("Write the period and the figure, a tab or a semicolon between them."))
    span = frequencies.read(cells[0], measure.frequency)
    if span[0] > clock.today():
        raise NotAFigure(_("That period is still to come."))
    written = cells[1:4]
    numbers = [number_in(_PROVISIONAL.sub("", written[0]))]
    has_two = (
        measure.is_part and len(written) > 1 and re.match(r"[\d.,% ]+(\(?p\)?)?$", written[1], re.IGNORECASE | re.ASCII)
    )
    if has_two:
        numbers.append(number_in(_PROVISIONAL.sub("", written[1])))
    rest = written[1 + bool(has_two) :]
    provisional = any(_PROVISIONAL.search(cell) for cell in written[: 1 + bool(has_two)])
    return told_of(measure, span, numbers, provisional=provisional, note=" ".join(rest).strip()[:LONGEST_NOTE])
