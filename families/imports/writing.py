"""Tables that Kith gives out: the template, and the rows that were left out. No cell of them is ever a formula (security.md §7, 62)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from families.imports.columns import COLUMNS

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """With the mark by which Excel knows that it is UTF-8."""
    text = StringIO(newline="")
    csv.writer(text).writerows([no_formula(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def no_formula(cell: str) -> str:
    """A cell as a spreadsheet reads it as text."""
    return f"'{cell}" if cell.lstrip().startswith(BEGINS_A_FORMULA) or cell.startswith(BEGINS_A_FORMULA) else cell


def template_csv() -> bytes:
    """The headers, and one row that is plainly an example."""
    return as_csv(_template())


def template_xlsx() -> bytes:
    """The same as a workbook; every cell of it is text, so that a date stays as it is typed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("People")
    for place, row in enumerate(_template()):
        cells = [WriteOnlyCell(sheet, value) for value in row]
        for cell in cells:
            cell.data_type, cell.number_format = "s", "@"
            cell.font = Font(bold=not place)
        sheet.append(cells)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _template() -> list[list[str]]:
    return [[one.header for one in COLUMNS.values()], [one.example for one in COLUMNS.values()]]
