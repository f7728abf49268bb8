"""Keeping people, records and ties from someone; and saying that one knows someone from one's own life (domain.md §8.5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from database import clock
from families.models import (
    AccessBlock,
    DeclaredInterest,
    Family,
    HelperAccess,
    Parentage,
    Partnership,
    Person,
    Practitioner,
    Record,
    Restriction,
    RestrictionReader,
    SiblingLink,
    Visibility,
)
from families.periods import since, until

Held = TypeVar("Held", AccessBlock, Restriction)
Restrictable = Person | Record | Parentage | Partnership | SiblingLink
TARGET: dict[type, str] = {
    Person: "person",
    Record: "record",
    Parentage: "parentage",
    Partnership: "partnership",
    SiblingLink: "sibling_link",
}


@action
def set_block(
    *,
    viewer: Person,
    protected: Person | Record,
    ground: AccessBlock.Ground,
    review_on: date,
    both_ways: bool = False,
    by: User,
) -> AccessBlock:
    """Keep a person, or a record, from someone: to them it does not exist. `both_ways` keeps the two from each other (§8.6)."""
    target = "protected_person" if isinstance(protected, Person) else "record"
    block = AccessBlock(
        organisation=by.organisation,
        viewer_person=viewer,
        ground=ground,
        set_by=by,
        set_on=clock.today(),
        review_on=review_on,
        created_by=by,
        **{target: protected},
    )
    block.full_clean()
    block.save()
    if isinstance(protected, Person):
        _end_help_between(viewer, protected)
    if both_ways and isinstance(protected, Person):
        set_block(viewer=protected, protected=viewer, ground=ground, review_on=review_on, by=by)
    return block


def _end_help_between(one: Person, other: Person) -> None:
    """Nobody helps whom they are kept from: a block ends what either let the other do."""
    between = Q(owner=one, helper__person_account__person=other) | Q(owner=other, helper__person_account__person=one)
    HelperAccess.objects.held().filter(between).update(revoked_at=clock.now())


@action
def restrict(
    *,
    what: Restrictable,
    ground: Restriction.Ground,
    allowed: Iterable[User],
    review_on: date,
    is_secret: bool = True,
    by: User,
) -> Restriction:
    """Let only named people see a person, a record or a tie. Whoever restricts it is one of them."""
    readers = list(dict.fromkeys((by, *allowed)))
    if any(reader.kind == User.Kind.CLIENT for reader in readers):
        raise ValidationError({"allowed": _("Another system never sees what is restricted.")})
    if any(reader.reads_no_record for reader in readers):
        raise ValidationError(
            {"allowed": _("Name people who work with families: an administrator or an analyst reads no record.")}
        )
    restriction = Restriction(
        organisation=by.organisation,
        ground=ground,
        is_secret=is_secret,
        set_by=by,
        set_on=clock.today(),
        review_on=review_on,
        created_by=by,
        **{TARGET[type(what)]: what},
    )
    restriction.full_clean()
    restriction.save()
    RestrictionReader.objects.bulk_create(
        RestrictionReader(organisation=by.organisation, restriction=restriction, user=reader, created_by=by)
        for reader in readers
        if reader.kind != User.Kind.SYSTEM
    )
    if isinstance(what, (Parentage, Partnership, SiblingLink)) and what.visibility != Visibility.RESTRICTED:
        what.visibility = Visibility.RESTRICTED
        what.save(update_fields=["visibility"])
    return restriction


@action
def end_keeping(*, held: Held, ended_because: str, by: User) -> Held:
    """End a block or a restriction today, for a reason; that it was is kept."""
    locked = type(held).objects.select_for_update().get(pk=held.pk)
    if locked.ended_on is None:
        locked.ended_on, locked.ended_because = clock.today(), ended_because
        locked.full_clean()
        locked.save(update_fields=["ended_on", "ended_because"])
    return locked


@action
def declare_interest(
    *, practitioner: Practitioner, known: Person | Family, kind: DeclaredInterest.Kind, by: User
) -> DeclaredInterest:
    """Say that a worker knows someone from their own life: from now on they see nothing of them here, broken glass or not."""
    interest = DeclaredInterest(
        organisation=by.organisation,
        practitioner=practitioner,
        kind=kind,
        period=since(clock.today()),
        created_by=by,
        **{"person" if isinstance(known, Person) else "family": known},
    )
    interest.full_clean()
    interest.save()
    return interest


@action
def end_interest(*, interest: DeclaredInterest, on: date, row_version: int | None = None, by: User) -> DeclaredInterest:
    """Say that an interest is over; a manager does, for whoever has one can't see whom it is about."""
    locked = DeclaredInterest.objects.select_for_update().get(pk=interest.pk)
    refuse_stale(locked, row_version)
    locked.period = until(locked.period, on)
    locked.full_clean()
    locked.save(update_fields=["period"])
    return locked
