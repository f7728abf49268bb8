"""What the step pages of the link-ups share: the last three of a view's five steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from accounts.actions.access import looked_at
from accounts.errors import DomainError
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from families.forms.versions import caught_up
from linkups.models import LinkUp
from linkups.queries.lists import link_ups

STEP_PAGE = "linkups/step_form.html"


@dataclass(frozen=True, slots=True)
class StepPage:
    """What a step's page says around its form, where it leads back to, and what to write in the access log."""

    name: str
    title: str
    button: str
    done: str
    back: str
    back_text: str
    families: Iterable[UUID]
    lede: str = ""


def given(request: UserRequest) -> QueryDict | None:
    """What was sent, be it nothing; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def take(
    request: UserRequest,
    page: StepPage,
    form: forms.Form,
    act: Callable[..., object],
    *,
    template: str = STEP_PAGE,
    **context: Any,
) -> HttpResponse:
    """Take the step when the form is whole, and go back to where it was begun; otherwise show the form, with all that was typed."""
    if form.is_valid() and _acted(act, form, request.user):
        messages.success(request, page.done)
        return redirect(page.back)
    see(page.name, page.families, request.user)
    context |= {"page": page, "form": form, "theirs": caught_up(form)}
    context |= {"base": base_of(request.user), "section": section_of(request.user)}
    return render(
        request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    )


def _acted(act: Callable[..., object], form: forms.Form, user: User) -> bool:
    try:
        act(**form.cleaned_data, by=user)
    except ValidationError as error:
        for field, sentences in _by_field(error).items():
            form.add_error(field if field in form.fields else None, sentences)
    except DomainError as error:
        form.add_error(None, str(error))
    return not form.errors


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def post(request: UserRequest, act: Callable[..., object], *, done: str, back: str) -> HttpResponse:
    """A step of one button and no facts."""
    try:
        act(by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(back)


def see(name: str, families: Iterable[UUID], user: User, *, kind: AccessEvent.Kind = AccessEvent.Kind.VIEW) -> None:
    """Write down that these families' pages were looked at."""
    looked_at(kind=kind, what=f"linkups:{name}", families=list(dict.fromkeys(families)), by=user)


def seen_link_up(request: UserRequest, pk: UUID) -> LinkUp:
    """The link-up, when this user may see it."""
    return get_object_or_404(link_ups(request.user), pk=pk)


def both(link_up: LinkUp) -> list[UUID]:
    """The two families, for the access log."""
    return [link_up.seeking_family_id, link_up.sharing_family_id]


def base_of(user: User) -> str:
    """Bigger words and a quick way out for families; the working pages for staff."""
    return "family_base.html" if user.kind == User.Kind.FAMILY else "base.html"


def section_of(user: User) -> str:
    """The part of the navigation that a page belongs to."""
    return "ours" if user.kind == User.Kind.FAMILY else "linkups"
