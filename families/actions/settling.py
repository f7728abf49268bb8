"""What could not be taken in because of something that its writer may not see: kept, and settled by someone who may."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import Protected, User
from accounts.versions import refuse_stale
from database import clock
from families.models import Family, Person, ToBeSettled
from families.periods import Period
from families.queries.settling import Lasting, Settled, is_refused_by_what_is_unseen

Row = TypeVar("Row", bound=Settled)
Dated = TypeVar("Dated", bound=Lasting)

ANEW = {"id", "created_at", "created_by", "updated_at", "row_version", "period", "since_precision"}
"""What the same fact of other days says for itself."""


class NotYours(DomainError):
    """What stands against it is not for whoever tries to settle it either."""

    code = "not_yours_to_settle"


class SettledAlready(DomainError):
    """Someone else was quicker."""

    code = "settled_already"


@action
def write_or_keep(
    *, row: Row, person: Person | None = None, other: Person | None = None, family: Family | None = None, by: User
) -> Row | ToBeSettled:
    """Write a fact of people or of a family; or, when only what its writer may not see stands against it, keep it for someone who may
    (§8.5).

    A refusal whose cause the writer can see is told as it is.
    """
    try:
        with transaction.atomic():
            row.full_clean()
            row.save(force_insert=True)
    except (ValidationError, IntegrityError):
        if not is_refused_by_what_is_unseen(row, by):
            raise
    else:
        return row
    return keep_for_someone(row=row, person=person, other=other, family=family, by=by)


def keep_for_someone(
    *, row: Protected, person: Person | None = None, other: Person | None = None, family: Family | None = None, by: User
) -> ToBeSettled:
    """Keep a fact, or what is said to be right of one, for someone who sees what stands against it."""
    kept = ToBeSettled(
        organisation=by.organisation,
        family=family,
        person=person,
        other=other,
        told=str(row)[:400],
        facts=json.loads(serializers.serialize("json", [row]))[0],
        created_by=by,
    )
    kept.full_clean()
    kept.save()
    return kept


def beyond(fact: Dated, was: Period, by: User) -> Dated | None:
    """The days that are added to a fact whose end is put off, when only what their writer may not see stands against them."""
    if was.upper is None or fact.period.upper is None or fact.period.upper <= was.upper:
        return None
    if not is_refused_by_what_is_unseen(fact, by):
        return None
    same = {one.attname: getattr(fact, one.attname) for one in fact._meta.concrete_fields if one.name not in ANEW}
    return type(fact)(**same, period=Period(was.upper, fact.period.upper), created_by=by)


@action
def accept_settled(*, entry: ToBeSettled, by: User) -> None:
    """Take in what was kept, once nothing stands against it any more; what does is told to whoever settles it, if they may see it."""
    row: Any = next(iter(serializers.deserialize("python", [entry.facts]))).object
    _follow_merges(row)
    stands = type(row).objects.select_for_update().filter(pk=row.pk).first()
    if stands:  # what was kept is what is right of it
        refuse_stale(stands, row.row_version)
        row._state.adding = False
    if is_refused_by_what_is_unseen(row, by):
        raise NotYours(_("This can’t be taken in now. It waits for someone else."))
    _settle(entry, ToBeSettled.State.ACCEPTED, by)
    row.full_clean()
    row.save(force_insert=not stands)


def _follow_merges(row: Any) -> None:
    """Whoever it was about may have been found to be someone else meanwhile."""
    fields = [one for one in row._meta.concrete_fields if one.related_model is Person]
    kept = Person.objects.filter(pk__in=[getattr(row, one.attname) for one in fields], merged_into__isnull=False)
    now = dict(kept.values_list("pk", "merged_into"))
    for one in fields:
        person = getattr(row, one.attname)
        setattr(row, one.attname, now.get(person, person))


@action
def throw_away_settled(*, entry: ToBeSettled, by: User) -> None:
    """Leave things as they are: what was kept is not taken in."""
    _settle(entry, ToBeSettled.State.THROWN_AWAY, by)


def _settle(entry: ToBeSettled, state: ToBeSettled.State, by: User) -> None:
    locked = ToBeSettled.objects.select_for_update().get(pk=entry.pk)
    if locked.state != ToBeSettled.State.WAITING:
        raise SettledAlready(_("This has been settled already."))
    locked.state, locked.settled_by, locked.settled_on = state, by, clock.today()
    locked.full_clean()
    locked.save(update_fields=["state", "settled_by", "settled_on"])
