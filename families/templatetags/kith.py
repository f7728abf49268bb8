"""How dates, ages and periods are written on every page: "Tuesday 3 March 2026", "3 days ago", "14 years old"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from urllib.parse import quote

from django import template
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from database import clock
from families.ages import may_have_partner, told_age
from families.dates import known_date
from families.models import (
    ContactPoint,
    MultipleBirth,
    ParentalResponsibility,
    Partnership,
    Person,
    Precision,
    Residence,
    SupportNetwork,
)
from families.words import lasted_words, month_words, period_words

register = template.Library()
WEEK, MONTH, YEAR = 7, 30, 365
CSRF, A_SENTENCE = "csrfmiddlewaretoken", 15
Safe = ContactPoint.SafeWay
NOT_DIALLED = re.compile(r"[^0-9+*#]")


def _date(when: date | datetime) -> date:
    return timezone.localtime(when).date() if isinstance(when, datetime) else when


@register.filter
def day(when: date | datetime | None) -> str:
    """The day with its weekday: "Tuesday 3 March 2026"."""
    return date_format(_date(when), "l j F Y") if when else ""


@register.filter
def drawn_when(network: SupportNetwork, in_time: Sequence[SupportNetwork]) -> str:
    """The day of a map; of several of one day (`in_time`: the oldest first) which of them it is as well."""
    that_day = [one.pk for one in in_time if one.drawn_on == network.drawn_on]
    words = date_format(network.drawn_on, "j F Y")
    if len(that_day) < 2:
        return words
    return _("%(day)s (%(number)d)") % {"day": words, "number": that_day.index(network.pk) + 1}


@register.filter
def month(when: date | None) -> str:
    """The month, where the day matters to nobody any more: "March 2025"."""
    return date_format(when, "F Y") if when else ""


@register.filter
def ago(when: date | datetime | None) -> str:
    """How long ago, or how soon, in one round number: "today", "3 days ago", "in 2 weeks"."""
    if not when:
        return ""
    days = (clock.today() - _date(when)).days
    if days in {-1, 0, 1}:
        return {-1: _("tomorrow"), 0: _("today"), 1: _("yesterday")}[days]
    length = _length(abs(days))
    return _("%(length)s ago") % {"length": length} if days > 0 else _("in %(length)s") % {"length": length}


def _length(days: int) -> str:
    if days < 2 * WEEK:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if days < 2 * MONTH:
        return ngettext("%(count)d week", "%(count)d weeks", days // WEEK) % {"count": days // WEEK}
    if days < 2 * YEAR:
        return ngettext("%(count)d month", "%(count)d months", days // MONTH) % {"count": days // MONTH}
    return ngettext("%(count)d year", "%(count)d years", days // YEAR) % {"count": days // YEAR}


register.filter("known", known_date)


@register.filter
def age_words(person: Person) -> str:
    """How old someone is, as well as it is known: "14 years old", "about 40 years old", or that they have died."""
    if person.has_died:
        return _("has died")
    age = told_age(person.age)
    if age is None:
        return ""
    if person.dob_precision != Precision.DAY:
        return ngettext("about %(age)d year old", "about %(age)d years old", age) % {"age": age}
    if age == 0:
        return _("under 1 year old")
    return ngettext("%(age)d year old", "%(age)d years old", age) % {"age": age}


@register.filter
def age_or_death(person: Person) -> str:
    """What stands beside a name in a chip: the age in figures, or the year of death, or that they have died."""
    if person.date_of_death:
        return _("died %(year)s") % {"year": person.date_of_death.year}
    if person.has_died:
        return _("has died")
    age = told_age(person.age)
    return "" if age is None else str(age)


@register.filter
def stays(home: Residence, person: Person) -> str:
    """How someone lives at a home of theirs, or how they lived there until they died: of many that day is not known."""
    said = str(Residence.Kind(home.kind).label)
    was = {Residence.Kind.LIVES_HERE: _("Lived here"), Residence.Kind.STAYS_HERE: _("Stayed here some of the time")}
    return was.get(Residence.Kind(home.kind), said) if person.has_died else said


register.filter(may_have_partner)
register.filter("period", period_words)
register.filter("lasted", lasted_words)
register.filter("months", month_words)


@register.filter
def beside(error: str, label: object) -> str:
    """A refusal with the field that it is about, as it is read away from it; one that names its field says it once."""
    return f"{label} – {error}" if label and str(label) not in error else error


@register.filter
def couple(partnership: Partnership) -> str:
    """As what two people were together, and how it ended."""
    kind, end = partnership.get_kind_display(), partnership.get_end_kind_display()
    return f"{kind}, {end}" if partnership.end_kind else kind


@register.filter
def born_together(birth: MultipleBirth) -> str:
    """Whether they are identical, and that something can't be right where their birthdays were corrected apart."""
    said = birth.get_identical_display()
    return _("%(identical)s; check the days they were born") % {"identical": said} if birth.birthdays_differ else said


@register.filter
def responsibility(held: ParentalResponsibility) -> str:
    """On what basis, how sure, and what was seen."""
    return ", ".join(part for part in (held.get_basis_display(), held.get_status_display(), held.evidence_seen) if part)


@register.filter
def council_shares(held: ParentalResponsibility) -> str:
    """That a council shares parental responsibility with those who have it, or did: "Leeds City Council shares parental responsibility,
    by a care order"."""
    words = {"council": held.held_by, "basis": _small(held.get_basis_display())}
    if held.period.upper and held.period.upper <= clock.today():
        return _("%(council)s shared parental responsibility, %(basis)s") % words
    return _("%(council)s shares parental responsibility, %(basis)s") % words


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


@register.filter
def reach(point: ContactPoint) -> str:
    """The address of a call, a text or an e-mail, by a way that is safe or while nobody has said what is; else nothing to tap."""
    safe = set(point.safe_to)
    if point.kind == ContactPoint.Kind.EMAIL:
        return f"mailto:{quote(point.value)}" if not safe or Safe.EMAIL in safe else ""
    number = NOT_DIALLED.sub("", point.value) if point.is_a_number else ""
    if not number:
        return ""
    if not safe or Safe.CALL in safe:
        return f"tel:{number}"
    return f"sms:{number}" if Safe.TEXT in safe else ""


@register.filter
def safely(point: ContactPoint) -> str:
    """What is safe, in the words beside a number."""
    if not point.safe_to:
        return _("ask first what is safe")
    words = dict(Safe.choices)
    said = _("safe: %(ways)s") % {"ways": get_text_list([str(words[way]) for way in point.safe_to], _("or"))}
    if point.is_a_number and Safe.CALL not in point.safe_to:
        return _("%(safe)s; don’t call") % {"safe": said}
    return said


@register.filter
def said_by_them(point: ContactPoint) -> str:
    """That what stands there is theirs: they said so themselves, or whoever reads for them, whose name stays in what changed."""
    account = getattr(point.theirs_by, "person_account", None)
    day = date_format(_date(point.theirs_at), "j F Y") if point.theirs_at else ""
    if account and account.person_id == point.person_id:
        return _("said so themselves, %(day)s") % {"day": day}
    return _("said so by a parent, %(day)s") % {"day": day}


@register.filter
def texts_typed(request: HttpRequest | None) -> list[str]:
    """The sentences that were sent with a request that was refused, so that they can be copied. Choices, days and ids are not."""
    if request is None or request.method != "POST":
        return []
    try:
        sent = request.POST.lists()
    except (SuspiciousOperation, MultiPartParserError):  # no form of ours: a refusal reads it for the first time here
        return []
    typed = (text.strip() for name, texts in sent if name != CSRF for text in texts)
    return [text for text in typed if len(text) >= A_SENTENCE and " " in text]
