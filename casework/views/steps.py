"""How every step of a conference is taken by a page: its form, one action, back to the conference."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from casework.models import Conference
from families.forms.named import people_offered
from families.views import steps


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceStep(steps.StepPage):
    """What the page of a step of a conference says."""

    template: str = "casework/conference_step.html"


def seen_conference(request: UserRequest, pk: UUID) -> Conference:
    """The conference, if the user may see it."""
    seen = Conference.objects.visible_to(request.user).select_related("family", "coordinator")
    return get_object_or_404(seen, pk=pk)


def take(
    request: UserRequest,
    conference: Conference,
    *,
    form: forms.Form,
    action: Callable[..., Any],
    page: ConferenceStep,
    **context: Any,
) -> HttpResponse:
    """Take the step and go back to the conference, or to `back`; or ask again. `named`: whom the page names beside whom it offers."""
    named, back = context.pop("named", ()), context.pop("back", conference)

    def note() -> None:
        looked(request, conference, page.page, named={*named, *people_offered(form)})

    context = {"conference": conference, "back": back, "section": "conferences"} | context
    return steps.take(request, page, form, action, note=note, **context)


def looked(
    request: UserRequest,
    conference: Conference,
    page: str,
    *,
    named: Iterable[UUID] = (),
    kind: AccessEvent.Kind = AccessEvent.Kind.VIEW,
) -> None:
    """Write down that the user read this page of a conference, which is about its people and names others."""
    looked_at(
        kind=kind,
        what=page,
        families=[conference.family_id],
        people={*conference.focus.values_list("person", flat=True), *named},
        record=conference.record_id,
        by=request.user,
    )
