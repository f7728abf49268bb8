"""A team manager's one inbox: all that waits for them, by kind, and the families to speak with. Nothing is counted (domain.md §10.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from casework.queries.spoken import not_spoken_with
from casework.queries.waiting import Kind, waiting_by_kind
from families.models import Family, Person
from families.paging import Page
from families.queries.ahead import Waiting

SHOWN, FAMILIES_SHOWN = 20, 5


@dataclass(frozen=True, slots=True)
class OfKind:
    """What waits of one kind, the most urgent first; `has_more`: others come forward as these are done."""

    kind: Kind
    items: Sequence[Waiting]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    waiting: Sequence[OfKind]
    quiet: Page[Family]
    families: set[UUID]
    people: set[UUID]
    """Whom the page names, for the access log."""


def inbox(user: User) -> Inbox:
    """In a fixed number of queries, however much waits."""
    found = {kind: items for kind, items in waiting_by_kind(user).items() if items}
    shown = [item for items in found.values() for item in items[:SHOWN]]
    families = _names(Family.objects.visible_to(user).filter(pk__in={pk for one in shown for pk in one.families}))
    people = _names(Person.objects.visible_to(user).filter(pk__in={pk for one in shown for pk in one.people}))
    quiet = not_spoken_with(user, size=FAMILIES_SHOWN)
    waiting = [
        OfKind(kind, [_named(item, families) for item in items[:SHOWN]], has_more=len(items) > SHOWN)
        for kind, items in found.items()
    ]
    return Inbox(waiting, quiet, {*families, *(one.pk for one in quiet.rows)}, {*people, *people_of(quiet.rows)})


def people_of(families: Sequence[Family]) -> set[UUID]:
    """Whom the rows of `not_spoken_with` name."""
    return {membership.person_id for family in families for membership in family.members_now}  # type: ignore[attr-defined]


def _names(seen: QuerySet[Any]) -> dict[UUID, str]:
    """Those of them that this reader may see, by the name that a page calls each."""
    return {one.pk: str(one) for one in seen}


def _named(item: Waiting, names: Mapping[UUID, str]) -> Waiting:
    """With the families that its own sentence doesn't name already."""
    about = sorted(names[pk] for pk in item.families if pk in names and names[pk] not in item.text)
    return replace(item, about=", ".join(about))
