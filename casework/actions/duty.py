"""What the law asks for, as an administrator says it; and why a child’s family was not offered a meeting (domain.md §2.1)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from casework.models import DutyExemption, MeetingDuty
from families.models import Person


class ExemptionOver(DomainError):
    """Someone else ended it first."""

    code = "exemption_over"


@action
def say_meeting_duty(*, by: User, **said: Any) -> MeetingDuty:
    """Say what holds from now on; what was said before stays. `said`: nation, stands, in_force_from, where_said."""
    duty = MeetingDuty(organisation_id=by.organisation_id, created_by=by, **said)
    duty.full_clean()
    duty.save(force_insert=True)
    return duty


@action
def write_exemption(*, child: Person, by: User, **decided: Any) -> DutyExemption:
    """Write down what a manager decided. `decided`: stage, reason, decided_by, decided_on."""
    exemption = DutyExemption(organisation_id=by.organisation_id, child=child, created_by=by, **decided)
    exemption.full_clean()
    exemption.save(force_insert=True)
    return exemption


@action
def end_exemption(*, exemption: DutyExemption, ended_on: date, by: User) -> DutyExemption:
    """Say from when it no longer holds; that it was decided stays."""
    locked = DutyExemption.objects.select_for_update(of=("self",)).get(pk=exemption.pk)
    if locked.ended_on is not None:
        raise ExemptionOver(_("This has ended already."))
    locked.ended_on = ended_on
    locked.full_clean()
    locked.save(update_fields=["ended_on"])
    return locked
