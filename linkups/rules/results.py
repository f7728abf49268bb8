"""Who reads what came of the link-ups, and of how few."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission, Role
from linkups.models.calls import of_families_coached_by


def can_see_results(user: User) -> Decision:
    """The coaches' supervisor, managers, the quality lead and the analyst: of many, and never of a family or a coach (domain.md §1.7)."""
    return allow_if(
        user.has(Permission.LINKUP_FIGURES),
        otherwise=_(
            "Only the coaches’ supervisor, managers, the quality lead and the analyst read what came of link-ups."
        ),
    )


def reads_only_what_is_passed_on(user: User) -> bool:
    """Whether small numbers are kept from them on screen too: from who reads no record of anybody, and from who coaches a link-up, for
    that somebody rings past the coach is told to no coach (domain.md §1.7)."""
    reads_records = {Role.TEAM_MANAGER, Role.QUALITY_LEAD, Role.COACH_SUPERVISOR} & {*user.roles}
    return not reads_records or of_families_coached_by(user).exists()
