"""The list of words for which others are better, and who does not want to be told of which."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.rules import can_administer
from accounts.writing import attempt, posted, press
from casework.actions.tips import add_tip, begin_tips, change_tip, hear_tip_again
from casework.forms.tips import TipChangeForm, TipForm
from casework.queries import tips as queries
from casework.rules.tips import can_read_lists
from families.forms.versions import caught_up

CHANGED = (
    "term",
    "forms",
    "not_in",
    "alternatives",
    "why",
    "level",
    "audience",
    "locality",
    "agreed_with",
    "is_active",
)


@require_safe
def tip_list(request: UserRequest) -> HttpResponse:
    can_read_lists(request.user).require()

    page = queries.tip_list(request.user, request.GET.get("after", ""))
    context = {
        "page": page,
        "ignored": queries.ignored_by(request.user),
        "can_change": can_administer(request.user),
        "section": "words",
    }
    return render(request, "casework/tip_list.html", context)


@require_POST
def tips_begin(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()
    return press(request, begin_tips, back="casework:tip-list", done=_("The words that come with Kith are there."))


@require_http_methods(["GET", "POST"])
def tip_add(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    form = TipForm(posted(request), places=queries.places(request.user))
    if attempt(form, add_tip, by=request.user):
        return saved(request, "casework:tip-list")
    return list_form(request, form, _("Another word"), back="casework:tip-list")


@require_http_methods(["GET", "POST"])
def tip_change(request: UserRequest, pk: UUID) -> HttpResponse:
    tip = get_object_or_404(queries.tips_to_change(request.user), pk=pk)
    can_administer(request.user).require()

    initial = {name: getattr(tip, name) for name in (*CHANGED, "row_version")}
    form = TipChangeForm(posted(request), initial=initial, places=queries.places(request.user), tip=tip)
    if attempt(form, change_tip, tip=tip, by=request.user):
        return saved(request, "casework:tip-list")
    return list_form(request, form, tip.term, back="casework:tip-list")


@require_POST
def tip_hear_again(request: UserRequest) -> HttpResponse:
    can_read_lists(request.user).require()

    tip = queries.heard(request.user, request.POST.get("tip", ""))
    if tip is None:
        messages.error(request, _("There is no such line."))
        return redirect("casework:tip-list")
    done = _("You will be told of this again.")
    return press(request, partial(hear_tip_again, tip=tip), back="casework:tip-list", done=done)


def saved(request: UserRequest, back: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(back)


def list_form(request: UserRequest, form: forms.Form, title: str, *, back: str) -> HttpResponse:
    """The page of one line of a list."""
    context: dict[str, Any] = {"form": form, "title": title, "back": reverse(back), "theirs": caught_up(form)}
    context["section"] = "administration"
    return render(request, "families/administration_form.html", context, status=422 if form.errors else 200)
