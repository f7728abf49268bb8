"""Who is away, who covers, and who may."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import Role
from database import clock
from families.models import Practitioner
from linkups.models import COACHES, CoachCover, LinkUp


def may_be_away(user: User) -> QuerySet[Practitioner]:
    """Oneself, and of whose team one is the manager; a supervisor of coaches arranges it for each of them."""
    known = Practitioner.objects.visible_to(user).filter(_coaches_now())
    if Role.COACH_SUPERVISOR in user.roles:
        return known.order_by("name", "pk")
    theirs = Practitioner.objects.filter(team__manager=user).values("pk")
    return known.filter(Q(user=user) | Q(pk__in=theirs)).order_by("name", "pk")


def may_cover(user: User) -> QuerySet[Practitioner]:
    """The coaches who sign in here."""
    return Practitioner.objects.visible_to(user).filter(_coaches_now()).order_by("name", "pk")


def _coaches_now() -> Q:
    return Q(user__is_active=True, user__roles__overlap=list(COACHES))


def covers_of(user: User) -> list[CoachCover]:
    """In which the user is away, covers or has arranged it, today or to come."""
    ahead = CoachCover.objects.visible_to(user).of(user).filter(period__endswith__gt=clock.today())
    return list(ahead.select_related("coach__user", "cover__user").order_by("period", "pk"))


def covers_today(user: User, link_up: LinkUp) -> CoachCover | None:
    """Who is there today instead of the coach of a link-up that goes on."""
    if link_up.coach_id is None or link_up.state in LinkUp.OVER:
        return None
    found = CoachCover.objects.visible_to(user).filter(coach=link_up.coach_id, period__contains=clock.today())
    return found.select_related("coach", "cover").first()
