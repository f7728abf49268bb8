"""Dates as far as they are known, in words. Pure: no models, no database."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

PATTERNS = {"day": "j F Y", "month": "F Y", "year": "Y"}


def known_date(when: date | None, precision: str) -> str:
    """A date by its `Precision`: "1 May 2015", "May 2015", "2015", "about 2015"."""
    if when is None:
        return ""
    if precision == "about":
        return _("about %(year)s") % {"year": when.year}
    return date_format(when, PATTERNS[precision])
