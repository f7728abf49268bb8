"""Finding people and families by any name: accents, nicknames, one letter wrong, any order, the beginning of a word, how it sounds.

What stands before a name and is none (“Auntie Sheila”, “Dr Osei”) may be missed: whoever is really called so comes first, and then
everyone whom the rest finds. Where nobody answers to all the words, the name of a family may follow one of someone's own (“Amina Rowan”).
"""

from __future__ import annotations

import re
from functools import reduce
from itertools import takewhile
from operator import add, or_
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, F, Func, IntegerField, Min, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Coalesce, Concat

from accounts import prepared
from accounts.models import User
from database.prepared import Said, Statement
from families.models import Family, FamilyMembership, PersonName, door

MOST_HITS = 50
MOST_WORDS = 8
LONGEST_WORD = 60
LEAST_LETTERS = 2
CANDIDATES = 200
KIN = (
    "aunt auntie aunty uncle nan nana nanna nanny gran granny grandma grandmother grandad granddad grandpa grandfather gramps great "
    "mum mummy mam mom mother dad daddy father stepmum stepdad stepmother stepfather brother sister cousin nain taid babcia ciocia "
    "dziadek wujek bibi baba dada dadi nani khala chacha"
)
TITLES = (
    "mr mrs ms miss mx dr doctor prof professor sir dame lord lady rev reverend fr canon rabbi imam sheikh pc sgt cllr"
)
BEFORE_A_NAME = frozenset(f"{KIN} {TITLES}".split())
"""What people say before a name. Each of them is someone's name, too."""
MISSED = 3
"""What a word counts that stands before a name and is no part of it: more than one with a letter wrong."""
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
    before = _before_the_name(words)
    said = {f"{'before' if place < before else 'word'}_{place}": Said(word) for place, word in enumerate(words)}
    rest = {"rest": Said(" ".join(words[before:]))} if before else {}
    return {"text": Said(" ".join(words)), "most": MOST_HITS, **rest, **said} if words else {}


def in_order_of_match(user: User, text: str, most: int, rest: str = "", **said: str) -> Statement:
    """The statement of `ids_of_people_named`, for who needs more of the people in the same breath. `rest`: the words that are a name,
    where others stand before them.
    """
    names = PersonName.objects.visible_to(user)
    intake = door.does_intake(user)
    if intake or user.kind == User.Kind.CLIENT:
        found = [
            Q(person__in=RawSQL("SELECT kith_sec.people_named(%s, %s, %s)", (one, CANDIDATES, intake)))
            for one in (text, rest)
            if one
        ]
        own = [Q(person__in=FamilyMembership.objects.visible_to(user).values("person"))] if intake else []
        names = names.filter(reduce(or_, [*found, *own]))
    before = sum(name.startswith("before_") for name in said)
    sql, params = _graded(names, list(said.values()), before).query.sql_with_params()
    graded = f"WITH graded (person, sort_key, rank) AS MATERIALIZED ({sql})"
    best = f"SELECT person FROM graded WHERE rank IS NOT NULL ORDER BY rank, sort_key, person LIMIT {most}"  # noqa: S608
    return f"{graded} {best}", params


def named(names: QuerySet[PersonName], text: str) -> list[UUID]:
    """Of these names those that answer to all the words: whose they are, the best match first."""
    words = _words(text)
    return _best(_graded(names, words, _before_the_name(words))) if words else []


def named_with_family(names: QuerySet[PersonName], user: User, text: str) -> list[UUID]:
    """The same, where no name answers: the first word is one of theirs, and each other one too, or one of a family that they are in
    today, as far as this user may know. Many have only a name that they are known as.
    """
    words = _words(text)
    before = _before_the_name(words)
    if len(words) - before < 2:
        return []
    now = FamilyMembership.objects.visible_to(user).current()
    own = _grades("search_key", [words[before]])["grade_0"]
    whole = Concat("search_key", Value(" "), "person__memberships__family__sort_key", output_field=TextField())
    beside = names.filter(person__memberships__in=now).annotate(own=own, whole=whole).filter(own__isnull=False)
    return _best(_graded(beside, words, before, "whole"))


def sounding_like(names: QuerySet[PersonName], user: User, text: str) -> list[UUID]:
    """The same, where nobody answers to how it is spelled: every word is one of a name, or sounds like one (“Ameena”, “Jone”). A word by
    itself is heard as a first name. Intake may see too many to hear each: of those the ones whom the index of sounds holds.
    """
    words = _words(text)
    heard = " ".join(words[_before_the_name(words) :])
    if not heard:
        return []
    if door.does_intake(user):
        alone = RawSQL("SELECT kith_sec.people_alike(%s, NULL, %s, true)", (heard, CANDIDATES))
        own = FamilyMembership.objects.visible_to(user).values("person")
        names = names.filter(Q(person__in=alone) | Q(person__in=own))
    said = RawSQL("(SELECT public.kith_search_key(%s))", (heard,), TextField())
    sounds = Func(F("search_key"), said, function="public.kith_name_sounds_of", output_field=BooleanField())
    found = names.annotate(sounds=sounds).filter(sounds=True).order_by("person__sort_key", "person")
    return list(found.values_list("person", flat=True).distinct()[:MOST_HITS])


def _best(graded: Any) -> list[UUID]:
    best = graded.filter(rank__isnull=False).order_by("rank", "person__sort_key", "person")[:MOST_HITS]
    return [person for person, _sort_key, _rank in best]


def _graded(
    names: QuerySet[PersonName], words: list[str], before: int, column: str = "search_key"
) -> QuerySet[PersonName, Any]:
    """Whose names these are, and how well the best of each one's answers to all the words; without a rank where it doesn't. The first
    words, as many as stand `before` the name, may be missed.

    To grade a name takes longer than to read it: who asks for the rank twice in one statement has each name graded twice.
    """
    best = [Min(grade) for grade in _grades(column, words).values()]
    rank = reduce(add, [*(Coalesce(grade, MISSED) for grade in best[:before]), *best[before:]])
    return names.values("person").annotate(rank=rank).values_list("person", "person__sort_key", "rank")


def families_named(user: User, text: str) -> list[Family]:
    """At most 50 families that the user may know of, the best match first."""
    words = _words(text)
    if not words:
        return []
    grades: dict[str, Combinable] = {**_grades("sort_key", words)}
    for name in list(grades)[: _before_the_name(words)]:
        grades[name] = Coalesce(grades[name], MISSED)
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


def _before_the_name(words: list[str]) -> int:
    """How many of the first words only stand before a name, if enough of one is left."""
    before = len(list(takewhile(lambda word: word.casefold() in BEFORE_A_NAME, words)))
    return before if sum(map(len, words[before:])) >= LEAST_LETTERS else 0


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
