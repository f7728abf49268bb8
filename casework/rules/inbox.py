"""Who has an inbox of what waits from their teams."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission


def can_see_inbox(user: User) -> Decision:
    """A team's manager; what waits for everyone else stands on Today."""
    return allow_if(
        user.has(Permission.TEAM_LEAD),
        otherwise=_("Only a team’s manager has an inbox. What waits for you stands on Today."),
    )
