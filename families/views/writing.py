"""The page of a form about a family or a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from families.forms.alike import AsksWhoItIs
from families.forms.named import people_offered
from families.forms.versions import caught_up
from families.models import Family, Person, ToBeSettled
from families.views.noting import note_page_of


def say(request: UserRequest, written: object, done: str) -> None:
    """Say that it is done; or that it was kept, and nothing of why (domain.md §8.5, *People and edges*)."""
    if isinstance(written, ToBeSettled):
        messages.success(
            request, _("Kept. Someone who works with the family will look at it before it is written down.")
        )
    else:
        messages.success(request, done)


def way_back(request: UserRequest) -> str:
    """Where someone came from who adds a person on the way to something else: a path of ours (`?back=`), or nothing."""
    back = request.GET.get("back", "")
    return back if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None) else ""


def form_page(
    request: UserRequest,
    form: forms.Form,
    *,
    title: str,
    about: Family | Person,
    what: str,
    also: Iterable[UUID] = (),
    **context: Any,
) -> HttpResponse:
    """A page that asks for one fact about a family or a person, or asks again. `also`: whom else it names."""
    note_who_is_offered(request, form, what=what)
    note_page_of(about, what=what, named=people_offered(form) | {*also}, by=request.user)
    context |= {"form": form, "title": title, "about": about, "theirs": caught_up(form), "section": "families"}
    template = context.pop("template", "families/form.html")
    return render(request, template, context, status=422 if form.errors else 200)


def note_who_is_offered(request: UserRequest, *asking: forms.Form, what: str) -> None:
    """Whom the page shows as someone who may be meant; and whose being known here it lets be guessed, which is an attempt on them."""
    forms_ = [form for form in asking if isinstance(form, AsksWhoItIs)]
    shown = [person for form in forms_ for person in form.alike.values()]
    if shown:
        families = {membership.family_id for person in shown for membership in person.memberships.all()}
        people = {person.pk for person in shown}
        looked_at(kind=AccessEvent.Kind.SEARCH, what=what, families=families, people=people, by=request.user)
    for beyond in {form.beyond for form in forms_ if form.beyond}:
        looked_at(kind=AccessEvent.Kind.DENIED, what="families:may-be-known", record=beyond, by=request.user)
