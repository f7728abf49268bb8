"""What tells two people apart who go by one name, so that a page never asks whether Joan and Joan are one person."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from families.dates import known_date
from families.models import Person


def told_apart(people: Sequence[Person], names: Sequence[Sequence[str]]) -> list[str]:
    """Each by the name that they use, with the first thing in which they differ where that is the same. `names`: all that may be read."""
    called = [person.known_as for person in people]
    if len(set(called)) == len(called):
        return called
    ways: list[Callable[[Person, Sequence[str]], str]] = [_born, _also, _written_down, _written_down_at]
    for way in ways:
        said = [way(person, theirs) for person, theirs in zip(people, names, strict=True)]
        if len(set(said)) == len(said):
            more = [what or _written_down(person) for person, what in zip(people, said, strict=True)]
            return [f"{name} ({what})" for name, what in zip(called, more, strict=True)]
    return called


def _born(person: Person, _names: Sequence[str]) -> str:
    day = person.date_of_birth and known_date(person.date_of_birth, person.dob_precision)
    return _("born %(day)s") % {"day": day} if day else ""


def _also(person: Person, names: Sequence[str]) -> str:
    others = [name for name in names if name != person.known_as]
    return _("also %(names)s") % {"names": ", ".join(others)} if others else ""


def _written_down(person: Person, _names: Sequence[str] = ()) -> str:
    return _("written down on %(day)s") % {"day": date_format(timezone.localtime(person.created_at), "j F Y")}


def _written_down_at(person: Person, _names: Sequence[str]) -> str:
    return _("written down on %(day)s") % {"day": date_format(timezone.localtime(person.created_at), "j F Y, H:i:s")}
