"""Who does not exist for a user: lines 2 and 3 of domain.md §8.5, which nothing ever opens.

Each set is small, and made once for a statement. A set never holds a NULL: `NOT x = ANY (…)` of such a set hides every row.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from database.lookups import SetOf

from .keeping import AccessBlock, DeclaredInterest

Ids = QuerySet[Any, Any]


def among(path: str, *sets: Ids) -> Q:
    """That the id at `path` is in one of these sets."""
    first, *others = sets
    return Q(**{f"{path}__any": SetOf(first.union(*others, all=True) if others else first)})


def unseen_people(user: User) -> list[Ids]:
    """Lines 2 and 3: who does not exist for this user."""
    if user.kind == User.Kind.CLIENT:
        return []
    blocked = blocks_on(user).filter(protected_person__isnull=False).values("protected_person")
    if user.kind != User.Kind.STAFF:
        return [blocked]
    known = interests_of(user, "person").values("person")
    families = interests_of(user, "family__memberships").values("family__memberships__person")
    return [blocked, known, families]


def unseen_records(user: User) -> Ids:
    """Line 2, for one record."""
    return blocks_on(user).filter(record__isnull=False).values("record")


def unseen_families(user: User) -> Ids:
    """Line 3: the families that a worker knows from their own life."""
    return interests_of(user, "family").values("family")


def blocks_on(user: User) -> QuerySet[AccessBlock]:
    """What keeps people and records from this user."""
    return AccessBlock.objects.in_force().filter(viewer_person__account__user=user)


def interests_of(user: User, what: str) -> QuerySet[DeclaredInterest]:
    """What a worker said they know from their own life."""
    return DeclaredInterest.objects.current().filter(practitioner__user=user, **{f"{what}__isnull": False})
