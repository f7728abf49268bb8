"""Who writes down what a coach does, and asks again after the end."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from database import clock
from linkups.models import FollowUp, LinkUp
from linkups.rules.people import can_coach_link_up

State = LinkUp.State


def can_record_session(user: User, link_up: LinkUp) -> Decision:
    """A coach of either family, from the choice until the end."""
    return can_coach_link_up(user, link_up) and allow_if(
        link_up.state in {State.CHOSEN, State.AGREEING, *LinkUp.UNDER_WAY},
        otherwise=_("A session is written down while a link-up goes on."),
    )


def can_record_boundary_moment(user: User, link_up: LinkUp) -> Decision:
    """A coach of either family, while they meet."""
    return can_coach_link_up(user, link_up) and allow_if(
        link_up.state in {State.AGREEING, *LinkUp.UNDER_WAY}, otherwise=_("These two families do not meet now.")
    )


def can_record_follow_up(user: User, follow_up: FollowUp) -> Decision:
    """A coach alongside the family, from the day on which it is asked."""
    return (
        can_coach_link_up(user, follow_up.link_up)
        and allow_if(follow_up.due_on <= clock.today(), otherwise=_("They are asked when its day has come."))
        and allow_if(
            follow_up.state != FollowUp.State.ANSWERED, otherwise=_("They have told us, and it stays as it is.")
        )
    )


def can_see_week(user: User) -> Decision:
    """Coaches, and who supervises them: each their own week."""
    return allow_if(
        user.kind == User.Kind.STAFF and user.has(Permission.LINKUP_COACH),
        otherwise=_("Only a family coach has a week of link-ups."),
    )
