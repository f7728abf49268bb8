"""A file of official statistics as the Department for Education publishes it: one table, three levels of places, codes for numbers.

Its first seven columns say of when and where a row is (`time_period`, `geographic_level`, `la_name`, …). Of the others, those that
hold a number or a code in every row are figures; those that hold words say which of several series a row is of.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

from django.utils.translation import gettext as _

from outcomes import frequencies
from outcomes.frequencies import NotAPeriod, Span
from outcomes.imports.told import CODES, NotAFigure, number_in

COUNCIL, REGION, NATION = "Local authority", "Regional", "National"
NEEDED = ("time_period", "geographic_level", "la_name")
PLACES = {
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
}
CODE_OF = {COUNCIL: "new_la_code", REGION: "region_code", NATION: "country_code"}
NAME_OF = {COUNCIL: "la_name", REGION: "region_name", NATION: "country_name"}
FREQUENCIES = {"academic year": "academic_year"}
"""By the file’s own word for its periods; all others are years to March."""
COUNT_OF, POPULATION_OF = "children_count", "population_estimate"
RATE = "rate_per_10000"
MOST_ROWS = 100_000
MOST_CHOICES = 5_000
"""So many councils or series are chosen from on one page at most: 8 MB can tell of three millions, and the page of these takes minutes."""


class NotPublished(ValueError):
    """The file is not laid out as official statistics are; it says what is missing."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a series, or the code that stands in its place; `area_code` says by which boundaries the place was drawn."""

    span: Span
    value: Decimal | None
    code: str
    area_code: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A column of a file, and where it has several, of which of them."""

    column: str
    selection: str = ""

    @property
    def name(self) -> str:
        words = self.column.replace("_", " ")
        return f"{self.selection}: {words}" if self.selection else words


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was read: what each row says, by the names of its columns."""

    rows: Sequence[Mapping[str, str]]
    figures: Sequence[str]
    words: Sequence[str]
    frequency: str
    doubled: frozenset[str] = frozenset()
    """Names that two councils have in one period: these are told apart by their codes."""

    def councils(self) -> list[str]:
        """Every council in it, by name; of two of one name each with its code, so that someone says which is meant."""
        return sorted({_called(row, COUNCIL, self.doubled) for row in self.rows if _is_council(row)})

    def series(self) -> list[Series]:
        """Every series in it, those of one subject together."""
        return [Series(column, kind) for kind in sorted(self._selections()) for column in self.figures]

    def number_of_series(self) -> int:
        return len(self._selections()) * len(self.figures)

    def cells(self, series: Series, level: str, name: str) -> list[Cell]:
        """The figures of a place, the earliest first. Raises NotPublished where one period stands twice."""
        found = {}
        for number, row in enumerate(self.rows, 2):
            is_there = row["geographic_level"] == level and _called(row, level, self.doubled) == name
            if is_there and self._selection(row) == series.selection:
                cell = self._cell(row, series, row.get(CODE_OF[level], ""))
                if cell.span in found:
                    raise NotPublished(_("Row %(number)d tells of one year a second time.") % {"number": number})
                found[cell.span] = cell
        return [found[span] for span in sorted(found)]

    def region_of(self, council: str) -> str:
        """The region in which a council lies, by its latest row."""
        rows = [row for row in self.rows if _is_council(row) and _called(row, COUNCIL, self.doubled) == council]
        return max(rows, key=lambda row: row["time_period"]).get("region_name", "") if rows else ""

    def nation(self) -> str:
        return next((row.get("country_name", "") for row in self.rows if row["geographic_level"] == NATION), "")

    def _selections(self) -> set[str]:
        return {self._selection(row) for row in self.rows}

    def _selection(self, row: Mapping[str, str]) -> str:
        return " / ".join(row[name] for name in self.words)

    def _cell(self, row: Mapping[str, str], series: Series, area_code: str) -> Cell:
        try:
            span = frequencies.read(row["time_period"], self.frequency)
        except NotAPeriod as error:
            raise NotPublished(str(error)) from error
        value, code = _value(row[series.column])
        parts = [_value(row.get(name, ""))[0] for name in (COUNT_OF, POPULATION_OF)]
        if series.column == RATE and value is not None and None not in parts:
            return Cell(span, value, code, area_code, parts[0], parts[1])
        return Cell(span, value, code, area_code)


def read(text: str) -> Table:
    """The table of a file. Raises NotPublished."""
    try:
        return _read(text)
    except csv.Error as error:
        raise NotPublished(_("This file can’t be read as a table.")) from error


def _read(text: str) -> Table:
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff")), restval="")
    headers = [header.strip() for header in reader.fieldnames or []]
    missing = [name for name in NEEDED if name not in headers]
    if missing:
        raise NotPublished(
            _("This is no file of official statistics: it has no column “%(name)s”.") % {"name": missing[0]}
        )
    if len(set(headers)) < len(headers):
        raise NotPublished(_("Two columns of this file have one name."))
    reader.fieldnames = headers
    rows = list(_rows(reader))
    others = [header for header in headers if header and header not in PLACES]
    figures = [name for name in others if all(_is_figure(row[name]) for row in rows)]
    if not rows or not figures:
        raise NotPublished(_("There are no figures in this file."))
    words = [name for name in others if name not in figures]
    said = rows[0].get("time_identifier", "").casefold()
    table = Table(rows, figures, words, FREQUENCIES.get(said, "yearly"), _of_one_name(rows))
    if max(len(table.councils()), table.number_of_series()) > MOST_CHOICES:
        raise NotPublished(_("This file tells of too many places or things to choose from."))
    return table


def _rows(reader: Iterable[Mapping[str | None, str | list[str]]]) -> Iterator[dict[str, str]]:
    for place, row in enumerate(reader):
        if place >= MOST_ROWS:
            raise NotPublished(_("This file has too many rows."))
        yield {str(name): str(cell).strip() for name, cell in row.items() if name is not None}


def _is_council(row: Mapping[str, str]) -> bool:
    return bool(row["geographic_level"] == COUNCIL and row["la_name"])


def _called(row: Mapping[str, str], level: str, doubled: frozenset[str]) -> str:
    """The name of a row’s place; with its code, where another has the same."""
    name = row.get(NAME_OF[level], "")
    return f"{name} ({row.get(CODE_OF[level], '')})" if level == COUNCIL and name in doubled else name


def _of_one_name(rows: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """The names that stand beside two codes in one period. A code that changes from one period to the next is of one place."""
    codes: dict[tuple[str, str], set[str]] = {}
    for row in filter(_is_council, rows):
        codes.setdefault((row["la_name"], row["time_period"]), set()).add(row.get(CODE_OF[COUNCIL], ""))
    return frozenset(name for (name, _period), found in codes.items() if len(found) > 1)


def _is_figure(cell: str) -> bool:
    try:
        _value(cell)
    except NotAFigure:
        return False
    return True


def _value(cell: str) -> tuple[Decimal | None, str]:
    """The number, or the code in its place. Raises NotAFigure."""
    if cell.casefold() in CODES or not cell:
        return None, cell.casefold()
    return number_in(cell), ""
