"""How every step of a conference is taken by a page: its form, one action, back to the conference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt
from casework.models import Conference
from families.forms.versions import caught_up

Words = str | Promise


@dataclass(frozen=True, slots=True)
class StepPage:
    """What the page of a step says. `page` is its URL's name."""

    page: str
    title: Words
    button: Words
    done: Words
    lede: Words = ""
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
    page: StepPage,
    **context: Any,
) -> HttpResponse:
    """Take the step if the form is whole and the action does not refuse it; else show the page, with all that was typed."""
    attempt(form, action, by=request.user)
    if form.is_valid():
        messages.success(request, str(page.done))
        return redirect(conference)
    looked(request, conference, page.page)
    shown = {"conference": conference, "form": form, "page": page, "theirs": caught_up(form), "section": "conferences"}
    shown |= context
    return render(request, page.template, shown, status=422 if form.is_bound else 200)


def looked(
    request: UserRequest, conference: Conference, page: str, kind: AccessEvent.Kind = AccessEvent.Kind.VIEW
) -> None:
    """Write down that the user read this page of a conference."""
    looked_at(
        kind=kind,
        what=page,
        families=[conference.family_id],
        people=conference.focus.values_list("person", flat=True),
        record=conference.record_id,
        by=request.user,
    )
