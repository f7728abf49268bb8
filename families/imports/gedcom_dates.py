"""The dates of GEDCOM, as far as Kith can keep them: a day, a month, a year, or about a year.

"Before" and "after" say no date, and other calendars and double years would need a guess: they are left out and said.
"""

from datetime import date
from re import compile as pattern

from django.utils.translation import gettext as _

from database import clock
from families.imports.told import ToldDate

WIDEST = 10
"""Years between the two ends of "between" for which their middle is still "about"."""

MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
PLAIN = pattern(r"(?:(?:(\d{1,2}) )?(" + "|".join(MONTHS) + r") )?(\d{1,4})")
ABOUT = pattern(r"(?:ABT|CAL|EST|CIRCA|CA|C|ABOUT) (.+)|INT (.+?)(?: ?\(.*\))?")
BETWEEN = pattern(r"BET (.+) AND (.+)")
PERIOD = pattern(r"(?:FROM (.+?))?(?: ?\bTO (.+))?")
ONE_SIDED = pattern(r"(BEF|AFT|FROM|TO)\b.*")
CALENDAR = pattern(r"@#D[^@]*@.*|(JULIAN|HEBREW|FRENCH_R|ROMAN|_\w+) .*")
EARLY = pattern(r".*(B\.? ?C\.?|BCE|EPOCH)$")
DOUBLE_YEAR = pattern(r".*\d/\d+.*")


class NoDate(Exception):
    """A date that can't be kept; says why, as the end of a sentence."""


def told_date(text: str) -> ToldDate:
    """What “ABT 1950” and its like say, or NoDate."""
    plain = _upper(text)
    if found := BETWEEN.fullmatch(plain):
        told = _between(_plain(found[1]), _plain(found[2]))
    elif found := ABOUT.fullmatch(plain):
        told = _about(_plain(found[1] or found[2]).on.year)
    else:
        told = _plain(plain)
    if told.on > clock.today():
        raise NoDate(_("it is still to come"))
    return told


def told_period(text: str) -> tuple[ToldDate | None, ToldDate | None]:
    """“FROM 1990 TO 2001”; a date alone is the beginning."""
    found = PERIOD.fullmatch(_upper(text))
    if found is None or not any(found.groups()):
        return told_date(text), None
    began, ended = (told_date(part) if part else None for part in found.groups())
    return began, ended


def _upper(text: str) -> str:
    first, _space, rest = " ".join(text.upper().split()).partition(" ")
    plain = f"{first.rstrip('.')} {rest}".strip()
    return plain.removeprefix("@#DGREGORIAN@ ").removeprefix("GREGORIAN ")


def _plain(text: str) -> ToldDate:
    found = PLAIN.fullmatch(text)
    if found is None:
        raise NoDate(_why_not(text))
    day, month, year = found.groups()
    try:
        on = date(int(year), MONTHS.index(month) + 1 if month else 1, int(day or 1))
    except ValueError as error:
        raise NoDate(_("there is no such day")) from error
    return ToldDate(on, "day" if day else "month" if month else "year")


def _about(year: int) -> ToldDate:
    return ToldDate(date(year, 1, 1), "about")


def _between(one: ToldDate, other: ToldDate) -> ToldDate:
    if one.on.year == other.on.year:
        return ToldDate(date(one.on.year, 1, 1), "year")
    if not 0 < other.on.year - one.on.year <= WIDEST:
        raise NoDate(_("the two ends are too far apart"))
    return _about((one.on.year + other.on.year) // 2)


def _why_not(text: str) -> str:
    if CALENDAR.fullmatch(text):
        return _("it is of another calendar")
    if EARLY.fullmatch(text):
        return _("it is before the year 1")
    if DOUBLE_YEAR.fullmatch(text):
        return _("it names two years")
    if ONE_SIDED.fullmatch(text):
        return _("it says only before or after when")
    return _("it is in words")
