"""A date as people write it into a table, as far as it is known; what could be two days is none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from families.imports.told import ToldDate

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YEAR = re.compile(r"(?P<about>about |abt\.? |circa |c\.? ?|~ ?)?(?P<year>\d{4})", re.IGNORECASE)
MONTH = re.compile(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})|(?P<year2>\d{4})[/.-](?P<month2>\d{1,2})")
ISO = re.compile(r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})(?:[T ].*)?")
BRITISH = re.compile(r"(?P<day>\d{1,2})[/. -](?P<month>\d{1,2})[/. -](?P<year>\d{4})(?: 0?0:00(?::00)?)?")
IN_WORDS = re.compile(r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? )?(?P<name>[a-z]{3,9})\.? (?P<year>\d{4})", re.IGNORECASE)
FULL_NAMES = {
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "sept",
}
EARLIEST, LATEST = 1850, 2100


class NotADate(ValueError):
    """Says why, in a sentence for people."""


def month_first(cells: Iterable[str]) -> bool:
    """Whether a file writes the month before the day, as one of its dates shows: then 03/04/2015 could be either."""
    found = (BRITISH.fullmatch(cell) for cell in cells)
    return any(one and int(one["month"]) > 12 >= int(one["day"]) for one in found)


def told_date(text: str, *, either_way: bool = False) -> ToldDate | None:
    """`either_way`: days and months of this file may stand in either order, so that only what can be one day counts."""
    if not text:
        return None
    if whole := ISO.fullmatch(text):
        return _day(text, whole["year"], whole["month"], whole["day"])
    if whole := BRITISH.fullmatch(text):
        return _british(text, whole, either_way=either_way)
    if part := MONTH.fullmatch(text):
        on = _day(text, part["year"] or part["year2"], part["month"] or part["month2"], "1")
        return ToldDate(on.on, "month")
    if part := YEAR.fullmatch(text):
        return ToldDate(_day(text, part["year"], "1", "1").on, "about" if part["about"] else "year")
    if words := IN_WORDS.fullmatch(text):
        return _in_words(text, words)
    raise NotADate(
        _("“%(text)s” is not a date: write it as 27/03/2015, 2015-03-27, 03/2015 or 2015.") % {"text": text[:60]}
    )


def _british(text: str, found: re.Match[str], *, either_way: bool) -> ToldDate:
    day, month = found["day"], found["month"]
    if either_way and max(int(day), int(month)) <= 12 and int(day) != int(month):
        sentence = _(
            "“%(text)s” could be two days, as other dates of this file have the month first. Write it as 2015-03-27."
        )
        raise NotADate(sentence % {"text": text[:60]})
    return _day(text, found["year"], month, day)


def _in_words(text: str, words: re.Match[str]) -> ToldDate:
    name = words["name"].lower()
    if name not in FULL_NAMES and name not in MONTHS:
        raise NotADate(_("“%(text)s” is not a date: its month is no month.") % {"text": text[:60]})
    month = str(MONTHS.index(name[:3]) + 1)
    on = _day(text, words["year"], month, words["day"] or "1")
    return on if words["day"] else ToldDate(on.on, "month")


def _day(text: str, year: str, month: str, day: str) -> ToldDate:
    try:
        on = date(int(year), int(month), int(day))
    except ValueError as error:
        raise NotADate(_("“%(text)s” is not in the calendar (day, month, year).") % {"text": text[:60]}) from error
    if not EARLIEST <= on.year <= LATEST:
        raise NotADate(_("“%(text)s”: check the year.") % {"text": text[:60]})
    return ToldDate(on)
