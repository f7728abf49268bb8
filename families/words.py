"""A stored value as people read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django.db import models
from django.utils.formats import date_format, time_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from psycopg.types.range import Range

from families.dates import known_date
from families.periods import Period

PRECISION_OF: Mapping[str, tuple[str, ...]] = {
    "date_of_birth": ("dob_precision",),
    "date_of_death": ("death_precision",),
    "happened_on": ("precision",),
    "period": ("since_precision", "until_precision"),
}
"""Beside which dates it is kept how well they are known, and in which columns."""


def period_words(lasted: Period, since_precision: str = "", until_precision: str = "") -> str:
    """From and until, as well as each is known. `until` is the first day on which it was no longer so."""
    since, until = known_date(lasted.lower, since_precision), known_date(lasted.upper, until_precision)
    if since and until:
        return _("%(since)s to %(until)s") % {"since": since, "until": until}
    if since:
        return _("since %(day)s") % {"day": since}
    if until:
        return _("until %(day)s") % {"day": until}
    return _("no dates known")


def lasted_words(fact: Any) -> str:
    """The same of a fact with a period: a row, or what its history holds of one."""
    return period_words(fact.period, *(getattr(fact, name, "") for name in PRECISION_OF["period"]))


def date_words(fact: Any, name: str) -> str | None:
    """A date or a period of a fact as well as it is known, where the fact says how well that is; nothing of any other field."""
    value = getattr(fact, name)
    if name not in PRECISION_OF or not all(hasattr(fact, known) for known in PRECISION_OF[name]):
        return None
    if isinstance(value, Range):
        return lasted_words(fact) if value.lower or value.upper else ""
    return known_date(value, getattr(fact, PRECISION_OF[name][0]))


def month_words(lasted: Period) -> str:
    """The same to the month, as people remember it: "January to March 2025"."""
    if not lasted.lower or not lasted.upper:
        return period_words(lasted)
    until = date_format(lasted.upper, "F Y")
    since = date_format(lasted.lower, "F Y" if lasted.lower.year != lasted.upper.year else "F")
    if date_format(lasted.lower, "F Y") == until:
        return until
    return _("%(since)s to %(until)s") % {"since": since, "until": until}


def value_words(field: models.Field[Any, Any], value: Any) -> str:
    """The label of a choice, a date with its month, yes or no; nothing for what is empty."""
    listed = getattr(field, "base_field", field)
    labels = dict(listed.flatchoices)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Range):
        return period_words(value) if value.lower or value.upper else ""
    if isinstance(value, date):
        return date_format(value, "j F Y")
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(labels.get(one, one)) for one in values if one not in {None, ""})


def with_article(role: str) -> str:
    """The beginning of a sentence about someone whose name is not told: "A team manager"."""
    lower = role[:1].lower() + role[1:]
    return (_("An %(role)s") if lower[:1] in set("aeiou") else _("A %(role)s")) % {"role": lower}


WEEKDAYS: Mapping[str, Any] = {
    "MO": _lazy("Monday"),
    "TU": _lazy("Tuesday"),
    "WE": _lazy("Wednesday"),
    "TH": _lazy("Thursday"),
    "FR": _lazy("Friday"),
    "SA": _lazy("Saturday"),
    "SU": _lazy("Sunday"),
}
WEEKS: Mapping[int, Any] = {
    1: _lazy("the first %(days)s of the month"),
    2: _lazy("the second %(days)s of the month"),
    3: _lazy("the third %(days)s of the month"),
    4: _lazy("the fourth %(days)s of the month"),
    -1: _lazy("the last %(days)s of the month"),
}


def days_words(days: Sequence[str]) -> str:
    """ "Tuesday and Thursday", in the order of the week."""
    return get_text_list([str(word) for day, word in WEEKDAYS.items() if day in days], _("and"))


def week_words(days: Sequence[str], interval: int) -> str:
    """ "every Tuesday", "every other Friday", "every 3 weeks on Monday"."""
    if interval == 1:
        return _("every %(days)s") % {"days": days_words(days)}
    if interval == 2:
        return _("every other %(days)s") % {"days": days_words(days)}
    return _("every %(count)d weeks on %(days)s") % {"count": interval, "days": days_words(days)}


def monthly_words(week: int | None, days: Sequence[str], monthday: int | None, interval: int) -> str:
    """ "the first Tuesday of the month", "day 15 of every month"; of several months, how many."""
    on = str(WEEKS[week]) % {"days": days_words(days)} if week else _("day %(day)d of the month") % {"day": monthday}
    return on if interval == 1 else _("%(on)s, every %(count)d months") % {"on": on, "count": interval}


def hours_words(opens: time | None, closes: time | None) -> str:
    """ "10:00 to 12:00", or as much of it as is known."""
    since, until_ = (time_format(at, "H:i") if at else "" for at in (opens, closes))
    if since and until_:
        return _("%(since)s to %(until)s") % {"since": since, "until": until_}
    return (
        (_("from %(since)s") % {"since": since}) if since else (_("until %(day)s") % {"day": until_} if until_ else "")
    )
