"""Who reads how steadily a team stays alongside its families."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission


def can_see_continuity(user: User) -> Decision:
    """A manager, whose families they are to read anyway: a figure is never of more than its reader may see."""
    return allow_if(
        user.has(Permission.CONTINUITY_READ), otherwise=_("Only a team’s manager sees its figures: ask them.")
    )
