"""Where a link-up stands in time: pauses are dated half-open ranges and use up no weeks (domain.md §1.3, *Length*)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from families.periods import Period

PROMPT_AFTER = timedelta(days=14)
"""A link-up this long past its planned end prompts its coach to end or lengthen it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Week `week` of `planned_weeks`, and when it is meant to end with the pauses so far."""

    week: int
    planned_weeks: int
    planned_end: date
    is_over: bool
    is_long_over: bool


def standing(*, start: date, planned_weeks: int, pauses: Iterable[Period], on: date) -> Standing:
    """How far a link-up is on a day: a pause counts for the days of it that are past, and moves the end by its whole length."""
    ranges = [(pause.lower or on, pause.upper or on) for pause in pauses]
    paused = sum(_days(first, min(until, on)) for first, until in ranges)
    moved = sum(_days(first, until) for first, until in ranges)
    end = start + timedelta(days=7 * planned_weeks + moved)
    return Standing(
        week=_days(start, on - timedelta(days=paused)) // 7 + 1,
        planned_weeks=planned_weeks,
        planned_end=end,
        is_over=on >= end,
        is_long_over=on > end + PROMPT_AFTER,
    )


def _days(first: date, until: date) -> int:
    return max((until - first).days, 0)


QUIET_AFTER = timedelta(days=21)
"""This long without a meet-up is worth a call from the coach (domain.md §1.5)."""


def is_quiet(*, since: date, pauses: Iterable[Period], on: date) -> bool:
    """Whether nothing was heard for so long, since they met or since the first day back after a pause: nobody meets during one."""
    return on - max([since, *(pause.upper for pause in pauses if pause.upper)]) >= QUIET_AFTER


FIRST_CHECK_INS, EVERY = (2, 5), 5
"""People are asked in these weeks, and then every five (domain.md §1.7)."""


def check_in_due(now: Standing) -> int | None:
    """The last week so far in which people are to be asked. Not the last week of all: they are asked at the end."""
    weeks = [*FIRST_CHECK_INS, *range(FIRST_CHECK_INS[-1] + EVERY, now.planned_weeks, EVERY)]
    return max((week for week in weeks if week <= now.week), default=None)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; where a month has no such day, its last."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    return first + timedelta(days=min(day.day, monthrange(first.year, first.month)[1]) - 1)
