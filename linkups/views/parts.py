"""What the step pages of the link-ups share: the last three of a view's five steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import attempt, posted
from families.forms.versions import caught_up
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
    attempt(form, act, by=request.user)
    if form.is_valid():
        messages.success(request, page.done)
        return redirect(page.back)
    see(page.name, page.families, request.user, people=page.people)
    context |= {"page": page, "form": form, "theirs": caught_up(form)}
    context |= {"base": base_of(request.user), "section": section_of(request.user)}
    return render(
        request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    )


def whose_yes(request: UserRequest, family: Family) -> tuple[forms.Form, dict[str, Any]]:
    """The form of a family's yes, and what it says already: one's own when one is of the family; a coach is asked whose it is."""
    if request.user.kind == User.Kind.FAMILY:
        return SureForm(posted(request)), {"person": request.user.person_account.person}
    return SaysYesForm(posted(request), people=grown_ups(family, request.user)), {}


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
