"""Teams, and the lists that an organisation keeps: places, and bodies beside it."""

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

from accounts.actions.organisation import add_locality, rename_locality
from accounts.http import UserRequest
from accounts.rules import can_administer
from accounts.writing import attempt, posted, press
from families.actions.teams import add_agency, add_team, change_agency, change_team, end_team
from families.forms.colleagues import (
    AgencyChangeForm,
    AgencyForm,
    LocalityChangeForm,
    LocalityForm,
    TeamChangeForm,
    TeamForm,
)
from families.forms.versions import caught_up
from families.queries import colleagues as queries
from families.queries.localities import place_list
from families.rules.localities import can_adapt_places


@require_safe
def team_list(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    page = queries.team_list(request.user, request.GET.get("after", ""))
    return render(request, "families/team_list.html", {"page": page, "section": "teams"})


@require_http_methods(["GET", "POST"])
def team_add(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    form = TeamForm(posted(request), managers=queries.managers(request.user))
    if attempt(form, add_team, by=request.user):
        return _saved(request, "families:team-list")
    return _form(request, form, _("A new team"), back="families:team-list")


@require_http_methods(["GET", "POST"])
def team_change(request: UserRequest, pk: UUID) -> HttpResponse:
    team = get_object_or_404(queries.teams(request.user), pk=pk)
    can_administer(request.user).require()

    initial = {"name": team.name, "manager": team.manager_id, "row_version": team.row_version}
    managers = queries.managers(request.user, of=team)
    form = TeamChangeForm(posted(request), managers=managers, initial=initial)
    if attempt(form, change_team, team=team, by=request.user):
        return _saved(request, "families:team-list")
    return _form(request, form, team.name, back="families:team-list", team=team)


@require_POST
def team_end(request: UserRequest, pk: UUID) -> HttpResponse:
    team = get_object_or_404(queries.teams(request.user), pk=pk)
    can_administer(request.user).require()

    done = _("%(team)s has ended.") % {"team": team.name}
    return press(request, partial(end_team, team=team), back="families:team-list", done=done)


@require_safe
def locality_list(request: UserRequest) -> HttpResponse:
    can_adapt_places(request.user).require()

    page = place_list(request.user, request.GET.get("after", ""))
    context = {"page": page, "can_administer": can_administer(request.user), "section": "administration"}
    return render(request, "families/locality_list.html", context)


@require_http_methods(["GET", "POST"])
def locality_add(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    form = LocalityForm(posted(request))
    if place := attempt(form, add_locality, by=request.user):
        return redirect("families:locality-said", place.pk)
    return _form(request, form, _("A new place"), back="families:locality-list")


@require_http_methods(["GET", "POST"])
def locality_change(request: UserRequest, pk: UUID) -> HttpResponse:
    locality = get_object_or_404(queries.localities(request.user), pk=pk)
    can_administer(request.user).require()

    form = LocalityChangeForm(posted(request), initial={"name": locality.name, "row_version": locality.row_version})
    if attempt(form, rename_locality, locality=locality, by=request.user):
        return _saved(request, "families:locality-list")
    return _form(request, form, locality.name, back="families:locality-list")


@require_safe
def agency_list(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    page = queries.agency_list(request.user, request.GET.get("after", ""))
    return render(request, "families/agency_list.html", {"page": page, "section": "administration"})


@require_http_methods(["GET", "POST"])
def agency_add(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    form = AgencyForm(posted(request))
    if attempt(form, add_agency, by=request.user):
        return _saved(request, "families:agency-list")
    return _form(request, form, _("A new body beside us"), back="families:agency-list")


@require_http_methods(["GET", "POST"])
def agency_change(request: UserRequest, pk: UUID) -> HttpResponse:
    agency = get_object_or_404(queries.agencies(request.user), pk=pk)
    can_administer(request.user).require()

    initial = {"name": agency.name, "sector": agency.sector, "row_version": agency.row_version}
    form = AgencyChangeForm(posted(request), initial=initial)
    if attempt(form, change_agency, agency=agency, by=request.user):
        return _saved(request, "families:agency-list")
    return _form(request, form, agency.name, back="families:agency-list")


def _saved(request: UserRequest, back: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(back)


def _form(request: UserRequest, form: forms.Form, title: str, *, back: str, **context: Any) -> HttpResponse:
    context |= {"form": form, "title": title, "back": reverse(back), "theirs": caught_up(form)}
    context["section"] = "teams" if back == "families:team-list" else "administration"
    return render(request, "families/administration_form.html", context, status=422 if form.errors else 200)
