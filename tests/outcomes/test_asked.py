"""How many were asked, answered and are missing: beside every figure that says so, in every place (domain.md §7.6)."""

import csv
from io import StringIO

import pytest

from outcomes.models import DataPoint
from tests.casework.refusals import refused_by
from tests.outcomes import figures as make
from tests.outcomes.test_models import point

BOARD = "/outcomes/"


@pytest.fixture
def share(arun):
    return make.measure(arun, unit="percent", good="higher", name="Families who felt listened to", is_obsession=True)


def page_of(measure):
    return f"/outcomes/measures/{measure.pk}/"


def write(client, measure, **said):
    whole = {"period": "January 2025", "numerator": "24", "denominator": "32"}
    return client.post(f"{page_of(measure)}figures/write/", whole | said)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"asked": 40}, "data_point_answered_of_asked"),
        ({"answered": 40}, "data_point_answered_of_asked"),
        ({"asked": 40, "answered": 41}, "data_point_answered_of_asked"),
    ],
)
def test_nobody_answers_who_was_not_asked(arun, said, name):
    assert refused_by(point(make.measure(arun), **said)) == name


@pytest.mark.parametrize(
    "said",
    [
        {"numerator": 24, "denominator": 32, "asked": 40, "answered": 23},
        {"numerator": 24, "denominator": 41, "asked": 40, "answered": 32},
    ],
)
def test_a_part_is_of_those_who_were_asked(share, said):
    assert refused_by(point(share, value=None, **said)) == "data_point_of_those_asked"


def test_a_rate_is_of_a_population_of_whom_nobody_is_asked(arun):
    rate = make.measure(arun, unit="rate_per_10000")

    assert point(rate, value=None, numerator=24, denominator=67_000, asked=40, answered=40)().missing == 0


def test_a_figure_says_who_was_asked_on_its_page_and_on_the_board(as_, arun, worker, share):
    assert write(as_(arun), share, asked="40", answered="32").status_code == 302

    words = "40 asked, 32 answered, 8 missing."
    assert [words in as_(worker).get(address).text for address in (BOARD, page_of(share))] == [True, True]
    for figure in ("40", "32", "8"):
        assert f'<td class="is-number">{figure}</td>' in as_(worker).get(page_of(share)).text


@pytest.mark.parametrize(
    ("asked", "answered", "is_tentative"), [(40, 30, False), (29, 29, True), (60, 36, False), (61, 36, True)]
)
def test_a_figure_of_few_or_of_few_of_those_asked_is_tentative(as_, arun, share, asked, answered, is_tentative):
    write(as_(arun), share, asked=str(asked), answered=str(answered), denominator=str(answered))

    shown = [as_(arun).get(address).text for address in (BOARD, page_of(share))]
    assert ["Tentative: fewer than 30 answered" in one for one in shown] == [is_tentative] * 2
    text = as_(arun).get(f"{page_of(share)}figures.csv").content.decode("utf-8-sig")
    assert [row["tentative"] for row in csv.DictReader(StringIO(text))] == ["yes" if is_tentative else "no"]


@pytest.mark.parametrize(("asked", "answered"), [("40", ""), ("", "32"), ("40", "41"), ("-1", "0"), ("forty", "32")])
def test_what_does_not_go_together_is_said_and_kept(as_, arun, share, asked, answered):
    answer = write(as_(arun), share, asked=asked, answered=answered, note="What was typed")

    assert (answer.status_code, "What was typed" in answer.text) == (422, True)
    assert not DataPoint.objects.exists()


def test_the_part_that_is_of_others_is_told_with_its_sentence(as_, arun, share):
    assert "Who is counted has answered" in write(as_(arun), share, asked="40", answered="20").text


def test_who_was_asked_stays_when_a_figure_is_written_again_without_it(as_, arun, share):
    write(as_(arun), share, asked="40", answered="32")
    write(as_(arun), share)
    assert DataPoint.objects.count() == 1

    write(as_(arun), share, asked="41", answered="32", reason="One more was asked.")
    assert [(one.asked, one.is_current) for one in share.points.order_by("revision")] == [(40, False), (41, True)]


def test_the_file_has_the_same_columns_without_small_numbers(as_, arun, share):
    write(as_(arun), share, asked="40", answered="32")
    write(as_(arun), share, period="February 2025", asked="35", answered="32")
    write(as_(arun), share, period="March 2025")
    text = as_(arun).get(f"{page_of(share)}figures.csv").content.decode("utf-8-sig")

    rows = [(row["asked"], row["answered"], row["missing"]) for row in csv.DictReader(StringIO(text))]
    assert rows == [("40", "32", "8"), ("c", "32", "c"), ("", "", "")]


def test_a_before_and_an_after_alone_are_no_claim(as_, arun, share):
    """Nothing says what the change would have been without what was done (domain.md §7.6)."""
    make.figures(share, (36, 50), (45, 50), (45, 50), (46, 50), by=arun)
    assert "percentage points" not in as_(arun).get(page_of(share)).text
    assert "is told once a forecast is published" in as_(arun).get(page_of(share)).text

    make.published(share, arun, months=3)
    assert "From 72% (January 2025) to 92% (April 2025): +20 percentage points." in as_(arun).get(page_of(share)).text


def test_a_service_s_figure_that_does_not_say_it_says_that(as_, arun, worker, organisation):
    service = make.service(arun)
    measure = make.measure(
        arun, kind="performance", result=None, service=service, quadrant="how_well", unit="percent", good="higher"
    )
    make.figures(measure, (40, 50), by=arun)

    assert "How many were asked, and how many answered, is not written" in as_(worker).get(page_of(measure)).text
