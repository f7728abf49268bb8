"""What is closed to a user, and of which they may yet know that it is there (domain.md §8.5, lines 4 and 5, and the table).

A worker who reads the whole of a family's record may know that a child told something in confidence, for they may break the glass
over it; that someone or something is restricted is told to staff who would see it otherwise, unless that is a secret too. Nobody
else learns of either: not a parent, nor whoever is kept from someone, nor a worker who knows them from their own life.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts.models import User
from accounts.written import Ids, written_once
from database import clock

from . import door
from .access import Involvement
from .keeping import Restriction
from .kept import broken_glass, restricted_people, restricted_records
from .people import Person, members_of_families_open_to
from .records import Record, RecordSubject, ShareState, records_not_unseen_by, records_open_to
from .unseen import among, unseen_people


def families_read_whole(user: User) -> Sequence[Ids]:
    """The families whose whole record a worker, or someone they manage, reads today; and those opened in an emergency."""
    return _families_read_whole_today(user), broken_glass(user, "family")


@written_once
def _families_read_whole_today(user: User) -> Ids:
    held = Involvement.objects.held_or_managed_by(user).filter(period__contains=clock.today(), role__in=door.READS_ALL)
    return held.values("family")


def told_in_confidence(user: User) -> QuerySet[Record]:
    """Line 4: what children told in confidence, to others than this user, in families whose record they read."""
    if user.kind != User.Kind.STAFF or not user.is_active:
        return Record.objects.none()
    only = ShareState.objects.filter(state=ShareState.State.CHILD_ONLY, record=OuterRef("pk"))
    # A plan that someone keeps to themselves was told to nobody: that there is one is theirs to say (domain.md §8.3).
    return _closed(user).filter(Exists(only)).exclude(kind=Record.Kind.MY_PLAN)


def restricted_record(user: User) -> QuerySet[Record]:
    """Line 5: records for named people only of which that is no secret, each with the team to ask."""
    if user.kind != User.Kind.STAFF or not user.is_active:
        return Record.objects.none()
    open_secret = Restriction.objects.in_force().filter(record=OuterRef("pk"), is_secret=False)
    found = _closed(user).filter(among("pk", restricted_records(user)), Exists(open_secret))
    return found.annotate(ask=Subquery(open_secret.values("set_by__practitioner__team__name")[:1]))


def _closed(user: User) -> QuerySet[Record]:
    """Records of these families that are closed, but for those whose very being there is a secret."""
    secret = Restriction.objects.in_force().filter(record=OuterRef("pk"), is_secret=True)
    hidden = RecordSubject.objects.filter(among("person__id", restricted_people(user)), record=OuterRef("pk"))
    by_hidden = among("author_person__id", restricted_people(user))
    return Record.objects.filter(
        ~records_open_to(user),
        ~Exists(secret),
        ~Exists(hidden),
        ~by_hidden,
        records_not_unseen_by(user),
        among("family__id", *families_read_whole(user)),
    )


def restricted_person(user: User) -> QuerySet[Person]:
    """Line 5: people for named people only of whom that is no secret, in families that the user knows, each with the team to ask."""
    if user.kind != User.Kind.STAFF or not user.is_active:
        return Person.objects.none()
    held = Restriction.objects.in_force().filter(person=OuterRef("pk"))
    open_secret = held.filter(is_secret=False)
    found = Person.objects.filter(
        among("pk", restricted_people(user)),
        Exists(open_secret),
        ~Exists(held.filter(is_secret=True)),
        ~among("pk", *unseen_people(user)),
        among("pk", members_of_families_open_to(user)),
    )
    return found.annotate(ask=Subquery(open_secret.values("set_by__practitioner__team__name")[:1]))
