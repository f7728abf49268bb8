"""The stories happen on Monday 16 March 2026. A demo moves every date by whole days, so that this Monday is today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from families.periods import Period

STORY_MONDAY = date(2026, 3, 16)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Dates of the stories, as they fall when `today` is their Monday."""

    today: date

    def day(self, year: int, month: int = 1, day: int = 1) -> date:
        return date(year, month, day) + (self.today - STORY_MONDAY)

    def since(self, year: int, month: int = 1, day: int = 1) -> Period:
        return Period(self.day(year, month, day), None)

    def until(self, year: int, month: int = 1, day: int = 1) -> Period:
        return Period(None, self.day(year, month, day))

    def between(self, first: date, last: date) -> Period:
        return Period(first, last)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))
