"""Writing down who was born together, and that there are brothers or sisters not known (domain.md §5.2)."""

from __future__ import annotations

from typing import Any

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from database import clock
from families.actions.settling import write_or_keep
from families.models import MultipleBirth, Person, ToBeSettled, UnknownSiblings
from families.periods import Period, always


@action
def record_born_together(
    *, one: Person, other: Person, identical: MultipleBirth.Identical, by: User, **how_known: Any
) -> MultipleBirth | ToBeSettled:
    """Record that two were born together. `how_known`: source, confidence, visibility, said_by."""
    a, b = sorted((one, other), key=lambda person: person.pk)
    birth = MultipleBirth(organisation=by.organisation, a=a, b=b, identical=identical, created_by=by, **how_known)
    return write_or_keep(row=birth, person=one, other=other, by=by)


@action
def correct_born_together(
    *, birth: MultipleBirth, identical: MultipleBirth.Identical | None, row_version: int | None = None, by: User
) -> MultipleBirth:
    """Say whether two who were born together are identical; or, with None, that they never were: that it was written is kept."""
    locked = MultipleBirth.objects.select_for_update().get(pk=birth.pk)
    refuse_stale(locked, row_version)
    if identical is None:
        locked.mistaken_on = clock.today()
    else:
        locked.identical = identical
    locked.full_clean()
    locked.save()
    return locked


@action
def record_unknown_siblings(
    *, person: Person, period: Period | None = None, by: User, **how_known: Any
) -> UnknownSiblings | ToBeSettled:
    """Record that someone has brothers or sisters, and nobody knows who. `end_fact` ends it when they become known."""
    fact = UnknownSiblings(
        organisation=by.organisation, person=person, period=period or always(), created_by=by, **how_known
    )
    return write_or_keep(row=fact, person=person, by=by)
