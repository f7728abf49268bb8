"""A CSV or XLSX file as rows of text, each with its line; nothing of what they mean.

Uploads are untrusted (security.md §7 E): every limit is looked at before what it limits is unpacked.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from families.imports.told import NotReadable

MOST_BYTES = 900_000
"""Of a file: no page of ours takes more than a million at once."""
MOST_UNPACKED = 20_000_000
MOST_PARTS = 300
MOST_ROWS = 2_000
MOST_COLUMNS = 100
LONGEST_CELL = 1_000
DELIMITERS = ",;\t|"
BROKEN_XLSX = (
    BadZipFile,
    InvalidFileException,
    DefusedXmlException,
    KeyError,
    ValueError,
    TypeError,
    SyntaxError,
    OSError,
)
"""What openpyxl raises for a file that is none; ParseError is a SyntaxError."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, from 1, and its cells."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first row that holds something, and those below it that do."""

    headers: list[str]
    rows: list[Row] = field(default_factory=list)


def read_csv(file: IO[bytes]) -> Sheet:
    """In UTF-8, UTF-16 or the encoding of Excel on Windows; with commas, semicolons, tabs or bars between the cells."""
    text = decoded(all_of(file))
    if "\x00" in text:
        raise NotReadable(_("This file holds characters that no text has. Save it as “CSV UTF-8” and try again."))
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        return _sheet((lines.line_num, cells) for cells in lines)
    except csv.Error as error:
        raise NotReadable(_("This file is not whole: a quotation mark is never closed.")) from error


def decoded(data: bytes) -> str:
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotReadable(_("The letters of this file can’t be read. Save it as “CSV UTF-8” and try again."))


def read_xlsx(file: IO[bytes]) -> Sheet:
    """The first sheet of a workbook: what its cells show, never its formulas or macros."""
    data = all_of(file)
    refuse_bomb(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            return _sheet(enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), 1))
        finally:
            book.close()
    except IndexError as error:
        raise NotReadable(_("This workbook has no sheet.")) from error
    except BROKEN_XLSX as error:
        raise NotReadable(_("This is not an XLSX workbook that can be read. Save it anew, or as CSV.")) from error


def refuse_bomb(data: bytes) -> None:
    """A small file may hold very much: its own list of contents says how much, and nothing more is ever unpacked."""
    try:
        parts = ZipFile(BytesIO(data)).infolist()
    except BadZipFile as error:
        raise NotReadable(_("This is not an XLSX workbook that can be read. Save it anew, or as CSV.")) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotReadable(_("There is too much in this workbook. Keep the one sheet that is to be read."))
    if any(_holds_a_program(part) for part in parts):
        raise NotReadable(_("This workbook holds macros. Save it as XLSX without them."))


def _holds_a_program(part: ZipInfo) -> bool:
    return part.filename.lower().endswith("vbaproject.bin")


def all_of(file: IO[bytes]) -> bytes:
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NotReadable(_("This file is larger than 900 kB. Take the rows that you need, or two files."))
    return data


def _sheet(lines: Iterable[tuple[int, Iterable[Any]]]) -> Sheet:
    filled = _filled(lines)
    headers = next(filled, None)
    if headers is None:
        raise NotReadable(_("This file is empty."))
    rows: list[Row] = []
    for row in filled:
        if len(rows) == MOST_ROWS:
            raise NotReadable(_("There are more than 2,000 rows. Bring them in as several files."))
        rows.append(row)
    if not rows:
        raise NotReadable(_("There is nothing below the headers. The first row says what stands in each column."))
    return Sheet(headers.cells, rows)


def _filled(lines: Iterable[tuple[int, Iterable[Any]]]) -> Iterator[Row]:
    """The rows in which anything stands."""
    for number, (line, values) in enumerate(lines):
        if number > 10 * MOST_ROWS:
            raise NotReadable(_("There are more than 2,000 rows. Bring them in as several files."))
        cells = [text_of(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise NotReadable(_("There are more than 100 columns. Keep those that are needed."))
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise NotReadable(_("In row %(row)s a cell holds more than 1,000 characters.") % {"row": line})
        if cells:
            yield Row(line, cells)


def text_of(value: Any) -> str:
    """A cell as text; a day as a day, and a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).replace("\ufeff", "").split())
