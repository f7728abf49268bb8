"""How a step is taken by a page of its own: a form, one action, and back to where it was begun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from accounts.http import UserRequest
from accounts.writing import attempt
from families.forms.versions import caught_up

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """What the page of a step says around its form. `page` is its address's name."""

    page: str
    title: Words
    button: Words
    done: Words
    lede: Words = ""
    template: str


def take(
    request: UserRequest,
    page: StepPage,
    form: forms.Form,
    act: Callable[..., object],
    *,
    back: Any,
    note: Callable[[], None],
    **context: Any,
) -> HttpResponse:
    """Take the step if the form is whole and the action does not refuse it; else show the page, with all that was typed.

    `note` writes down that the page was shown, and whom it shows.
    """
    attempt(form, act, by=request.user)
    if form.is_valid():
        messages.success(request, str(page.done))
        return redirect(back)
    note()
    shown = {"page": page, "form": form, "theirs": caught_up(form)} | context
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, page.template, shown, status=status)
