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
from families.models import Family
from linkups.forms.steps import SaysYesForm, SureForm
from linkups.models import LinkUp
from linkups.queries.lists import link_ups
from linkups.queries.people import everyone_of, grown_ups

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
    people: Iterable[UUID] = ()


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
    see(page.name, page.families, request.user, people=page.people)
    context |= {"page": page, "form": form, "base": base_of(request.user), "section": section_of(request.user)}
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


def whose_yes(request: UserRequest, family: Family) -> tuple[forms.Form, dict[str, Any]]:
    """The form of a family's yes, and what it says already: one's own when one is of the family; a coach is asked whose it is."""
    if request.user.kind == User.Kind.FAMILY:
        return SureForm(given(request)), {"person": request.user.person_account.person}
    return SaysYesForm(given(request), people=grown_ups(family)), {}


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


def see(
    name: str,
    families: Iterable[UUID],
    user: User,
    *,
    people: Iterable[UUID] = (),
    kind: AccessEvent.Kind = AccessEvent.Kind.VIEW,
) -> None:
    """Write down that these families were looked at, so everyone who is in them; and whom else the page names."""
    shown = list(dict.fromkeys(families))
    seen = dict.fromkeys([*everyone_of(shown), *people])
    looked_at(kind=kind, what=f"linkups:{name}", families=shown, people=list(seen), by=user)


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
