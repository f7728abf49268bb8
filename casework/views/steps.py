"""How every step of a conference is taken by a page: its form, one action, back to the conference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise

from accounts.actions.access import looked_at
from accounts.errors import DomainError
from accounts.http import UserRequest
from accounts.models import AccessEvent
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


def posted(request: UserRequest) -> Any:
    """What was sent; None when nothing was, so that a form is not yet wrong."""
    return request.POST if request.method == "POST" else None


def refuse(form: forms.Form, error: ValidationError | DomainError) -> None:
    """Say a refusal where it belongs on the form, or above it."""
    by_field = error.message_dict if isinstance(error, ValidationError) and hasattr(error, "error_dict") else {}
    if not by_field:
        form.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))
    for name, sentences in by_field.items():
        form.add_error(name if name in form.fields else None, sentences)


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
    if form.is_valid():
        try:
            action(**form.cleaned_data, by=request.user)
        except (ValidationError, DomainError) as error:
            refuse(form, error)
        else:
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
