"""Week n of m, and when it is meant to end (domain.md §1.3, story 16)."""

from datetime import date

import pytest

from families.periods import Period
from linkups.weeks import standing

MONDAY, START = date(2026, 3, 16), date(2026, 1, 5)
HALF_TERM = Period(date(2026, 2, 9), date(2026, 2, 23))


def test_a_pause_uses_up_no_weeks():
    found = standing(start=START, planned_weeks=20, pauses=[HALF_TERM], on=MONDAY)

    assert (found.week, found.planned_weeks, found.planned_end) == (9, 20, date(2026, 6, 8))


@pytest.mark.parametrize(
    ("on", "week"),
    [
        (date(2026, 1, 5), 1),
        (date(2026, 1, 11), 1),
        (date(2026, 1, 12), 2),
        (date(2026, 2, 22), 6),
        (date(2026, 2, 23), 6),
    ],
)
def test_week_begins_on_the_same_weekday(on, week):
    assert standing(start=START, planned_weeks=20, pauses=[HALF_TERM], on=on).week == week


def test_two_pauses_add_up():
    pauses = [HALF_TERM, Period(date(2026, 3, 2), date(2026, 3, 9))]

    found = standing(start=START, planned_weeks=20, pauses=pauses, on=MONDAY)

    assert (found.week, found.planned_end) == (8, date(2026, 6, 15))


def test_an_open_pause_counts_up_to_today():
    found = standing(start=START, planned_weeks=10, pauses=[Period(date(2026, 3, 2), None)], on=MONDAY)

    assert (found.week, found.planned_end) == (9, date(2026, 3, 30))


def test_a_pause_that_is_still_to_end_moves_the_end_by_its_whole_length():
    found = standing(start=START, planned_weeks=20, pauses=[HALF_TERM], on=date(2026, 2, 16))

    assert (found.week, found.planned_end) == (6, date(2026, 6, 8))


@pytest.mark.parametrize(
    ("on", "is_over", "is_long_over"),
    [
        (date(2026, 3, 15), False, False),
        (date(2026, 3, 16), True, False),
        (date(2026, 3, 30), True, False),
        (date(2026, 3, 31), True, True),
    ],
)
def test_past_the_planned_end_by_more_than_a_fortnight(on, is_over, is_long_over):
    found = standing(start=START, planned_weeks=10, pauses=[], on=on)

    assert (found.is_over, found.is_long_over) == (is_over, is_long_over)
