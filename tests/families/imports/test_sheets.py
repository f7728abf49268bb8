"""Files as they come: their encodings, separators and sizes, and what is refused before it is unpacked (security.md §7 E)."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from families.imports import sheets, writing
from families.imports.columns import matched
from families.imports.sheets import read_csv, read_xlsx
from families.imports.told import NotReadable


def csv(text, encoding="utf-8"):
    return read_csv(BytesIO(text.encode(encoding)))


def workbook(*rows):
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return BytesIO(file.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_are_read_as_they_were_written(encoding):
    assert csv("Known as\nZoë Ó Brien\n", encoding).rows[0].cells == ["Zoë Ó Brien"]


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
def test_cells_stand_between_any_of_the_usual_signs(between):
    sheet = csv(between.join(["id", " firstName"]) + "\n" + between.join(["1", ' "Ann"']) + "\n")

    assert (sheet.headers, sheet.rows[0].cells) == (["id", "firstName"], ["1", "Ann"])


def test_empty_rows_are_passed_over_and_lines_are_those_of_the_file():
    assert [row.line for row in csv("\n\nKnown as\n\nAnn\n,,\nBea\n").rows] == [5, 7]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("Known as\n", "nothing below the headers"),
        ("Known as\nA\x00nn\n", "characters that no text has"),
        ("Known as\n" + "Ann\n" * 2_001, "more than 2,000 rows"),
        ("," * 100 + "x\nAnn\n", "more than 100 columns"),
        ("Known as\n" + "x" * 1_001, "In row 2 a cell"),
        ('Known as\n"Ann' + "\n" * 200_000, "quotation mark"),
        ("x" * 900_001, "larger than 900 kB"),
    ],
)
def test_what_is_too_much_or_no_table_is_refused_in_words(text, why):
    with pytest.raises(NotReadable, match=why):
        csv(text)


def test_a_workbook_is_read_as_it_shows_itself():
    sheet = read_xlsx(workbook(["Known as", "DOB", "No"], ["Ann", date(2015, 3, 27), 4.0]))

    assert sheet.rows[0].cells == ["Ann", "2015-03-27", "4"]


def test_what_is_no_workbook_is_refused():
    with pytest.raises(NotReadable, match="not an XLSX workbook"):
        read_xlsx(BytesIO(b"PK\x03\x04 not really"))


def packed(**parts):
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, data in parts.items():
            zipped.writestr(name, data)
    return BytesIO(file.getvalue())


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(sheets, "load_workbook", None)

    with pytest.raises(NotReadable, match="too much in this workbook"):
        read_xlsx(packed(sheet=b"0" * (sheets.MOST_UNPACKED + 1)))


def test_macros_are_refused():
    with pytest.raises(NotReadable, match="macros"):
        read_xlsx(packed(**{"xl/vbaProject.bin": b"x"}))


def test_entities_in_a_workbook_are_refused():
    whole, file = workbook(["Known as"], ["Ann"]), BytesIO()
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    with ZipFile(whole) as source, ZipFile(file, "w") as target:
        for part in source.infolist():
            target.writestr(part, bomb if part.filename.endswith("sheet1.xml") else source.read(part))

    with pytest.raises(NotReadable, match="not an XLSX workbook"):
        read_xlsx(BytesIO(file.getvalue()))


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@x", "\tx", " =1+1"])
def test_no_cell_that_is_given_out_is_a_formula(cell):
    assert writing.as_csv([[cell]]).decode("utf-8-sig").strip('"\r\n') == f"'{cell}"


def test_the_template_is_read_again_by_its_own_headers():
    for sheet in (read_csv(BytesIO(writing.template_csv())), read_xlsx(BytesIO(writing.template_xlsx()))):
        assert list(matched(sheet.headers).values()) == list(range(len(sheet.headers)))


def test_the_cells_of_the_template_are_text():
    book = load_workbook(BytesIO(writing.template_xlsx()))

    assert {cell.number_format for row in book.active for cell in row} == {"@"}
