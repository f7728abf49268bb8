"""What a plan needs and has, and the photos of what the family wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from casework.models import Conference, PlanPhoto, PlanResource
from database import clock
from families.queries.ahead import Waiting

WAITING_SHOWN = 10


@dataclass(frozen=True, slots=True)
class PlanNeeds:
    """What was asked of services for a plan, the first first; and the photos, of whichever version they are."""

    resources: Sequence[PlanResource]
    photos: Sequence[PlanPhoto]


def plan_needs(conference: Conference, user: User) -> PlanNeeds:
    photos = PlanPhoto.objects.visible_to(user).filter(plan__conference=conference).defer("content")
    return PlanNeeds(
        list(PlanResource.objects.visible_to(user).filter(conference=conference).order_by("asked_on", "pk")),
        list(photos.select_related("plan").order_by("pk")),
    )


def needs_not_answered(conference: Conference, user: User) -> str:
    """What was asked of services and has no answer yet, line by line, for whoever agrees the plan: nobody types it again."""
    open_ones = PlanResource.objects.visible_to(user).filter(conference=conference, state=PlanResource.State.ASKED)
    words = _("%(what)s (%(whom)s), an answer by %(day)s")
    return "\n".join(
        words % {"what": one.what, "whom": one.from_whom, "day": date_format(one.answer_by, "j F")}
        for one in open_ones.order_by("asked_on", "pk")
    )


def seen_resource(pk: UUID, user: User) -> PlanResource:
    seen = PlanResource.objects.visible_to(user).select_related("conference__family", "conference__coordinator")
    return get_object_or_404(seen, pk=pk)


def seen_photo(pk: UUID, user: User) -> PlanPhoto:
    seen = PlanPhoto.objects.visible_to(user).select_related(
        "plan__conference__family", "plan__conference__coordinator"
    )
    return get_object_or_404(seen, pk=pk)


def waiting_for(user: User) -> list[Waiting]:
    """What this coordinator asked services for, and has not been answered by the day that was promised: theirs to ask again."""
    if not user.has(Permission.CONFERENCE_COORDINATE):
        return []
    late = Q(state=PlanResource.State.ASKED, answer_by__lt=clock.today(), conference__coordinator__user=user)
    found = PlanResource.objects.visible_to(user).filter(late).select_related("conference__family")
    words = _("Ask again about “%(what)s” for the plan of %(family)s")
    return [
        Waiting(
            words % {"what": one.what, "family": one.conference.family.name},
            f"{reverse('casework:conference', args=[one.conference_id])}#needs",
            by=one.answer_by,
            is_overdue=True,
            families=frozenset({one.conference.family_id}),
        )
        for one in found.order_by("answer_by", "pk")[:WAITING_SHOWN]
    ]
