"""Calls that wait, and who is to make them; what no coach of the two families reads (domain.md §1.7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from families.models import ContactPoint, Involvement, Person, people_not_kept_from
from families.queries.ahead import Waiting
from families.queries.sign_ins import ways_to_ring
from linkups.models import WHO_RINGS, CallBack, LinkUpCheckIn, WordsPastCoach

CHOSEN_FROM = 5
ASKED_AT_MOST = 30
"""How many are looked at before nobody is found who may ring."""


@dataclass(frozen=True, slots=True)
class CallPage:
    """One call, as who is to make it needs it."""

    call: CallBack
    numbers: list[ContactPoint]
    words: str
    is_mine: bool


def is_low_again(check_in: LinkUpCheckIn) -> bool:
    """Twice running a face of 2 or less after meeting up: this time, and the last time that they said (domain.md §1.7)."""
    if check_in.after_meeting is None or check_in.after_meeting > LinkUpCheckIn.LOW_FACE:
        return False
    said = LinkUpCheckIn.objects.answered().filter(
        link_up=check_in.link_up_id, person=check_in.person_id, after_meeting__isnull=False
    )
    last = said.exclude(pk=check_in.pk).order_by("-answered_on", "-asked_on", "-pk").first()
    return last is not None and (last.after_meeting or 0) <= LinkUpCheckIn.LOW_FACE


def who_rings(
    check_in: LinkUpCheckIn, *, but: Collection[UUID] = (), managers_first: bool = False, first: str = ""
) -> User | None:
    """Someone who coaches neither family, and from whom the person is not kept: who supervises the coach, before others.

    `first`: whom the person would like to ring, by id.
    """
    team = check_in.link_up.coach.team if check_in.link_up.coach else None
    found = sorted(
        _may_ring(check_in).exclude(pk__in=but),
        key=lambda user: (
            str(user.pk) != first,
            _place(user, managers_first=managers_first),
            user.pk != (team and team.manager_id),
            user.pk,
        ),
    )
    return next((user for user in found[:ASKED_AT_MOST] if _is_open_to(user, check_in)), None)


def who_may_ring(check_in: LinkUpCheckIn) -> list[User]:
    """Of whom the person can choose who rings: the same people, as few as can be read at once, by name."""
    found = sorted(_may_ring(check_in), key=lambda user: (_place(user, managers_first=False), user.name, user.pk))
    return [user for user in found[:CHOSEN_FROM] if _is_open_to(user, check_in)]


def _is_open_to(user: User, check_in: LinkUpCheckIn) -> bool:
    return Person.objects.filter(people_not_kept_from(user, "id"), pk=check_in.person_id).exists()


def _may_ring(check_in: LinkUpCheckIn) -> QuerySet[User]:
    link_up = check_in.link_up
    both = [link_up.seeking_family_id, link_up.sharing_family_id]
    coaches = Involvement.objects.current().filter(family__in=both, role=Involvement.Role.FAMILY_COACH)
    return (
        User.objects.filter(organisation=check_in.organisation_id, kind=User.Kind.STAFF, is_active=True)
        .filter(roles__overlap=list(WHO_RINGS))
        .exclude(practitioner__in=coaches.values("practitioner"))
        .exclude(Q(practitioner__isnull=False) & Q(practitioner=link_up.coach_id))
    )


def _place(user: User, *, managers_first: bool) -> int:
    order = [Role.COACH_SUPERVISOR, Role.TEAM_MANAGER, Role.SAFEGUARDING_LEAD]
    if managers_first:
        order[:2] = order[1::-1]
    return next(place for place, role in enumerate(order) if role in user.roles)


def call_page(user: User, pk: UUID) -> CallPage:
    found = CallBack.objects.visible_to(user).select_related("check_in__person", "holder")
    call = get_object_or_404(found, pk=pk)
    words = WordsPastCoach.objects.visible_to(user).filter(call=call).first()
    return CallPage(
        call,
        ways_to_ring(call.check_in.person, user),
        words.words if words else "",
        is_mine=call.holder_id == user.pk,
    )


def waiting_for(user: User) -> list[Waiting]:
    """Calls that this user is to make, or that were late with another; the earliest due first."""
    return list(_lines(user, CallBack.objects.visible_to(user).open().select_related("check_in__person")))


def _lines(user: User, calls: Iterable[CallBack]) -> Iterator[Waiting]:
    for one in calls:
        text = _("Ring %(name)s") if one.holder_id == user.pk else _("Nobody has rung %(name)s yet")
        text %= {"name": one.check_in.person.known_as}
        people = frozenset({one.check_in.person_id})
        yield Waiting(text, one.get_absolute_url(), by=one.due_on, people=people)
