"""Who does not exist for a user: lines 2 and 3 of domain.md §8.5, which nothing ever opens.

Each set is small, and made once for a statement. A set never holds a NULL: `NOT x = ANY (…)` of such a set hides every row.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.written import Ids, any_of, written_once

from .keeping import AccessBlock, DeclaredInterest


def among(path: str, *sets: Ids) -> Q:
    """That the id at `path` is in one of these sets."""
    return Q(**{f"{path}__any": any_of(sets)})


def unseen_people(user: User) -> Sequence[Ids]:
    """Lines 2 and 3: who does not exist for this user."""
    if user.kind == User.Kind.CLIENT:
        return ()
    if user.kind != User.Kind.STAFF:
        return (_blocked_people(user),)
    return _blocked_people(user), _known_people(user), _people_of_known_families(user)


@written_once
def _blocked_people(user: User) -> Ids:
    return blocks_on(user).filter(protected_person__isnull=False).values("protected_person")


@written_once
def _known_people(user: User) -> Ids:
    return interests_of(user, "person").values("person")


@written_once
def _people_of_known_families(user: User) -> Ids:
    return interests_of(user, "family__memberships").values("family__memberships__person")


@written_once
def unseen_records(user: User) -> Ids:
    """Line 2, for one record."""
    return blocks_on(user).filter(record__isnull=False).values("record")


@written_once
def unseen_families(user: User) -> Ids:
    """Line 3: the families that a worker knows from their own life."""
    return interests_of(user, "family").values("family")


def blocks_on(user: User) -> QuerySet[AccessBlock]:
    """What keeps people and records from this user."""
    return AccessBlock.objects.in_force().filter(viewer_person__account__user=user)


def interests_of(user: User, what: str) -> QuerySet[DeclaredInterest]:
    """What a worker said they know from their own life."""
    return DeclaredInterest.objects.current().filter(practitioner__user=user, **{f"{what}__isnull": False})
