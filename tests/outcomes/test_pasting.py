"""Ten figures pasted from a spreadsheet: looked at first; what is right is written, and what is not says on which line and why."""

import pytest

from outcomes.imports.pasted import read_lines
from outcomes.models import DataPoint, Measure
from tests.outcomes import figures as make

COUNT = Measure(name="Count", unit="count", frequency="monthly")
SHARE = Measure(name="Share", unit="percent", frequency="monthly")
ALL = "/outcomes/paste/"


def page_of(measure):
    return f"/outcomes/measures/{measure.pk}/figures/paste/"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("2025-01\t1,234", 1234),
        ("January 2025\t 412 ", 412),
        ("2025-01;412;A new law", 412),
        ("2025-01 412", 412),
        ("Jan 25\t412p", 412),
        ("01/01/2025\t412", 412),
    ],
)
def test_a_line_is_read_as_a_spreadsheet_copies_it(line, value):
    (read,) = read_lines(line, measure=COUNT, named={})

    assert (read.problem, read.told.value) == ("", value)
    assert read.told.provisional == line.endswith("p")
    assert read.told.note == ("A new law" if "law" in line else "")


@pytest.mark.parametrize("line", ["2025-01\t29\t40", "2025-01\t29\t40 (p)\tA note", "2025-01;72.5%", "2025-01\t72.5"])
def test_a_part_is_read_by_itself_or_by_both_its_numbers(line):
    (read,) = read_lines(line, measure=SHARE, named={})

    assert read.problem == ""
    assert (read.told.value, read.told.numerator) in {(None, 29), (72.5, None)}


@pytest.mark.parametrize(
    ("measure", "line", "problem"),
    [
        (COUNT, "Smarch 2025\t412", "Write the month as"),
        (COUNT, "412", "Write the period and the figure"),
        (COUNT, "2025-01\t", "Write the period and the figure"),
        (COUNT, "2025-01\ttwelve", "is no number"),
        (COUNT, "2025-01\t-4", "A figure is 0 or more."),
        (COUNT, "2025-01\t1,2", "is no number"),
        (COUNT, "2025-01\t4.5", "counts whole numbers"),
        (COUNT, "2025-01\t99999999999", "too large"),
        (COUNT, "2025-01\tc", "kept back, for the number is small"),
        (COUNT, "2025-01\tz", "not applicable"),
        (COUNT, "2026-04\t412", "still to come"),
        (SHARE, "2025-01\t101", "100 at most"),
        (SHARE, "2025-01\t41\t40", "more than what it is out of"),
        (SHARE, "2025-01\t0\t0", "more than 0"),
    ],
)
def test_a_line_that_is_not_right_says_why(measure, line, problem):
    (read,) = read_lines(line, measure=measure, named={})

    assert read.told is None
    assert problem in read.problem


def test_a_heading_and_empty_lines_are_passed_over_and_a_period_stands_once():
    lines = read_lines("Month\tChildren\n2025-01\t4\n\n2025-01\t5", measure=COUNT, named={})

    assert [(one.number, one.problem) for one in lines] == [(2, ""), (4, "Line 2 is of the same period.")]


def test_a_thousand_lines_at_most():
    lines = read_lines("2025-01\t4\n" * 1001, measure=COUNT, named={})

    assert "A thousand lines at most" in lines[-1].problem


def test_ten_figures_are_looked_at_and_then_written(as_, arun):
    measure = make.measure(arun)
    lines = "\n".join(f"2025-{month:02}\t{400 + month}" for month in range(1, 11))
    client = as_(arun)

    looked = client.post(page_of(measure), {"lines": lines})
    assert (looked.status_code, "10 figures would be written." in looked.text) == (200, True)
    assert 'name="looked" value="1"' in looked.text
    assert not DataPoint.objects.exists()

    saved = client.post(page_of(measure), {"lines": lines, "looked": "1"}, follow=True)
    assert "10 figures are written." in saved.text
    assert "0 figures are written." in client.post(page_of(measure), {"lines": lines, "looked": "1"}, follow=True).text
    assert DataPoint.objects.count() == 10


def test_what_is_not_right_stays_in_the_box_and_the_rest_is_kept(as_, arun):
    measure = make.measure(arun)
    client, lines = as_(arun), "2025-01\t401\n2025-02\tmany\n2025-03\t403"

    looked = client.post(page_of(measure), {"lines": lines})
    assert (looked.status_code, "Line 2: “many” is no number." in looked.text) == (422, True)
    assert ("2 figures would be written." in looked.text, "1 line is not right yet." in looked.text) == (True, True)
    assert not DataPoint.objects.exists()

    saved = client.post(page_of(measure), {"lines": lines, "looked": "1"})
    assert (saved.status_code, "2 figures are written." in saved.text) == (422, True)
    assert saved.context["form"].data["lines"] == "2025-02\tmany"
    assert [int(one.value) for one in DataPoint.objects.order_by("period")] == [401, 403]


def test_a_figure_that_is_there_changes_with_a_reason_alone(as_, arun):
    measure = make.measure(arun)
    make.figures(measure, 400, 500, by=arun)
    client, lines = as_(arun), "2025-01\t400\n2025-02\t499"

    looked = client.post(page_of(measure), {"lines": lines})
    assert "There is a figure for this period already: 500." in looked.text
    assert "It is here already." in looked.text
    why = {"lines": lines, "reason": "Counted twice", "looked": "1"}
    assert "1 figure is written." in client.post(page_of(measure), why, follow=True).text
    assert [(one.revision, one.value) for one in DataPoint.objects.filter(is_current=True).order_by("period")] == [
        (1, 400),
        (2, 499),
    ]


def test_the_week_s_figures_of_several_measures_go_into_one_box(as_, arun):
    one, other = make.measure(arun, name="Children looked after"), make.measure(arun, name="NEET", unit="percent")
    lines = "children  LOOKED after\t2025-01\t401\nNEET\t2025-01\t6\t100\nNobody\t2025-01\t4"
    client = as_(arun)

    looked = client.post(ALL, {"lines": lines})
    assert "Line 3: There is no measure called “Nobody” here." in looked.text
    client.post(ALL, {"lines": lines, "looked": "1"})

    assert (int(one.points.get().value), int(other.points.get().numerator)) == (401, 6)


def test_nothing_is_no_figure(as_, arun):
    answer = as_(arun).post(ALL, {"lines": "\n  \n"})
    assert (answer.status_code, "error-summary" in answer.text) == (422, True)
    heading = as_(arun).post(ALL, {"lines": "Measure\tMonth\tFigure"})
    assert "There is no figure in these lines." in heading.text


@pytest.mark.parametrize("count", [1, 30])
def test_looking_and_writing_cost_the_same_however_many(as_, arun, django_assert_num_queries, count):
    measure = make.measure(arun)
    lines = "\n".join(f"{2020 + place // 12}-{place % 12 + 1:02}\t{place}" for place in range(count))
    client = as_(arun)
    client.get(page_of(measure))

    with django_assert_num_queries(7):
        client.post(page_of(measure), {"lines": lines})
    with django_assert_num_queries(16):
        client.post(page_of(measure), {"lines": lines, "looked": "1"})
