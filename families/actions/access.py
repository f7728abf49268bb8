"""Who comes alongside a family, and who leaves."""

from __future__ import annotations

from datetime import date

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from database import clock
from families.actions.settling import beyond, write_or_keep
from families.models import Family, Involvement, Practitioner, ToBeSettled
from families.periods import Period, since, until


@action
def begin_involvement(
    *,
    family: Family,
    practitioner: Practitioner,
    role: Involvement.Role,
    period: Period | None = None,
    start_reason: str = "",
    by: User,
) -> Involvement | ToBeSettled:
    """Put a practitioner alongside a family; this is also what opens the family to them (domain.md §8.5, line 7).

    Where a child goes to school may be hidden from whoever writes it, and stand against it.
    """
    involvement = Involvement(
        organisation=by.organisation,
        family=family,
        practitioner=practitioner,
        role=role,
        period=period or since(clock.today()),
        start_reason=start_reason,
        created_by=by,
    )
    return write_or_keep(row=involvement, family=family, by=by)


@action
def end_involvement(
    *, involvement: Involvement, on: date, end_reason: Involvement.EndReason, row_version: int | None = None, by: User
) -> Involvement | ToBeSettled:
    """End an involvement; reading goes on for 30 days, then stops. A later day than was said may have to be settled."""
    locked = Involvement.objects.select_for_update().get(pk=involvement.pk)
    refuse_stale(locked, row_version)
    was, locked.period = locked.period, until(locked.period, on)
    locked.end_reason = end_reason
    if more := beyond(locked, was, by):
        return write_or_keep(row=more, family=locked.family, by=by)
    locked.full_clean()
    locked.save(update_fields=["period", "end_reason"])
    return locked
