"""What a family's plan needs of services, and the photo of what they wrote."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from casework.actions.conferences import StepRefused, still
from casework.actions.meeting_words import refuse_hidden_from_family
from casework.models import Conference, FamilyPlan, PlanPhoto, PlanResource
from casework.models.conferences import NEEDED_IN
from database import clock
from families.models import digest


@action
def ask_for_resource(*, conference: Conference, what: str, from_whom: str, by: User, **facts: Any) -> PlanResource:
    """Write down what was asked of a service for the plan. `facts`: amount_gbp, asked_on, answer_by."""
    locked = still(conference, *NEEDED_IN)
    refuse_hidden_from_family(locked, {"what": what, "from_whom": from_whom}, of=PlanResource, by=by)
    asked = PlanResource(
        organisation=by.organisation, conference=locked, what=what, from_whom=from_whom, created_by=by, **facts
    )
    asked.full_clean()
    asked.save(force_insert=True)
    return asked


@action
def answer_resource(
    *,
    resource: PlanResource,
    row_version: int | None = None,
    by: User,
    **said: Any,
) -> PlanResource:
    """What the service said: state, decided_by, decided_on, reason. That the meeting is closed ends no promise (domain.md §2.3, 13)."""
    locked = PlanResource.objects.select_for_update().select_related("conference").get(pk=resource.pk)
    refuse_stale(locked, row_version)
    told = {name: said.get(name) or "" for name in ("decided_by", "reason")}
    refuse_hidden_from_family(locked.conference, told, of=PlanResource, by=by)
    for name, value in said.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save(update_fields=[*said])
    return locked


@action
def keep_plan_photo(*, conference: Conference, content: bytes, alt_text: str, by: User) -> PlanPhoto:
    """Keep the photo of what the family wrote with the version of the plan that stands."""
    locked = still(conference, *NEEDED_IN)
    plan = FamilyPlan.objects.filter(conference=locked).order_by("-version").first()
    if plan is None:
        raise StepRefused(_("Write the plan first: the photo is kept with it."))
    refuse_hidden_from_family(locked, {"alt_text": alt_text}, of=PlanPhoto, by=by)
    photo = PlanPhoto(
        organisation=by.organisation,
        plan=plan,
        content=content,
        sha256=digest(content),
        alt_text=alt_text,
        created_by=by,
    )
    photo.clean_fields()
    photo.save(force_insert=True)
    return photo


@action
def take_plan_photo_away(*, photo: PlanPhoto, by: User) -> None:
    """Delete it: no point of it stays, here or in the history."""
    locked = PlanPhoto.objects.select_for_update().get(pk=photo.pk)
    locked.content, locked.alt_text, locked.gone_at = b"", "", clock.now()
    locked.save(update_fields=["content", "alt_text", "gone_at"])
