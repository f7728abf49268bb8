"""Breaking the glass, and looking at it afterwards (domain.md §9.5, INV-54)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from database import clock
from families.actions.records import refuse_hidden_words
from families.models import EmergencyAccess, Family, Person, Record
from families.queries.emergency import families_called, told_people


class LookedAtAlready(DomainError):
    """Someone else was quicker."""

    code = "looked_at_already"


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
def open_in_an_emergency(
    *, name: str, born: date, reason_code: EmergencyAccess.Reason, reason_text: str, by: User
) -> list[Family]:
    """Open the family of someone whose name and birthday a caller gave, to a worker who does not work with it.

    One answer for whoever is not here, is for named people only, or does not exist for who asks.
    """
    found = families_called(name, born, by)
    if not found:
        raise ValidationError(
            _("Nothing can be opened for this name and date of birth. Check both, or ring the safeguarding lead.")
        )
    open_already = set(Family.objects.visible_to(by).filter(pk__in=[family.pk for family in found]))
    for family in found:
        if family not in open_already:
            break_glass(target=family, reason_code=reason_code, reason_text=reason_text, by=by)
    return found


@action
def end_emergency_access(*, access: EmergencyAccess, by: User) -> EmergencyAccess:
    """Close it before its four hours are over."""
    locked = EmergencyAccess.objects.select_for_update().get(pk=access.pk)
    if locked.ended_at is None:
        locked.ended_at = clock.now()
        locked.save(update_fields=["ended_at"])
        open_still = EmergencyAccess.objects.open_to(locked.user).aggregate(latest=Max("expires_at"))
        User.objects.filter(pk=locked.user_id).update(opened_until=open_still["latest"])
    return locked


@action
def review_emergency_access(
    *,
    access: EmergencyAccess,
    finding: EmergencyAccess.Finding,
    told_words: str,
    told_on: date | None = None,
    by: User,
) -> EmergencyAccess:
    """Say, as someone else, whether it was right; and what whom it is about reads of it, and from which day."""
    locked = EmergencyAccess.objects.select_for_update().get(pk=access.pk)
    if locked.reviewed_by_id is not None:
        raise LookedAtAlready(_("Someone has looked at this already."))
    locked.reviewed_by, locked.reviewed_on, locked.finding = by, clock.today(), finding
    locked.told_words, locked.told_on = told_words, told_on or clock.today()
    locked.full_clean(exclude={"started_at", "expires_at"})
    people, family = told_people(locked)
    refuse_hidden_words({_("what they read"): told_words}, shared_with=people, family=family, field="told_words", by=by)
    locked.save(update_fields=["reviewed_by", "reviewed_on", "finding", "told_words", "told_on"])
    return locked
