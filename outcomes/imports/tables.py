"""A CSV or XLSX file of figures, as the lines that someone would have pasted from it: line for line, so that each keeps its number."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from families.imports.sheets import BROKEN_XLSX, DELIMITERS, MOST_COLUMNS, all_of, decoded, refuse_bomb, text_of
from families.imports.told import NotReadable

KINDS = (".csv", ".xlsx")
MOST_TEXT, MOST_ROWS = 300_000, 20_000
LONGEST_CELL = 1_000


def lines_in(file: IO[bytes], name: str) -> str:
    """What a file says, a tab between the cells. Raises NotReadable."""
    kind = PurePath(name).suffix.lower()
    if kind not in KINDS:
        raise NotReadable(_("Kith reads figures from CSV and XLSX. Save it as one of them."))
    rows = _csv(file) if kind == ".csv" else _xlsx(file)
    lines: list[str] = []
    size = 0
    for number, cells in rows:
        size += sum(map(len, cells)) + len(cells)
        if number > MOST_ROWS or size > MOST_TEXT:
            raise NotReadable(
                _("Line %(number)d and what follows is too much for one file. Put it into a second one.")
                % {"number": number}
            )
        lines += [""] * (number - 1 - len(lines))
        lines.append("\t".join(cell.replace("\t", " ")[:LONGEST_CELL] for cell in cells).rstrip("\t"))
    text = "\n".join(lines)
    if not text.strip():
        raise NotReadable(_("This file is empty."))
    return text


def _csv(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    text = decoded(all_of(file))
    if "\x00" in text:
        raise NotReadable(_("This file holds characters that no text has. Save it as “CSV UTF-8” and try again."))
    first = next((line for line in text.splitlines() if line.strip()), "")
    lines = csv.reader(StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), skipinitialspace=True)
    try:
        for cells in lines:
            yield lines.line_num, [" ".join(cell.split()) for cell in cells]
    except csv.Error as error:
        raise NotReadable(_("This file is not whole: a quotation mark is never closed.")) from error


def _xlsx(file: IO[bytes]) -> Iterable[tuple[int, list[str]]]:
    """The first sheet: what its cells show, never its formulas."""
    data = all_of(file)
    refuse_bomb(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            rows = book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS + 1)
            return [(number, [_shown(cell) for cell in row]) for number, row in enumerate(rows, 1)]
        finally:
            book.close()
    except IndexError as error:
        raise NotReadable(_("This workbook has no sheet.")) from error
    except BROKEN_XLSX as error:
        raise NotReadable(_("This is not an XLSX workbook that can be read. Save it anew, or as CSV.")) from error


def _shown(cell: Any) -> str:
    """As the sheet shows it: what is kept as 0.725 and shown as 72.5 % is a percentage."""
    is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    if is_number and "%" in str(cell.number_format):
        return f"{(Decimal(str(cell.value)) * 100).normalize():f}%"
    return text_of(cell.value)
