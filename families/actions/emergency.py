"""Breaking the glass, and looking at it afterwards (domain.md §9.5, INV-54)."""

from __future__ import annotations

from accounts.history import action
from accounts.models import User
from database import clock
from families.models import EmergencyAccess, Family, Person, Record

TARGET: dict[type, str] = {Family: "family", Person: "person", Record: "record"}


@action
def break_glass(
    *, target: Family | Person | Record, reason_code: EmergencyAccess.Reason, reason_text: str, by: User
) -> EmergencyAccess:
    """Open what is closed for four hours, with a reason; someone else looks at it afterwards. The database sets the times."""
    access = EmergencyAccess(
        organisation=by.organisation,
        user=by,
        reason_code=reason_code,
        reason_text=reason_text,
        created_by=by,
        **{TARGET[type(target)]: target},
    )
    access.full_clean(exclude={"started_at", "expires_at"})
    access.save()
    access.refresh_from_db(fields=["started_at", "expires_at"])
    return access


@action
def end_emergency_access(*, access: EmergencyAccess, by: User) -> EmergencyAccess:
    """Close it before its four hours are over."""
    locked = EmergencyAccess.objects.select_for_update().get(pk=access.pk)
    if locked.ended_at is None:
        locked.ended_at = clock.now()
        locked.save(update_fields=["ended_at"])
    return locked


@action
def review_emergency_access(*, access: EmergencyAccess, finding: EmergencyAccess.Finding, by: User) -> EmergencyAccess:
    """Say, as someone else, whether it was right."""
    locked = EmergencyAccess.objects.select_for_update().get(pk=access.pk)
    locked.reviewed_by, locked.reviewed_on, locked.finding = by, clock.today(), finding
    locked.full_clean(exclude={"started_at", "expires_at"})
    locked.save(update_fields=["reviewed_by", "reviewed_on", "finding"])
    return locked
