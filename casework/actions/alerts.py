"""An alert from the asking to its end: evidence, a manager's agreement, and a day to look again (domain.md §9.8)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from casework.models import Alert
from database import clock
from families.models import Person


class AlertStepRefused(DomainError):
    """Someone else agreed to the alert, or ended it, first."""

    code = "alert_step"


@action
def ask_for_alert(*, person: Person, starts: date | None = None, by: User, **facts: Any) -> Alert:
    """Ask for an alert about someone; it shows once a manager agrees.

    `facts`: kind, text, evidence, discussed, discussed_on, review_on.
    """
    talked = facts.get("discussed_on")
    if talked and talked > clock.today():
        raise ValidationError({"discussed_on": _("Write it down once you have talked with them.")})
    alert = Alert(organisation=by.organisation, person=person, starts=starts or clock.today(), created_by=by, **facts)
    alert.full_clean()
    alert.save(force_insert=True)
    return alert


@action
def agree_to_alert(*, alert: Alert, by: User) -> Alert:
    """A manager agrees; from now on it shows."""
    held = _held(alert)
    if held.manager_id is not None:
        raise AlertStepRefused(_("A manager has agreed to this alert already."))
    return _changed(held, manager=by)


@action
def review_alert(*, alert: Alert, review_on: date, by: User) -> Alert:
    """Look at it again: it still holds, until another day."""
    held = _held(alert)
    return _changed(held, reviewed_on=max(clock.today(), held.starts), review_on=review_on)


@action
def end_alert(*, alert: Alert, by: User) -> Alert:
    """End it, or decline one that was asked for; that it was is kept."""
    held = _held(alert)
    return _changed(held, ended_on=max(clock.today(), held.starts))


def _held(alert: Alert) -> Alert:
    held = Alert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
    if held.ended_on is not None:
        raise AlertStepRefused(_("This alert has ended already."))
    return held


def _changed(held: Alert, **facts: Any) -> Alert:
    for name, value in facts.items():
        setattr(held, name, value)
    held.full_clean()
    held.save(update_fields=[*facts])
    return held
