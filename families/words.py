"""A stored value as people read it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from families.periods import Period


def period_words(lasted: Period) -> str:
    """From and until. `until` is the first day on which it was no longer so."""
    since, until = (date_format(end, "j F Y") if end else "" for end in (lasted.lower, lasted.upper))
    if since and until:
        return _("%(since)s to %(until)s") % {"since": since, "until": until}
    if since:
        return _("since %(day)s") % {"day": since}
    if until:
        return _("until %(day)s") % {"day": until}
    return _("no dates known")


def month_words(lasted: Period) -> str:
    """The same to the month, as people remember it: "January to March 2025"."""
    if not lasted.lower or not lasted.upper:
        return period_words(lasted)
    until = date_format(lasted.upper, "F Y")
    since = date_format(lasted.lower, "F Y" if lasted.lower.year != lasted.upper.year else "F")
    return (
        until
        if date_format(lasted.lower, "F Y") == until
        else _("%(since)s to %(until)s") % {"since": since, "until": until}
    )


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
