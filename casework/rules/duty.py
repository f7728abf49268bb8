"""Who reads who was offered a family meeting before a court is asked, and who writes down why someone was not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from casework.models import DutyExemption
from casework.rules.conferences import offers_meetings, plans_meetings
from families.models import Person
from families.rules.people import can_edit_person


def can_read_duty(user: User) -> Decision:
    """Whoever offers family meetings, coordinates them or answers their plans; of which children is the door’s to say."""
    return allow_if(
        plans_meetings(user) or user.has(Permission.PLAN_ANSWER),
        otherwise=_("This is for those who offer family meetings, and their managers."),
    )


def can_take_census(user: User) -> Decision:
    """Managers: it takes children’s numbers out of Kith. Of which children is the door’s to say."""
    return allow_if(
        user.has(Permission.PLAN_ANSWER), otherwise=_("Only managers take a file for the council’s census.")
    )


def can_write_exemption(user: User, child: Person) -> Decision:
    """Someone alongside a family of the child’s; that a manager decided stands in what they write."""
    return allow_if(
        offers_meetings(user), otherwise=_("Only people who offer family meetings write down why there is none.")
    ) and can_edit_person(user, child)


def can_end_exemption(user: User, exemption: DutyExemption) -> Decision:
    return can_write_exemption(user, exemption.child)
