"""Finding someone by what was typed into the one box: a name, a date of birth, a number by which another system knows them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from database import clock
from families.imports.told_dates import NotADate, told_date
from families.models import ExternalIdentifier, FamilyMembership, Person, PersonName, Precision
from families.queries.search import MOST_HITS, ids_of_people_named, named, named_with_family, sounding_like, words_of

DAYS = re.compile(
    r"(?<![\w./-])(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([./-])\d{1,2}\2\d{4}|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9} \d{4})(?![\w/-])",
    re.IGNORECASE,
)
"""A whole day, as it is written in Britain: 12/5/2014, 12.5.2014, 12 May 2014; or 2014-05-12."""
NUMBER = re.compile(r"[A-Z0-9]{4,100}")


def people_found(user: User, text: str) -> list[Person]:
    """At most 50 people whom the user may see: by a number of theirs first, then by name, or by the day of birth and whatever stands
    beside it. Each has `.memberships.all()` of the families that the user may see. A fixed number of queries for each kind of question,
    one more where several words find nobody, and one more where nobody is found as it is spelled.
    """
    day, rest = day_in(text)
    order = _born_on(user, day, rest) if day else _numbered_or_named(user, text)
    if not order:
        return []
    memberships = FamilyMembership.objects.visible_to(user).current().select_related("family").order_by("pk")
    people = Person.objects.visible_to(user).prefetch_related(Prefetch("memberships", memberships)).in_bulk(order)
    return [people[pk] for pk in dict.fromkeys(order) if pk in people][:MOST_HITS]


def day_in(text: str) -> tuple[date | None, str]:
    """The first day that is written in it, and everything else; no day where there is none, or none that ever was."""
    found = DAYS.search(text)
    with suppress(NotADate):
        told = told_date(found[0]) if found else None
        if found and told and told.on <= clock.today():
            return told.on, f"{text[: found.start()]} {text[found.end() :]}".strip()
    return None, text


def _born_on(user: User, day: date, rest: str) -> Iterable[UUID]:
    """Known to be born on that very day; of these, whom the other words name, if there are any."""
    born = Person.objects.visible_to(user).filter(date_of_birth=day, dob_precision=Precision.DAY)
    if words_of(rest):
        names = PersonName.objects.visible_to(user).filter(person__in=born.values("pk"))
        return named(names, rest) or named_with_family(names, user, rest) or sounding_like(names, user, rest)
    return _first(born.order_by("sort_key", "pk").values_list("pk", flat=True))


def _numbered_or_named(user: User, text: str) -> Iterable[UUID]:
    found = [*_numbered(user, text), *ids_of_people_named(user, text)]
    names = PersonName.objects.visible_to(user)
    return found or named_with_family(names, user, text) or sounding_like(names, user, text)


def _numbered(user: User, text: str) -> Iterable[UUID]:
    """Whom another system calls by this: the case of letters, spaces and dashes do not matter to who types it."""
    typed = text.strip().upper()
    bare = re.sub(r"[\s-]", "", typed)
    if not NUMBER.fullmatch(bare) or not any(letter.isdigit() for letter in bare):
        return []
    known = ExternalIdentifier.objects.visible_to(user).current().filter(value__in={typed, bare, text.strip()})
    return _first(known.order_by("person__sort_key", "person").values_list("person", flat=True))


def _first(found: QuerySet[Person, UUID] | QuerySet[ExternalIdentifier, UUID]) -> Iterable[UUID]:
    return list(found[:MOST_HITS])
