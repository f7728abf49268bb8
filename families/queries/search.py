"""Finding people and families by any name: accents, nicknames, one letter wrong, any order, the beginning of a word; and people by the
day on which they were born, or by what another system calls them."""

from __future__ import annotations

import re
from datetime import date
from functools import reduce
from operator import add
from typing import Any
from uuid import UUID

from django.db.models import F, Func, IntegerField, Min, Prefetch, Q, QuerySet, Value
from django.db.models.expressions import Combinable, RawSQL

from accounts import prepared
from accounts.models import User
from database.prepared import Said, Statement
from families.models import ExternalIdentifier, Family, FamilyMembership, Person, PersonName, Precision, door

MOST_HITS = 50
MOST_WORDS = 8
LONGEST_WORD = 60
LEAST_LETTERS = 2
CANDIDATES = 200
SEPARATORS = re.compile(r"[\s,.;/()\"\u2010-\u2014-]+")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WHOLE_DAYS = (
    re.compile(r"(?<!\S)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\S)", re.ASCII),
    re.compile(r"(?<!\S)(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})(?!\S)", re.ASCII),
    re.compile(
        r"(?<!\S)(?P<day>\d{1,2})(?:st|nd|rd|th)? +(?P<name>[a-z]{3,9}) +(?P<year>\d{4})(?!\S)", re.ASCII | re.I
    ),
)
"""12/5/2014, 12.5.2014, 2014-05-12, 12 May 2014: never a year alone, of which there are too many."""


def people_found(user: User, text: str) -> list[Person]:
    """As `people_named`; also by a whole day of birth, with words of a name beside it or without, and by an identifier.

    Whoever may not be seen is not found, and takes the same statements as nobody: how many are sent depends on what is typed alone.
    """
    born, rest = day_said(text)
    if born:
        return _in_order(user, _born_on(user, born, _words(rest)))
    known = _called_elsewhere(user, text) if any(map(str.isdecimal, text)) else []
    return _in_order(user, list(dict.fromkeys([*known, *ids_of_people_named(user, text)]))[:MOST_HITS])


def people_named(user: User, text: str) -> list[Person]:
    """At most 50 people whom the user may see, the best match first. Each has `.memberships.all()` of the families that the
    user may see. Three queries.
    """
    return _in_order(user, ids_of_people_named(user, text))


def _in_order(user: User, order: list[UUID]) -> list[Person]:
    if not order:
        return []
    memberships = FamilyMembership.objects.visible_to(user).current().select_related("family").order_by("pk")
    people = Person.objects.visible_to(user).prefetch_related(Prefetch("memberships", memberships)).in_bulk(order)
    return [people[pk] for pk in order if pk in people]


def day_said(text: str) -> tuple[date | None, str]:
    """The whole day that is written in what was typed, and the rest of it."""
    for pattern in WHOLE_DAYS:
        if (found := pattern.search(text)) and (day := _day_of(found)):
            return day, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _day_of(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    name = (parts.get("name") or "")[:3].lower()
    if name and name not in MONTHS:
        return None
    month = MONTHS.index(name) + 1 if name else int(parts["month"])
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def _born_on(user: User, day: date, words: list[str]) -> list[UUID]:
    """Who is known to be born on that very day; where words are typed too, those of them who go by these."""
    if words:
        names = PersonName.objects.visible_to(user).filter(
            person__date_of_birth=day, person__dob_precision=Precision.DAY
        )
        return list(_matching(names, words)[:MOST_HITS])
    born = Person.objects.visible_to(user).filter(date_of_birth=day, dob_precision=Precision.DAY)
    return list(born.order_by("sort_key", "pk").values_list("pk", flat=True)[:MOST_HITS])


def _called_elsewhere(user: User, text: str) -> list[UUID]:
    """Whom another system calls so, or called so once: as it is written, or without what people put between the figures."""
    bare = SEPARATORS.sub("", text.replace("\x00", ""))
    spellings = {text.replace("\x00", "").strip(), bare, bare.upper()}
    called = ExternalIdentifier.objects.visible_to(user).filter(value__in=spellings)
    return list(called.order_by("person__sort_key", "person").values_list("person", flat=True)[:MOST_HITS])


def ids_of_people_named(user: User, text: str) -> list[UUID]:
    """At most 50 people whom the user may see: first those of whom a name is the word, then those of whom one begins with it,
    then those of whom one has a letter wrong.
    """
    said = words_of(text)
    return [pk for (pk,) in prepared.rows(in_order_of_match, user, **said)] if said else []


def words_of(text: str) -> dict[str, Any]:
    """What `in_order_of_match` looks for; nothing when there is too little to look for."""
    words = _words(text)
    said = {f"word_{place}": Said(word) for place, word in enumerate(words)}
    return {"text": Said(" ".join(words)), "most": MOST_HITS, **said} if words else {}


def in_order_of_match(user: User, text: str, most: int, **said: str) -> Statement:
    """The statement of `ids_of_people_named`, for who needs more of the people in the same breath."""
    words = list(said.values())
    names = PersonName.objects.visible_to(user)
    intake = door.does_intake(user)
    if intake or user.kind == User.Kind.CLIENT:
        candidates = RawSQL("SELECT kith_sec.people_named(%s, %s, %s)", (text, CANDIDATES, intake))
        own = FamilyMembership.objects.visible_to(user).values("person")
        names = names.filter(Q(person__in=candidates) | Q(person__in=own) if intake else Q(person__in=candidates))
    sql, params = _matching(names, words)[:most].query.sql_with_params()
    return sql, params


def _matching(names: QuerySet[PersonName], words: list[str]) -> QuerySet[PersonName, UUID]:
    """The people of whom some name answers to each of the words, the best match first."""
    grades = _grades("search_key", words)
    return (
        names.values("person")
        .annotate(**{name: Min(grade) for name, grade in grades.items()})
        .filter(**{f"{name}__isnull": False for name in grades})
        .annotate(rank=_sum(words))
        .order_by("rank", "person__sort_key", "person")
        .values_list("person", flat=True)
    )


def families_named(user: User, text: str) -> list[Family]:
    """At most 50 families that the user may know of, the best match first."""
    words = _words(text)
    if not words:
        return []
    grades = _grades("sort_key", words)
    found = (
        Family.objects.visible_to(user)
        .annotate(**grades)
        .filter(**{f"{name}__isnull": False for name in grades})
        .annotate(rank=_sum(words))
        .select_related("locality")
        .order_by("rank", "sort_key", "pk")
    )
    return list(found[:MOST_HITS])


def _words(text: str) -> list[str]:
    """The words asked for; none when there is too little to look for."""
    words = [
        re.sub("['’`\x00]", "", word)[:LONGEST_WORD] for word in SEPARATORS.split(text[: MOST_WORDS * LONGEST_WORD])
    ]
    words = list(dict.fromkeys(word for word in words if word))[:MOST_WORDS]
    return words if sum(map(len, words)) >= LEAST_LETTERS else []


def _grades(column: str, words: list[str]) -> dict[str, Func]:
    return {
        f"grade_{place}": Func(
            F(column),
            Func(Value(word), function="public.kith_search_key"),
            function="public.kith_name_grade",
            output_field=IntegerField(),
        )
        for place, word in enumerate(words)
    }


def _sum(words: list[str]) -> Combinable:
    return reduce(add, (F(f"grade_{place}") for place in range(len(words))))
