"""The periods that figures are of: weeks, months, quarters, years to March and school years; read from what people type, and said.

A period is half-open: from its first day until the first day after it. A year is that of English councils and the Department for
Education, from April to March, and is called by the year in which it ends.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

Span = tuple[date, date]

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12, "academic_year": 12}
BEGINS = {"yearly": 4, "academic_year": 9}
"""The month with which a year of each kind begins."""
EARLIEST, LATEST = 1950, 2150
_SAID_BEFORE = ("week of ", "year to march ", "school year ")
"""What our own pages say before a period, for whoever copies it from there."""
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Frequency(StrEnum):
    """How often there is a figure."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    ACADEMIC_YEAR = "academic_year"


class NotAPeriod(ValueError):
    """What was typed is no period of this kind; it says how to write one."""


def span_of(day: date, frequency: str) -> Span:
    """The period in which a day lies."""
    if frequency == Frequency.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + WEEK
    months = MONTHS[frequency]
    since = (day.month - BEGINS.get(frequency, 1)) % months
    return _months(day.year, day.month - since, months)


def last_over(today: date, frequency: str) -> Span:
    """The last period of which every day is past."""
    return span_of(span_of(today, frequency)[0] - DAY, frequency)


def following(span: Span, frequency: str) -> Span:
    """The period after this one."""
    return span_of(span[1], frequency)


def ahead(span: Span, frequency: str, count: int) -> list[Span]:
    """The `count` periods after this one."""
    spans = [span]
    for _time in range(count):
        spans.append(following(spans[-1], frequency))
    return spans[1:]


def read(text: str, frequency: str) -> Span:
    """The period that someone typed. Raises NotAPeriod."""
    said = " ".join(text.casefold().split())
    for words in _SAID_BEFORE:
        said = said.removeprefix(words)
    found = {
        Frequency.WEEKLY: _day,
        Frequency.MONTHLY: _month,
        Frequency.QUARTERLY: _quarter,
        Frequency.YEARLY: _year,
        Frequency.ACADEMIC_YEAR: _school_year,
    }[Frequency(frequency)](said)
    if found is None or not EARLIEST <= found.year <= LATEST:
        raise NotAPeriod(how_to_write(frequency))
    return span_of(found, frequency)


def day_in(text: str) -> date | None:
    """The day that was typed; None for anything else."""
    return _day(" ".join(text.casefold().split()))


def how_to_write(frequency: str) -> str:
    """How a period of this kind is written, with an example."""
    return {
        "weekly": _("Write the week by any of its days, such as 16/3/2026."),
        "monthly": _("Write the month as 2026-03 or March 2026."),
        "quarterly": _("Write the quarter as 2026 Q1: Q1 is January to March."),
        "yearly": _("Write the year as 2026 or 2025/26: the year to March 2026."),
        "academic_year": _("Write the school year as 2025/26."),
    }[frequency]


def said(first: date, frequency: str) -> str:
    """A period by its first day, in words: “year to March 2026”."""
    if frequency == Frequency.WEEKLY:
        return _("week of %(day)s") % {"day": date_format(first, "j F Y")}
    if frequency == Frequency.MONTHLY:
        return date_format(first, "F Y")
    if frequency == Frequency.YEARLY:
        return _("year to March %(year)d") % {"year": first.year + 1}
    return (_("school year %(name)s") if frequency == Frequency.ACADEMIC_YEAR else "%(name)s") % {
        "name": short(first, frequency)
    }


def short(first: date, frequency: str) -> str:
    """The same for the foot of a picture: “2026”, “2025/26”, “2026 Q1”, “Mar 26”."""
    return {
        "weekly": lambda: date_format(first, "j M"),
        "monthly": lambda: date_format(first, "M y"),
        "quarterly": lambda: f"{first.year} Q{(first.month + 2) // 3}",
        "yearly": lambda: str(first.year + 1),
        "academic_year": lambda: f"{first.year}/{(first.year + 1) % 100:02}",
    }[frequency]()


def _months(year: int, month: int, length: int) -> Span:
    """`length` months from this month, which may be of the year before."""
    before, ends = year * 12 + month - 1, year * 12 + month - 1 + length
    return date(before // 12, before % 12 + 1, 1), date(ends // 12, ends % 12 + 1, 1)


def _made(year: str | int, month: str | int, day: str | int = 1) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None


def _day(said: str) -> date | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", said, re.ASCII):
        return _made(*found.groups())
    if found := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", said, re.ASCII):
        return _made(found[3], found[2], found[1])
    if (found := re.fullmatch(r"(\d{1,2}) ([a-z]{3,9}) (\d{4})", said, re.ASCII)) and found[2][:3] in _NAMES:
        return _made(found[3], _NAMES.index(found[2][:3]) + 1, found[1])
    return None


def _month(said: str) -> date | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})", said, re.ASCII):
        return _made(found[1], found[2])
    if found := re.fullmatch(r"(\d{1,2})[/.](\d{4})", said, re.ASCII):
        return _made(found[2], found[1])
    if (found := re.fullmatch(r"([a-z]{3,9})[ -](\d{2}|\d{4})", said, re.ASCII)) and found[1][:3] in _NAMES:
        return _made(found[2] if len(found[2]) > 2 else f"20{found[2]}", _NAMES.index(found[1][:3]) + 1)
    return _first_of_month(_day(said))


def _first_of_month(day: date | None) -> date | None:
    """A spreadsheet writes a month as its first day."""
    return day if day and day.day == 1 else None


def _quarter(said: str) -> date | None:
    if found := re.fullmatch(r"(\d{4})[ -]?q([1-4])", said, re.ASCII):
        return _made(found[1], int(found[2]) * 3)
    if found := re.fullmatch(r"q([1-4])[ -/]?(\d{4})", said, re.ASCII):
        return _made(found[2], int(found[1]) * 3)
    return None


def _two_years(said: str) -> int | None:
    """The first of two years that follow one another, as 2025/26 or 202526."""
    found = re.fullmatch(r"(\d{4})[-/–]?(\d{2}|\d{4})", said, re.ASCII)
    if found and len(said) > 5 and int(found[2]) % 100 == (int(found[1]) + 1) % 100:
        return int(found[1])
    return None


def _year(said: str) -> date | None:
    first = _two_years(said)
    if first:
        return _made(first, 4)
    return _made(said, 3) if re.fullmatch(r"\d{4}", said, re.ASCII) else None


def _school_year(said: str) -> date | None:
    first = _two_years(said)
    return _made(first, 9) if first else None
