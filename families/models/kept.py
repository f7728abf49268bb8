"""What is kept from a user, as conditions on a path: lines 2, 3 and 5 of domain.md §8.5; and what opens it to those who are named.

Each set is small, and made once for a statement. A set never holds a NULL: `NOT x = ANY (…)` of such a set hides every row.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.written import Ids, written_once
from database import clock

from . import door
from .emergency import EmergencyAccess
from .keeping import Restriction, RestrictionReader
from .sampling import families_in_sample, reads_samples
from .unseen import among, unseen_families, unseen_people


def families_not_kept_from(user: User, path: str) -> Q:
    """Lines 3 and 11: not a family that the worker knows from their own life; to another system, none with someone restricted."""
    if user.kind == User.Kind.STAFF:
        return ~among(path, unseen_families(user))
    if user.kind == User.Kind.CLIENT:
        return ~among(path, _families_of_restricted_people(user))
    return Q()


def families_sampled_by(user: User, path: str = "pk") -> Q:
    """Line 7, of a sample: that the family at `path` is one whose story a quality lead reads, and of which they see nothing else."""
    if door.is_closed_to(user) or not reads_samples(user):  # line 1
        return door.NOBODY
    return among(path, families_in_sample(user)) & families_not_kept_from(user, path)  # line 3


@written_once
def _families_of_restricted_people(_user: User) -> Ids:
    restricted = Restriction.objects.in_force().filter(person__memberships__period__contains=clock.today())
    return restricted.values("person__memberships__family")


def people_not_kept_from(user: User, path: str) -> Q:
    """Lines 2, 3 and 5 for a person: neither unseen nor restricted to others."""
    return ~among(path, *unseen_people(user), restricted_people(user))


def people_not_unseen_by(user: User, path: str) -> Q:
    """Lines 2 and 3 for a person: what nothing ever opens."""
    sets = unseen_people(user)
    return ~among(path, *sets) if sets else Q()


@written_once
def restricted_people(user: User) -> Ids:
    """Line 5: who is for named people only, of whom this user is none."""
    restricted = Restriction.objects.in_force().filter(person__isnull=False)
    if user.kind != User.Kind.CLIENT:
        restricted = restricted.exclude(pk__in=_named(user, "person").values("restriction"))
        restricted = restricted.exclude(person__in=EmergencyAccess.objects.opening(user, "person"))
    return restricted.values("person")


@written_once
def restricted_records(user: User) -> Ids:
    """Line 5, for one record."""
    restricted = Restriction.objects.in_force().filter(record__isnull=False)
    if user.kind != User.Kind.CLIENT:
        restricted = restricted.exclude(pk__in=_named(user, "record").values("restriction"))
    return restricted.values("record")


@written_once
def named_for(user: User, what: str) -> Ids:
    """Line 5: the people, records or ties whose restriction names this user."""
    named: Ids = _named(user, what).values(f"restriction__{what}")
    return named


@written_once
def broken_glass(user: User, what: str) -> Ids:
    """The families, people or records that this user has opened with a reason, and that have not closed again."""
    return EmergencyAccess.objects.opening(user, what)


def _named(user: User, what: str) -> QuerySet[RestrictionReader]:
    return RestrictionReader.objects.filter(
        user=user,
        removed_on__isnull=True,
        restriction__ended_on__isnull=True,
        **{f"restriction__{what}__isnull": False},
    )
