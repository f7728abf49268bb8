"""Putting a fact right that was written down wrongly, and taking out one that never was so (docs/adr/0027)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from accounts.errors import ChangedMeanwhile, DomainError
from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from families.actions.kinship import ENDS
from families.actions.settling import keep_for_someone
from families.actions.sign_ins import end_sign_in_by
from families.models import (
    ContactPoint,
    ExternalIdentifier,
    FamilyMembership,
    Parentage,
    ParentalResponsibility,
    Partnership,
    PersonName,
    Residence,
    SiblingLink,
    ToBeSettled,
)
from families.queries.settling import REFUSALS, is_refused_by_what_is_unseen

Fact = TypeVar(
    "Fact",
    Parentage,
    Partnership,
    SiblingLink,
    ParentalResponsibility,
    Residence,
    ContactPoint,
    ExternalIdentifier,
    FamilyMembership,
    PersonName,
)


WHOSE: Mapping[type, tuple[str, ...]] = {
    **ENDS,
    Residence: ("person",),
    ContactPoint: ("person",),
    FamilyMembership: ("person",),
    PersonName: ("person",),
    ExternalIdentifier: ("person",),
}
"""Whom each kind of fact is of, by its names for them."""


class StillNeeded(DomainError):
    """Something else rests on the fact."""

    code = "still_needed"


@action
def put_right(*, fact: Fact, row_version: int | None = None, by: User, **fields: Any) -> Fact | ToBeSettled:
    """Say of a fact what is right; what was written before stays in its history.

    When only what the writer may not see stands against it, it is kept for someone who may (domain.md §8.5).
    """
    locked = type(fact).objects.select_for_update().get(pk=fact.pk)
    refuse_stale(locked, row_version)
    for name, value in fields.items():
        setattr(locked, name, value)
    if type(locked) in REFUSALS and is_refused_by_what_is_unseen(locked, by):  # type: ignore[arg-type]
        one, *others = (getattr(locked, name) for name in WHOSE[type(locked)])
        return keep_for_someone(row=locked, person=one, other=others[0] if others else None, by=by)
    locked.full_clean()
    locked.save()
    return locked


@action
def take_out(*, fact: Fact, row_version: int, by: User) -> None:
    """Take out a fact that was written by mistake. Its history stays, with who took it out; refused while something rests on it.

    Whoever signs in by an address that was never theirs is invited anew.
    """
    if isinstance(fact, ContactPoint):
        end_sign_in_by(point=fact, by=by)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT kith_sec.take_out(%s, %s, %s)", (fact._meta.db_table, fact.pk, row_version))
            connection.check_constraints()  # what points to it: the database would look only when all is said
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") == "taken_out_as_read":
            raise ChangedMeanwhile(
                _(
                    "Someone else changed this meanwhile. Look at what they wrote, then say again whether it never was so."
                )
            ) from error
        raise StillNeeded(
            _(
                "Something else rests on this, such as who may see it, or an invitation that was sent there. End it instead."
            )
        ) from error
