"""Who arranges that somebody covers for a coach."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from linkups.models import CoachCover


def can_arrange_cover(user: User) -> Decision:
    """A coach for themselves, or who supervises them: the form offers for whom."""
    return allow_if(
        user.kind == User.Kind.STAFF and user.has(Permission.LINKUP_COACH),
        otherwise=_("Only coaches, and who supervises them, arrange that somebody covers."),
    )


def can_end_cover(user: User, cover: CoachCover) -> Decision:
    """Whoever was away, who arranged it, or who covers."""
    theirs = {cover.coach.user_id, cover.cover.user_id, cover.created_by_id}
    return can_arrange_cover(user) and allow_if(
        user.pk in theirs, otherwise=_("Only the two of them, or who arranged it, end this.")
    )
