"""What the pages of an import read: who is known already, what would be done, and what was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import BadRequest
from django.db.models import Case, CharField, F, Prefetch, Q, QuerySet, UUIDField, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from accounts import prepared
from accounts.models import User
from database.prepared import Statement
from families.imports.keeping import told_of
from families.imports.plan import Planned, Said, choice_for, ends_of, planned, taken_for
from families.imports.told import ToldPerson
from families.imports.words import tie_words, where
from families.models import (
    ExternalIdentifier,
    Family,
    FamilyMembership,
    ImportedRow,
    Involvement,
    NotSamePerson,
    Parentage,
    Partnership,
    PeopleImport,
    Person,
    PersonName,
    SiblingLink,
)
from families.queries.alike import Told, told_as
from families.queries.alike_many import ids_of_many_alike

PAGE, LEFT_OUT = 50, 20


def ids_of_known(people: Sequence[ToldPerson], user: User) -> list[list[UUID]]:
    """Who each may be, of those whom the user may see: by what another system calls them, then by name and birth. Two queries.

    Of anyone beyond the user's sight it says nothing at all: a file could ask for a whole town.
    """
    exact = _called(people, user)
    alike = ids_of_many_alike(user, [_as_told(person) for person in people])
    return [
        list(dict.fromkeys([*(pk for said in person.identifiers for pk in exact.get(said, ())), *others]))
        for person, others in zip(people, alike, strict=True)
    ]


def _called(people: Sequence[ToldPerson], user: User) -> dict[tuple[str, str], list[UUID]]:
    """Who is called what by other systems."""
    schemes: dict[str, set[str]] = {}
    for person in people:
        for scheme, value in person.identifiers:
            schemes.setdefault(scheme, set()).add(value)
    if not schemes:
        return {}
    named = reduce(or_, (Q(scheme=scheme, value__in=values) for scheme, values in schemes.items()))
    known = ExternalIdentifier.objects.visible_to(user).current().filter(named).order_by("pk")
    found: dict[tuple[str, str], list[UUID]] = {}
    for scheme, value, pk in known.values_list("scheme", "value", "person"):
        found.setdefault((scheme, value), []).append(pk)
    return found


def _as_told(person: ToldPerson) -> Told:
    born = person.born
    names = person.known_as, person.given_name, person.family_name
    return told_as(*names, born.on, precision=born.precision) if born else Told(*names)


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the file and where they stand in it: whom they may be, what was chosen, and each tie of theirs in words; `again`: where
    whoever may be the same stands before, or nowhere.
    """

    told: ToldPerson
    where: str
    alike: Sequence[Person]
    chosen: str
    ties: Sequence[tuple[Planned, str]]
    again: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """Every change, a page at a time."""

    lines: Sequence[Line]
    counts: Mapping[str, int]
    undecided: int
    first_undecided: int
    """Where the page begins on which the first of them stands."""
    begin: int
    after: int | None
    before: int | None
    people: set[UUID]
    families: set[UUID]
    left_out: Sequence[tuple[str, str]]
    """The first of what was left out as the file was read: where, and why."""


def preview(one: PeopleImport, user: User, start: str = "") -> Preview:
    """What would be done. Three queries, however long the file."""
    told = told_of(one.told)
    begin = _place(start)
    shown = told.people[begin : begin + PAGE]
    who = {person.key: choice_for(person, one.found, one.choices) for person in told.people}
    known = ties_known({pk for pk in who.values() if len(pk) == 36}, user)
    ties = list(planned(told, taken_for(told.people, who), known))
    by_key = {person.key: person for person in told.people}
    alike = _people({UUID(pk) for person in shown for pk in one.found.get(person.key, ())}, user)
    counts = Counter(f"tie_{each.verdict}" for each in ties)
    counts.update("same" if len(chosen) == 36 else chosen or "undecided" for chosen in who.values())
    lines = [
        Line(
            person,
            where(one.file_name, person.line, person.key),
            [alike[UUID(pk)] for pk in one.found.get(person.key, ()) if UUID(pk) in alike],
            who[person.key],
            list(_ties_in_words(person.key, ties, by_key)),
            where(one.file_name, by_key[person.again].line, person.again) if person.again else "",
        )
        for person in shown
    ]
    families = {member.family_id for person in alike.values() for member in person.memberships.all()}
    asked = next((place for place, person in enumerate(told.people) if not who[person.key]), 0)
    after = begin + PAGE if begin + PAGE < len(told.people) else None
    before = max(begin - PAGE, 0) if begin else None
    lost = [(where(one.file_name, each["line"]), each["why"]) for each in one.left_out[:LEFT_OUT]]
    return Preview(
        lines, counts, counts["undecided"], asked // PAGE * PAGE, begin, after, before, set(alike), families, lost
    )


def _ties_in_words(
    key: str, ties: Sequence[Planned], by_key: Mapping[str, ToldPerson]
) -> Iterator[tuple[Planned, str]]:
    for each in ties:
        one, other = ends_of(each.tie)
        if one == key:
            yield each, tie_words(each.tie, by_key[other].known_as)


def _place(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) < 6):
        raise BadRequest(_("This address does not lead to a part of the list."))
    return int(text or 0)


def _people(ids: set[UUID], user: User) -> dict[UUID, Person]:
    memberships = FamilyMembership.objects.visible_to(user).current().select_related("family").order_by("pk")
    return Person.objects.visible_to(user).prefetch_related(Prefetch("memberships", memberships)).in_bulk(list(ids))


def ties_known(people: Iterable[str], user: User) -> set[Said]:
    """What is written down of the parents of these people, and of who among them is with whom or whose sibling, as far as the user
    may see. One query.
    """
    if not (ids := [UUID(pk) for pk in people]):
        return set()
    found = prepared.rows(_ties, user, people=ids)
    return {
        (kind, (str(one), str(other)) if kind == "parentage" else frozenset((str(one), str(other))), basis)
        for kind, one, other, basis in found
    }


def _ties(user: User, people: list[UUID]) -> Statement:
    among = Value(people, output_field=ArrayField(UUIDField()))
    two = {"a__id__any": among, "b__id__any": among}
    kinds: list[tuple[QuerySet[Any], str, str, Any]] = [
        (Parentage.objects.visible_to(user).current().filter(child__id__any=among), "child", "parent", F("basis")),
        (Partnership.objects.visible_to(user).current().filter(**two), "a", "b", Value("")),
        (SiblingLink.objects.visible_to(user).filter(**two), "a", "b", Value("")),
    ]
    each = [
        rows.annotate(tie=Value(rows.model._meta.model_name), on_basis=Cast(basis, CharField())).values_list(
            "tie", one, other, "on_basis"
        )
        for rows, one, other, basis in kinds
    ]
    statement: Statement = each[0].union(*each[1:], all=True).query.sql_with_params()
    return statement


@dataclass(frozen=True, slots=True)
class Result:
    """How many of each an import wrote, and what became of them when it was undone, as far as this reader may know.

    What they may not see is as if it had been taken back; and of what stays it is not said why: what someone changed or wrote about it
    since may be hidden from them (domain.md §8.5).
    """

    people: int
    families: int
    members: int
    ties: int
    gone: int
    stays: int


TIES = [model._meta.db_table for model in (Parentage, Partnership, SiblingLink)]
WRITTEN: Sequence[type[Any]] = (
    Person,
    PersonName,
    ExternalIdentifier,
    FamilyMembership,
    NotSamePerson,
    Parentage,
    Partnership,
    SiblingLink,
    Family,
    Involvement,
)
"""What an import writes and its reader may see. What it kept to be settled is for someone else."""


def result(one: PeopleImport, user: User) -> Result:
    """One query."""
    seen = (Q(table=of._meta.db_table, row__in=of._default_manager.visible_to(user).values("pk")) for of in WRITTEN)
    rows = ImportedRow.objects.visible_to(user).filter(people_import=one)
    told = rows.annotate(is_seen=Case(When(reduce(or_, seen), then=Value(value=True)), default=Value(value=False)))
    found = list(told.values_list("table", "left_because", "is_seen"))
    tables = Counter(table for table, _why, is_seen in found if is_seen)
    stays = sum(bool(why) and is_seen for _table, why, is_seen in found)
    return Result(
        people=tables[Person._meta.db_table],
        families=tables[Family._meta.db_table],
        members=tables[FamilyMembership._meta.db_table],
        ties=sum(tables[table] for table in TIES),
        gone=len(found) - stays,
        stays=stays,
    )


def imports_into(family: Family, user: User) -> list[PeopleImport]:
    """The user's own into this family, and those of whom they manage; the last first."""
    seen = PeopleImport.objects.visible_to(user).filter(family=family).exclude(state=PeopleImport.State.DROPPED)
    return list(
        seen.select_related("created_by")
        .defer("sheet", "told", "found", "choices", "written", "left_out")
        .order_by("-pk")[:20]
    )
