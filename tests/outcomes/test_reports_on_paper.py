"""The report of a curve on paper: one page of A4, and legible where it says more than a meeting can use (domain.md §7.2)."""

from datetime import date

import pytest

from database.asker import acting_as
from outcomes.actions import reports as actions
from outcomes.models import AgendaItem, DataPoint, Factor, Idea, PartnerRole, Proposal
from outcomes.queries.asked import asked_of
from outcomes.queries.curves import is_of_few
from tests.casework.test_meeting_files import A4, opened, words_in
from tests.outcomes import figures as make
from tests.outcomes.test_reports import SAID, added, begun, held, page_of

LONG = "What a meeting writes down in one sentence that says why, {number}, and goes on for a second line"


@pytest.fixture
def report(arun):
    measure = make.measure(
        arun, name="Children looked after", tolerance=5, wanted_value=300, wanted_by=date(2027, 3, 31)
    )
    make.figures(measure, 400, 418, 431, 452, 466, 470, 462, 455, 449, by=arun)
    make.published(measure, arun)
    return begun(measure, arun)


def filled(report, by, times):
    """So many of each kind, each of two lines."""
    for number in range(times):
        words = LONG.format(number=number)
        for kind in (Factor, Idea, AgendaItem):
            added(report, by, kind, words=words)
        added(report, by, Factor, words=words, direction="contributing")
        added(report, by, PartnerRole, could_do=words)
        added(report, by, Proposal, what=words, leverage="high", feasibility="low", because=words)
    with acting_as(by.asker):
        actions.change_report(report=report, meeting_on=date(2026, 3, 2), families_said=LONG * 3, by=by)


@pytest.mark.parametrize(("times", "pages", "smallest"), [(1, 1, 8.5), (3, 1, 8.5), (12, 3, 8.5)])
def test_a_report_is_one_page_and_goes_on_legibly_where_it_must(as_, arun, report, times, pages, smallest):
    filled(report, arun, times)

    reader = opened(as_(arun).get(f"{page_of(report)}pdf/"))

    _words, sizes = words_in(reader)
    assert len(reader.pages) <= pages
    assert {tuple(round(side) for side in page.mediabox[2:]) for page in reader.pages} == {A4}
    assert min(sizes) >= smallest


def test_all_of_it_stands_on_the_page(as_, arun, report):
    for kind in SAID:
        added(report, arun, kind)
    with acting_as(arun.asker):
        actions.change_report(report=report, meeting_on=date(2026, 3, 2), families_said="Be on time.", by=arun)
    held(report, arun, on=date(2026, 3, 2))

    words, _sizes = words_in(opened(as_(arun).get(f"{page_of(report)}pdf/")))
    shown = as_(arun).get(f"{page_of(report)}print/").text

    told = ("449 now, where 533 was expected", "Foster carers stop", "The housing association", "Ask relatives first")
    told += (
        "Ring within a day",
        "How many carers stopped",
        "Be on time.",
        "meeting on 2 March 2026",
        "What we want: 300",
    )
    assert [one for one in told if one not in words] == []
    assert [one for one in told if one not in shown] == []
    assert "<svg" in shown


def test_nothing_is_said_of_before_and_after_where_nothing_was_expected(as_, arun):
    measure = make.measure(arun)
    make.figures(measure, 400, 418, by=arun)
    report = begun(measure, arun)

    assert "From 400" not in as_(arun).get(f"{page_of(report)}print/").text


def test_how_many_were_asked_is_said_where_a_figure_has_it(arun):
    measure = make.measure(arun, unit="percent")
    make.figures(measure, (30, 40), by=arun)
    point = DataPoint.objects.select_related("measure").get()
    assert (asked_of(point), is_of_few(point)) == (None, False)

    point.asked, point.answered = 100, 40

    assert asked_of(point).words == "100 were asked, 40 answered, 60 are missing."
    assert is_of_few(point)
