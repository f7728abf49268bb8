"""What of conferences waits for someone, and which days come up: for Today and for the family's page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from casework.models import Conference
from database import clock
from families.models import Family, Involvement
from families.queries.ahead import ComingUp, Waiting

State = Conference.State
ACCEPT_WITHIN = timedelta(days=2)
"""A conference that was asked for is answered this soon (domain.md §2.3, step 1)."""
BEFORE_PREPARING = {State.OFFERED, State.REFERRED, State.ACCEPTED}
"""In these a conference is not changed but by a step: it has waited since then."""


def coming_up(user: User, family: Family) -> list[ComingUp]:
    """When a family meets or looks back at its plan, from today on, soonest first; a meeting without a day yet comes last."""
    days = list[ComingUp]()
    for conference in Conference.objects.visible_to(user).open().filter(family=family).order_by("pk"):
        href = conference.get_absolute_url()
        if conference.state == State.ARRANGED and conference.meets_at:
            meets = timezone.localtime(conference.meets_at)
            days.append(
                ComingUp(meets.date(), _("Family group conference"), href, f"{meets:%H:%M}, {conference.venue}")
            )
        elif conference.review_due_on and conference.held_on:
            days.append(ComingUp(conference.review_due_on, _("Looking back at the family’s plan"), href))
        elif conference.state == State.PREPARING:
            days.append(
                ComingUp(None, _("Family group conference"), href, _("It is being prepared, and has no day yet."))
            )
    return sorted((one for one in days if one.day >= clock.today()), key=lambda one: (one.day, one.href))


NEXT: Mapping[Conference.State, tuple[str | Promise, str]] = {
    State.OFFERED: (gettext_lazy("A family group conference is offered to %(family)s"), "casework:conference"),
    State.REFERRED: (gettext_lazy("A conference for %(family)s is asked for: accept it"), "casework:conference-accept"),
    State.ACCEPTED: (gettext_lazy("Choose a coordinator for %(family)s"), "casework:conference-coordinator"),
    State.PREPARING: (gettext_lazy("Prepare the conference of %(family)s"), "casework:conference"),
    State.ARRANGED: (gettext_lazy("The conference of %(family)s"), "casework:conference"),
    State.PLAN_AGREED: (gettext_lazy("Time to look back with %(family)s"), "casework:conference"),
    State.REVIEW_DUE: (gettext_lazy("Time to look back with %(family)s"), "casework:conference-close"),
}
"""What waits in a state, and on which page it is done. After a conference was held it depends on the plan: see `_after`."""


def waiting_for(user: User) -> list[Waiting]:
    """What of conferences waits for this user, oldest first; one query however many."""
    return [item for conference in _waiting(user) if (item := _item(conference, user))]


def _waiting(user: User) -> list[Conference]:
    lead, managed = Involvement.objects.led_by(user).current(), Involvement.objects.managed_by(user).current()
    led, manages = Q(family__in=lead.values("family")), Q(family__in=managed.values("family"))
    mine = Q(coordinator__user=user)
    steps = (
        Q(led, state=State.OFFERED)
        | Q(manages, state__in=[State.REFERRED, State.ACCEPTED])
        | Q(mine, state__in=[State.PREPARING, State.ARRANGED, State.REVIEW_DUE])
        | Q(mine | led | manages, state__in=[State.HELD, State.PLAN_NOT_AGREED])
        | Q(mine, state=State.PLAN_AGREED, review_due_on__lte=clock.today())
    )
    found = Conference.objects.visible_to(user).filter(steps).select_related("family", "coordinator")
    return list(found.annotate(newest_plan=Max("plans__version")).order_by("created_at", "pk"))


def _item(conference: Conference, user: User) -> Waiting | None:
    if conference.state in {State.HELD, State.PLAN_NOT_AGREED}:
        return _after(conference, user)
    text, page = NEXT[State(conference.state)]
    due = {
        State.REFERRED: timezone.localdate(conference.updated_at) + ACCEPT_WITHIN,
        State.ARRANGED: timezone.localdate(conference.meets_at) if conference.meets_at else None,
    }.get(State(conference.state), conference.review_due_on)
    return Waiting(
        str(text) % {"family": conference.family.name},
        reverse(page, args=[conference.pk]),
        by=due,
        since=timezone.localdate(conference.updated_at) if conference.state in BEFORE_PREPARING else None,
        families=frozenset({conference.family_id}),
    )


def _after(conference: Conference, user: User) -> Waiting | None:
    """Once it was held the coordinator writes the plan, and those who may answer it do, each version once."""
    newest = getattr(conference, "newest_plan", None)
    coordinates = conference.coordinator is not None and conference.coordinator.user_id == user.pk
    family, families = {"family": conference.family.name}, frozenset({conference.family_id})
    if newest and newest != conference.answered_version:
        if coordinates:
            return None
        href = reverse("casework:plan-agree", args=[conference.pk])
        return Waiting(_("Answer the plan of %(family)s") % family, href, since=conference.held_on, families=families)
    if coordinates:
        href = reverse("casework:plan-write", args=[conference.pk])
        text = _("Write down the plan of %(family)s") % family
        return Waiting(text, href, since=conference.held_on, families=families)
    return None
