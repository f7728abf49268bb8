"""What the page of a link-up shows of coaching, and of asking again after the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from linkups.models import BoundaryMoment, CoachSession, FollowUp, LinkUp

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Coaching:
    """As far as one reader may see it: a family reads the sessions that it was at."""

    sessions: Sequence[CoachSession]
    moments: Sequence[BoundaryMoment]
    follow_ups: Sequence[FollowUp]


def coaching_of(user: User, link_up: LinkUp) -> Coaching:
    sessions = CoachSession.objects.visible_to(user).filter(link_up=link_up).order_by("-held_on", "-pk")
    moments = BoundaryMoment.objects.visible_to(user).filter(link_up=link_up).order_by("-noticed_on", "-pk")
    again = FollowUp.objects.visible_to(user).filter(link_up=link_up).order_by("months")
    return Coaching(
        list(sessions[:SHOWN]),
        [] if user.kind == User.Kind.FAMILY else list(moments[:SHOWN]),
        list(again) if link_up.state in LinkUp.OVER else [],
    )
