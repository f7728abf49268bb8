"""Finding people and families by any name: accents, nicknames, one letter wrong, any order, the beginning of a word."""

from __future__ import annotations

import re
from functools import reduce
from operator import add
from typing import Any
from uuid import UUID

from django.db.models import F, Func, IntegerField, Min, Q, QuerySet
from django.db.models.expressions import Combinable, RawSQL

from accounts import prepared
from accounts.models import User
from database.prepared import Said, Statement
from families.models import Family, FamilyMembership, PersonName, door

MOST_HITS = 50
MOST_WORDS = 8
LONGEST_WORD = 60
LEAST_LETTERS = 2
CANDIDATES = 200
SEPARATORS = re.compile(r"[\s,.;/()\"\u2010-\u2014-]+")


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
    names = PersonName.objects.visible_to(user)
    intake = door.does_intake(user)
    if intake or user.kind == User.Kind.CLIENT:
        candidates = RawSQL("SELECT kith_sec.people_named(%s, %s, %s)", (text, CANDIDATES, intake))
        own = FamilyMembership.objects.visible_to(user).values("person")
        names = names.filter(Q(person__in=candidates) | Q(person__in=own) if intake else Q(person__in=candidates))
    sql, params = _graded(names, list(said.values())).query.sql_with_params()
    graded = f"WITH graded (person, sort_key, rank) AS MATERIALIZED ({sql})"
    best = f"SELECT person FROM graded WHERE rank IS NOT NULL ORDER BY rank, sort_key, person LIMIT {most}"  # noqa: S608
    return f"{graded} {best}", params


def named(names: QuerySet[PersonName], text: str) -> list[UUID]:
    """Of these names those that answer to all the words: whose they are, the best match first."""
    words = _words(text)
    if not words:
        return []
    graded: Any = _graded(names, words)
    best = graded.filter(rank__isnull=False).order_by("rank", "person__sort_key", "person")[:MOST_HITS]
    return [person for person, _sort_key, _rank in best]


def _graded(names: QuerySet[PersonName], words: list[str]) -> QuerySet[PersonName, Any]:
    """Whose names these are, and how well the best of each one's answers to all the words; without a rank where it doesn't.

    To grade a name takes longer than to read it: who asks for the rank twice in one statement has each name graded twice.
    """
    rank = reduce(add, (Min(grade) for grade in _grades("search_key", words).values()))
    return names.values("person").annotate(rank=rank).values_list("person", "person__sort_key", "rank")


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
            RawSQL("(SELECT public.kith_search_key(%s))", (word,)),  # asked once, and not for each name
            function="public.kith_name_grade",
            output_field=IntegerField(),
        )
        for place, word in enumerate(words)
    }


def _sum(words: list[str]) -> Combinable:
    return reduce(add, (F(f"grade_{place}") for place in range(len(words))))
