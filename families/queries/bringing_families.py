"""Which families a file may mean by their names, and what the preview shows of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from accounts.models import User
from families.imports.into import chosen_of, how_many
from families.imports.keeping import told_of
from families.models import Family, FamilyMembership, ImportedRow, Involvement, PeopleImport, families_read_whole_by


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family of the file: which it may be, what was chosen, and how many people of the file go there."""

    key: str
    name: str
    people: int
    found: Sequence[Family]
    chosen: str


def families_to_bring_into(user: User) -> QuerySet[Family]:
    """Those with which the user, or someone they manage, works today, and whose whole record the user reads (`can_bring_in`)."""
    now = Involvement.objects.held_or_managed_by(user).current().values("family")
    return Family.objects.visible_to(user).filter(families_read_whole_by(user), pk__in=now)


def families_still_open(one: PeopleImport, ids: Iterable[UUID], user: User) -> set[UUID]:
    """Of these families those into which the user may bring people now. One that this file began takes them in from whoever works
    with it, even if not in a role that reads all of it, and from who began it without coming alongside. Two queries; one where
    the file names none.
    """
    written = ImportedRow.objects.filter(people_import=one, table=Family._meta.db_table)
    begun = set(written.values_list("row", flat=True)) if one.families else set()
    now = Involvement.objects.held_or_managed_by(user).current().values("family")
    taking_in = families_read_whole_by(user) | Q(pk__in=begun)
    found = Family.objects.visible_to(user).filter(taking_in, pk__in=now).filter(pk__in=[*ids])
    return {*found.values_list("pk", flat=True), *(() if hasattr(user, "practitioner") else begun)}


def families_named(names: Sequence[str], user: User) -> dict[str, list[UUID]]:
    """For each name, the families of that name into which the user may bring people, the oldest first. Two queries."""
    if not names:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT said, public.kith_search_key(said) FROM unnest(%s::text[]) said", [list(names)])
        keys = dict(cursor.fetchall())
    found: dict[str, list[UUID]] = {}
    same = families_to_bring_into(user).filter(sort_key__in=set(keys.values())).order_by("pk")
    for pk, key in same.values_list("pk", "sort_key"):
        found.setdefault(key, []).append(pk)
    return {name: found.get(key, []) for name, key in keys.items()}


def family_lines(one: PeopleImport, user: User) -> list[FamilyLine]:
    """The families that a file names, each counted without who is kept from the user. One query."""
    entries: Mapping[str, Any] = one.families
    if not entries:
        return []
    ids = {UUID(pk) for entry in entries.values() for pk in entry["found"]}
    members = FamilyMembership.objects.visible_to(user).current().values("pk")
    known = Family.objects.visible_to(user).annotate(
        size=Count("memberships__person", filter=Q(memberships__in=members), distinct=True)
    )
    families = known.select_related("locality").in_bulk(list(ids))
    people = how_many(told_of(one.told).people)
    return [
        FamilyLine(
            key,
            entry["name"],
            people[key],
            [families[UUID(pk)] for pk in entry["found"] if UUID(pk) in families],
            chosen_of(entry),
        )
        for key, entry in entries.items()
    ]
