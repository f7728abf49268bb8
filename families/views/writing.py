"""The page of a form about a family or a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from families.forms.versions import caught_up
from families.models import Family, Person, ToBeSettled


def say(request: UserRequest, written: object, done: str) -> None:
    """Say that it is done; or that it was kept, and nothing of why (domain.md §8.5, *People and edges*)."""
    if isinstance(written, ToBeSettled):
        messages.success(
            request, _("Kept. Someone who works with the family will look at it before it is written down.")
        )
    else:
        messages.success(request, done)


def form_page(
    request: UserRequest, form: forms.Form, *, title: str, about: Family | Person, what: str, **context: Any
) -> HttpResponse:
    """A page that asks for one fact about a family or a person, or asks again. `also`: whom else it names."""
    named = list(context.pop("also", []))
    families, people = ([about.pk], named) if isinstance(about, Family) else ([], [about.pk, *named])
    looked_at(kind=AccessEvent.Kind.VIEW, what=what, families=families, people=people, by=request.user)
    context |= {"form": form, "title": title, "about": about, "theirs": caught_up(form), "section": "families"}
    template = context.pop("template", "families/form.html")
    return render(request, template, context, status=422 if form.errors else 200)
