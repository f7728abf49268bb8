"""Figures from a CSV or XLSX file: looked at as pasted lines are; what is not right says its line and why, and the rest is kept."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from outcomes.models import DataPoint
from tests.outcomes import figures as make

ALL = "/outcomes/file/"
HEADING = "Period,Figure,Number,Out of,Asked,Answered,Provisional,Note"


def page_of(measure):
    return f"/outcomes/measures/{measure.pk}/figures/file/"


def csv_of(*lines, name="figures.csv"):
    return SimpleUploadedFile(name, "\n".join(lines).encode())


def xlsx_of(*rows, percent=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place in percent:
        book.active[place].number_format = "0.0%"
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile("figures.xlsx", file.getvalue())


def looked(answer):
    """Each line that is not right, and how many would be written."""
    pasted = answer.context["pasted"]
    return {one.line.number: one.problem for one in pasted.bad}, len(pasted.good)


@pytest.fixture
def share(arun):
    return make.measure(arun, unit="percent", good="higher", name="Families who felt listened to")


def test_a_file_is_looked_at_in_the_box_and_then_written(as_, arun, share):
    client = as_(arun)
    answer = client.post(
        page_of(share), {"file": csv_of(HEADING, "2025-01,,24,32,40,32,,First", "2025-02,72.5,,,,,yes,")}
    )

    assert (answer.status_code, "2 figures would be written." in answer.text) == (200, True)
    assert not DataPoint.objects.exists()
    said = {"lines": answer.context["form"].data["lines"], "looked": "1"}
    assert client.post(page_of(share).replace("file/", "paste/"), said).status_code == 302
    first, second = DataPoint.objects.order_by("period")
    assert (first.numerator, first.denominator, first.asked, first.answered, first.note) == (24, 32, 40, 32, "First")
    assert (float(second.value), second.asked, second.provisional) == (72.5, None, True)


def test_a_workbook_says_what_its_cells_show(as_, arun, share):
    rows = [["Month", "Percentage"], [date(2025, 1, 1), 0.725], [date(2025, 2, 1), 80], ["March 2025", "72 %"]]
    answer = as_(arun).post(page_of(share), {"file": xlsx_of(*rows, percent=["B2"])})

    assert looked(answer) == ({}, 3)
    assert (
        answer.context["form"].data["lines"] == "Month\tPercentage\n2025-01-01\t72.5%\n2025-02-01\t80\nMarch 2025\t72 %"
    )


def test_the_file_that_we_give_out_comes_back_in(as_, arun, share):
    make.figures(share, (24, 32), (25, 40), by=arun)
    client = as_(arun)
    given = client.get(f"/outcomes/measures/{share.pk}/figures.csv").content
    answer = client.post(page_of(share), {"file": SimpleUploadedFile("figures.csv", given)})

    assert looked(answer) == ({}, 0)
    assert answer.text.count("It is here already.") == 2


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("2025-01,seventy-two percent", "is no number"),
        ("2025-01,-4", "A figure is 0 or more."),
        ("2025-01,,41,40", "can’t be more than what it is out of"),
        ("2025-01,,24,32,40", "Say how many were asked and how many answered"),
        ("2025-01,,24,32,30,31", "Say how many were asked and how many answered"),
        ("2025-01,,24,32,30,30", "Who is counted has answered"),
        ("2025-01,,24,32,30.5,30", "are whole numbers"),
        ("2025-01,c", "kept back, for the number is small"),
        ("2025-01,101", "100 at most"),
        ("2025-01", "There is no figure in this line."),
        (",72", "Write the month as"),
        ("2026-04,72", "still to come"),
    ],
)
def test_a_line_that_is_not_right_says_why_and_the_good_ones_are_kept(as_, arun, share, line, problem):
    answer = as_(arun).post(page_of(share), {"file": csv_of(HEADING, "2025-03,70", line, "2025-05,71")})

    (number, said), good = next(iter(looked(answer)[0].items())), looked(answer)[1]
    assert (answer.status_code, number, problem in said, good) == (422, 3, True, 2)
    assert "Line 3: " in answer.text
    told = {"lines": answer.context["form"].data["lines"], "looked": "1"}
    kept = as_(arun).post(page_of(share).replace("file/", "paste/"), told)
    assert "2 figures are written." in kept.text
    assert kept.context["form"].data["lines"].splitlines()[0] == HEADING.replace(",", "\t")


@pytest.mark.parametrize(
    ("first", "until", "problem"),
    [
        ("2025-01-01", "2025-02-01", ""),
        ("2025-01-01", "2025-03-01", "overlaps"),
        ("2025-01-15", "2025-02-15", "overlaps"),
    ],
)
def test_a_period_of_two_days_is_a_whole_one_and_overlaps_none(as_, arun, share, first, until, problem):
    answer = as_(arun).post(page_of(share), {"file": csv_of("from,until,figure", f"{first},{until},70")})

    bad, _good = looked(answer)
    assert bad == {} if not problem else problem in bad[2]


def test_a_percentage_is_none_of_a_count(as_, arun):
    measure = make.measure(arun)
    answer = as_(arun).post(page_of(measure), {"file": csv_of("month,figure", "2025-01,72%")})

    assert "no percentage" in looked(answer)[0][2]


def test_a_year_that_was_revised_is_asked_about(as_, arun, share):
    make.figures(share, 70, by=arun)
    answer = as_(arun).post(page_of(share), {"file": csv_of("month,figure", "2025-01,71", "2025-02,72")})

    assert looked(answer) == ({2: "There is a figure for this period already: 70%. Say below why it changes."}, 1)


def test_a_file_of_several_measures_names_each(as_, arun, share):
    other = make.measure(arun, name="Other")
    lines = (
        "measure,month,figure",
        "families who felt listened to,2025-01,70",
        "Other,2025-01,7",
        "Nobody’s,2025-01,7",
    )
    answer = as_(arun).post(ALL, {"file": csv_of(*lines)})

    assert looked(answer) == ({4: "There is no measure called “Nobody’s” here."}, 2)
    of_one = as_(arun).post(page_of(other), {"file": csv_of(*lines)})
    assert looked(of_one) == (
        {
            2: "This line is of “families who felt listened to”, and these are figures of another measure.",
            4: "This line is of “Nobody’s”, and these are figures of another measure.",
        },
        1,
    )


def test_ten_thousand_lines_at_once_are_taken_a_thousand_at_a_time(as_, arun):
    measure = make.measure(arun)
    lines = [f"{1960 + number // 12 % 60}-{number % 12 + 1:02},{number}" for number in range(700)]
    answer = as_(arun).post(page_of(measure), {"file": csv_of("month,figure", *lines, *(["x,y"] * 9300))})

    bad, good = looked(answer)
    assert (good, len(bad), list(bad)[-1]) == (700, 300, 1001)
    assert bad[1001].startswith("A thousand lines at most at once.")
    assert answer.text.count("is no number") < 330
    assert "lines more are not right: see the table." in answer.text


def test_ten_thousand_measures_at_once_are_refused_line_by_line(as_, arun, share):
    lines = [f"Measure {number},2025-01,{number}" for number in range(9_999)]
    answer = as_(arun).post(
        ALL, {"file": csv_of("measure,month,figure", "Families who felt listened to,2025-01,70", *lines)}
    )

    bad, good = looked(answer)
    assert (answer.status_code, good, bad[3]) == (422, 1, "There is no measure called “Measure 0” here.")
    assert "A thousand lines at most" in bad[1001]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("figures.ods", b"x", "CSV and XLSX"),
        ("figures.xlsx", b"no workbook", "not an XLSX workbook"),
        ("figures.csv", b"a\x00b", "characters that no text has"),
        ("figures.csv", b"\n \n", "This file is empty."),
        ("figures.csv", b"2025-01,4\n" * 30_000, "Line 20001 and what follows is too much"),
    ],
)
def test_what_is_no_table_is_said(as_, arun, share, name, content, problem):
    answer = as_(arun).post(page_of(share), {"file": SimpleUploadedFile(name, content)})

    assert (answer.status_code, problem in answer.text) == (422, True)


def test_a_file_is_chosen_first_and_by_who_writes_figures(as_, arun, worker, share):
    assert "Choose a file first." in as_(arun).post(page_of(share)).text
    assert as_(worker).post(page_of(share), {"file": csv_of("a")}).status_code == 403
    assert as_(worker).post(ALL, {"file": csv_of("a")}).status_code == 403
    assert as_(arun).get(ALL).status_code == 405
