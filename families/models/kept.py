"""What is kept from a user, as conditions on a path: lines 2, 3 and 5 of domain.md §8.5; and what opens it to those who are named.

Each set is small, and made once for a statement. A set never holds a NULL: `NOT x = ANY (…)` of such a set hides every row.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from database import clock
from database.lookups import SetOf

from .emergency import EmergencyAccess
from .keeping import AccessBlock, DeclaredInterest, Restriction, RestrictionReader

Ids = QuerySet[Any, Any]


def among(path: str, *sets: Ids) -> Q:
    """That the id at `path` is in one of these sets."""
    first, *others = sets
    return Q(**{f"{path}__any": SetOf(first.union(*others, all=True) if others else first)})


def families_not_kept_from(user: User, path: str) -> Q:
    """Lines 3 and 11: not a family that the worker knows from their own life; to another system, none with someone restricted."""
    if user.kind == User.Kind.STAFF:
        return ~among(path, _interests(user, "family").values("family"))
    if user.kind == User.Kind.CLIENT:
        restricted = Restriction.objects.in_force().filter(person__memberships__period__contains=clock.today())
        return ~among(path, restricted.values("person__memberships__family"))
    return Q()


def people_not_kept_from(user: User, path: str) -> Q:
    """Lines 2, 3 and 5 for a person: neither unseen nor restricted to others."""
    return ~among(path, *unseen_people(user), restricted_people(user))


def people_not_unseen_by(user: User, path: str) -> Q:
    """Lines 2 and 3 for a person: what nothing ever opens."""
    sets = unseen_people(user)
    return ~among(path, *sets) if sets else Q()


def unseen_people(user: User) -> list[Ids]:
    """Lines 2 and 3: who does not exist for this user."""
    if user.kind == User.Kind.CLIENT:
        return []
    blocked = _blocks(user).filter(protected_person__isnull=False).values("protected_person")
    if user.kind != User.Kind.STAFF:
        return [blocked]
    known = _interests(user, "person").values("person")
    families = _interests(user, "family__memberships").values("family__memberships__person")
    return [blocked, known, families]


def restricted_people(user: User) -> Ids:
    """Line 5: who is for named people only, of whom this user is none."""
    restricted = Restriction.objects.in_force().filter(person__isnull=False)
    if user.kind != User.Kind.CLIENT:
        restricted = restricted.exclude(pk__in=_named(user, "person").values("restriction"))
        restricted = restricted.exclude(person__in=broken_glass(user, "person"))
    return restricted.values("person")


def blocked_records(user: User) -> Ids:
    """Line 2, for one record."""
    return _blocks(user).filter(record__isnull=False).values("record")


def restricted_records(user: User) -> Ids:
    """Line 5, for one record."""
    restricted = Restriction.objects.in_force().filter(record__isnull=False)
    if user.kind != User.Kind.CLIENT:
        restricted = restricted.exclude(pk__in=_named(user, "record").values("restriction"))
    return restricted.values("record")


def named_for(user: User, what: str) -> Ids:
    """Line 5: the people, records or ties whose restriction names this user."""
    named: Ids = _named(user, what).values(f"restriction__{what}")
    return named


def broken_glass(user: User, what: str) -> Ids:
    """The families, people or records that this user has opened with a reason, and that have not closed again."""
    opened: Ids = EmergencyAccess.objects.open_to(user).filter(**{f"{what}__isnull": False}).values(what)
    return opened


def _blocks(user: User) -> QuerySet[AccessBlock]:
    return AccessBlock.objects.in_force().filter(viewer_person__account__user=user)


def _interests(user: User, what: str) -> QuerySet[DeclaredInterest]:
    return DeclaredInterest.objects.current().filter(practitioner__user=user, **{f"{what}__isnull": False})


def _named(user: User, what: str) -> QuerySet[RestrictionReader]:
    return RestrictionReader.objects.filter(
        user=user,
        removed_on__isnull=True,
        restriction__ended_on__isnull=True,
        **{f"restriction__{what}__isnull": False},
    )
