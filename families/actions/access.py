"""Who comes alongside a family, and who leaves."""

from __future__ import annotations

from datetime import date

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from database import clock
from families.models import Family, Involvement, Practitioner
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
) -> Involvement:
    """Put a practitioner alongside a family; this is also what opens the family to them (domain.md §8.5, line 7)."""
    involvement = Involvement(
        organisation=by.organisation,
        family=family,
        practitioner=practitioner,
        role=role,
        period=period or since(clock.today()),
        start_reason=start_reason,
        created_by=by,
    )
    involvement.full_clean()
    involvement.save()
    return involvement


@action
def end_involvement(
    *, involvement: Involvement, on: date, end_reason: Involvement.EndReason, row_version: int | None = None, by: User
) -> Involvement:
    """End an involvement; reading goes on for 30 days, then stops."""
    locked = Involvement.objects.select_for_update().get(pk=involvement.pk)
    refuse_stale(locked, row_version)
    locked.period = until(locked.period, on)
    locked.end_reason = end_reason
    locked.full_clean()
    locked.save(update_fields=["period", "end_reason"])
    return locked
