"""Who reads how far family meetings came, and how they stand by the quality standards."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission, Role
from casework.rules.conferences import plans_meetings


def can_see_meeting_figures(user: User) -> Decision:
    """Managers, the quality lead and the analyst: figures of the whole organisation, of nobody (domain.md §8.5, *measures*)."""
    return allow_if(
        user.has(Permission.CONFERENCE_FIGURES),
        otherwise=_("Only managers, the quality lead and the analyst read these figures."),
    )


def can_see_how_it_stands(user: User) -> Decision:
    """How one meeting stands by the standards: who offers, coordinates or answers, or reads the figures; of which, the door says."""
    return allow_if(
        plans_meetings(user) or user.has(Permission.PLAN_ANSWER) or user.has(Permission.CONFERENCE_FIGURES),
        otherwise=_("This is for those who offer family meetings, and their managers."),
    )


def reads_only_what_is_shared(user: User) -> bool:
    """Whether small numbers are kept from them on screen too: from who reads no record of anybody."""
    return not {Role.TEAM_MANAGER, Role.QUALITY_LEAD} & {*user.roles}
