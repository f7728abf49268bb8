"""Who has looked, as people read it: day by day, the newest first, and on each day by who it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTES_SHOWN = 4
OPEN_UP_TO = 3
"""So many lines stand open; more are folded under who it was."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One look, in words: who did what, and how or about whom."""

    at: datetime
    who: str
    role: str
    said: str
    more: str
    people: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """What someone did on a day; the same again is counted."""

    said: str
    more: str
    at: Sequence[datetime]
    people: int
    """How many people it was about, each counted once."""

    @property
    def times(self) -> int:
        return len(self.at)

    @property
    def hours(self) -> str:
        """The minutes at which it was, each once; of many, the first and the last."""
        minutes = sorted({date_format(timezone.localtime(at), "H:i") for at in self.at})
        if len(minutes) > MINUTES_SHOWN:
            minutes = [_("%(first)s to %(last)s") % {"first": minutes[0], "last": minutes[-1]}]
        times = ngettext("%(times)s time", "%(times)s times", self.times) % {"times": self.times}
        return (
            ", ".join(minutes)
            if self.times == 1
            else _("%(times)s: %(hours)s") % {"times": times, "hours": ", ".join(minutes)}
        )


@dataclass(frozen=True, slots=True)
class Looker:
    """Someone, and all that they did on a day."""

    who: str
    role: str
    lines: Sequence[Line]

    @property
    def times(self) -> int:
        return sum(line.times for line in self.lines)

    @property
    def is_short(self) -> bool:
        return len(self.lines) <= OPEN_UP_TO


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    lookers: Sequence[Looker]


def by_day(looks: Iterable[Seen]) -> list[Day]:
    """The looks of one page of the log, which are ordered by time already."""
    days: dict[date, dict[tuple[str, str], dict[tuple[str, str], list[Seen]]]] = {}
    for one in looks:
        lookers = days.setdefault(timezone.localtime(one.at).date(), {})
        lookers.setdefault((one.who, one.role), {}).setdefault((one.said, one.more), []).append(one)
    return [
        Day(
            day, [Looker(who, role, [_line(same) for same in lines.values()]) for (who, role), lines in lookers.items()]
        )
        for day, lookers in days.items()
    ]


def _line(same: Sequence[Seen]) -> Line:
    people = {person for one in same for person in one.people}
    return Line(same[0].said, same[0].more, [one.at for one in same], len(people))
