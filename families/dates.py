"""Dates as far as they are known, in words. Pure: no models, no database."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

PATTERNS = {"day": "j F Y", "month": "F Y", "year": "Y"}


def known_date(when: date | None, precision: str) -> str:
    """A date by its `Precision`: "1 May 2015", "May 2015", "2015", "about 2015"; to the day where nothing is said of that.

    A death may be on a day that nobody knows (`DeathPrecision`), and is told as that.
    """
    if when is None:
        return _("on a day that nobody knows") if precision == "unknown" else ""
    if precision == "about":
        return _("about %(year)s") % {"year": when.year}
    return date_format(when, PATTERNS[precision or "day"])


def day_at_least(since: date, until: date, precision: str) -> date:
    """The first day on which it was over: what began and ended in one year, or in one month, was so for a day at least."""
    if until > since or precision in {"day", ""}:
        return until
    day = since + timedelta(days=1)
    is_within = day.year == until.year and (precision != "month" or day.month == until.month)
    return day if is_within else until
