"""What every page with a form does: take what was posted, try the one action, or show the form again as typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from accounts.actions.access import looked_at
from accounts.errors import DomainError
from accounts.http import UserRequest
from accounts.models import AccessEvent
from families.forms.versions import caught_up
from families.models import Family, Person

T = TypeVar("T")


def posted(request: UserRequest) -> QueryDict | None:
    """What was sent, even if it is nothing; None when the form is only opened."""
    return request.POST if request.method == "POST" else None


def attempt(form: forms.Form, write: Callable[..., T], **facts: Any) -> T | None:
    """Do the one action when the form is right. What the domain refuses becomes an error on the form."""
    if not form.is_valid():
        return None
    try:
        return write(**form.cleaned_data, **facts)
    except ValidationError as error:
        for name, messages in getattr(error, "message_dict", {NON_FIELD_ERRORS: error.messages}).items():
            form.add_error(name if name in form.fields else None, messages)
    except DomainError as error:
        form.add_error(None, str(error))
    return None


def form_page(
    request: UserRequest, form: forms.Form, *, title: str, about: Family | Person, what: str, **context: Any
) -> HttpResponse:
    """A page that asks for one fact about a family or a person, or asks again."""
    families, people = ([about.pk], []) if isinstance(about, Family) else ([], [about.pk])
    looked_at(kind=AccessEvent.Kind.VIEW, what=what, families=families, people=people, by=request.user)
    context |= {"form": form, "title": title, "about": about, "theirs": caught_up(form), "section": "families"}
    template = context.pop("template", "families/form.html")
    return render(request, template, context, status=422 if form.errors else 200)
