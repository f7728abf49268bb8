"""Periods as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outcomes import frequencies
from outcomes.frequencies import Frequency, NotAPeriod

ANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.integers(date(1960, 1, 1).toordinal(), date(2140, 1, 1).toordinal()).map(date.fromordinal)


@pytest.mark.parametrize(
    ("frequency", "written", "first"),
    [
        ("weekly", "18/3/2026", (2026, 3, 16)),
        ("weekly", "2026-03-22", (2026, 3, 16)),
        ("monthly", "2026-03", (2026, 3, 1)),
        ("monthly", "3/2026", (2026, 3, 1)),
        ("monthly", "March 2026", (2026, 3, 1)),
        ("monthly", "MAR-26", (2026, 3, 1)),
        ("monthly", "01/03/2026", (2026, 3, 1)),
        ("quarterly", "2026 Q1", (2026, 1, 1)),
        ("quarterly", "q4 2025", (2025, 10, 1)),
        ("yearly", "2026", (2025, 4, 1)),
        ("yearly", "2025/26", (2025, 4, 1)),
        ("yearly", "202526", (2025, 4, 1)),
        ("yearly", "2025-2026", (2025, 4, 1)),
        ("academic_year", "2025/26", (2025, 9, 1)),
    ],
)
def test_a_period_is_read_as_it_is_written(frequency, written, first):
    assert frequencies.read(written, frequency)[0] == date(*first)


@pytest.mark.parametrize(
    ("frequency", "written"),
    [
        ("weekly", "31/2/2026"),
        ("weekly", "March"),
        ("monthly", "2026-13"),
        ("monthly", "Marz 2026x"),
        ("monthly", "15/3/2026"),
        ("quarterly", "2026 Q5"),
        ("yearly", "2025/27"),
        ("yearly", "1066"),
        ("yearly", "٢٠٢٦"),
        ("academic_year", "2026"),
        ("academic_year", ""),
    ],
)
def test_what_is_no_period_says_how_to_write_one(frequency, written):
    with pytest.raises(NotAPeriod, match="Write the"):
        frequencies.read(written, frequency)


@ANY
@given(st.sampled_from(Frequency), DAYS)
def test_periods_follow_one_another_without_a_gap(frequency, day):
    span = frequencies.span_of(day, frequency)
    after = frequencies.following(span, frequency)

    assert span[0] <= day < span[1] == after[0] < after[1]
    assert (
        frequencies.span_of(span[0], frequency) == frequencies.span_of(span[1] - timedelta(days=1), frequency) == span
    )


@ANY
@given(st.sampled_from([one for one in Frequency if one != "weekly"]), DAYS)
def test_what_stands_at_the_foot_of_a_picture_is_read_again(frequency, day):
    """But for a month, of which two digits of a year could be of any century."""
    span = frequencies.span_of(day, frequency)
    if frequency != "monthly" or 2000 <= span[0].year < 2100:
        assert frequencies.read(frequencies.short(span[0], frequency), frequency) == span


@ANY
@given(st.sampled_from(Frequency), DAYS)
def test_what_the_pages_say_is_read_again(frequency, day):
    """Someone copies a line of a table, and pastes it."""
    span = frequencies.span_of(day, frequency)

    assert frequencies.read(frequencies.said(span[0], frequency), frequency) == span


@pytest.mark.parametrize(
    ("frequency", "said"),
    [
        ("weekly", "week of 16 March 2026"),
        ("monthly", "March 2026"),
        ("quarterly", "2026 Q1"),
        ("yearly", "year to March 2026"),
        ("academic_year", "school year 2025/26"),
    ],
)
def test_a_period_is_said_in_words(frequency, said):
    assert frequencies.said(frequencies.span_of(date(2026, 3, 18), frequency)[0], frequency) == said


@pytest.mark.parametrize(
    ("frequency", "said"),
    [
        ("weekly", "week of 9 March 2026"),
        ("monthly", "February 2026"),
        ("quarterly", "2025 Q4"),
        ("yearly", "year to March 2025"),
        ("academic_year", "school year 2024/25"),
    ],
)
def test_the_last_period_that_is_over(frequency, said):
    first, until = frequencies.last_over(date(2026, 3, 16), frequency)

    assert (frequencies.said(first, frequency), until <= date(2026, 3, 16)) == (said, True)


def test_so_many_periods_ahead():
    spans = frequencies.ahead(frequencies.span_of(date(2025, 12, 5), "monthly"), "monthly", 2)

    assert [first for first, _last in spans] == [date(2026, 1, 1), date(2026, 2, 1)]
