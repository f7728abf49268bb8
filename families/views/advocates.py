"""Advocates, for an administrator: no page of these names whom they help."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.entering import this_place
from accounts.http import UserRequest
from accounts.rules import can_administer
from accounts.writing import attempt, posted, press
from families.actions.advocates import bring_advocate_back, end_advocate, let_advocate_in
from families.forms.advocates import AdvocateForm
from families.queries import advocates as queries


@require_safe
def advocate_list(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    page = queries.advocate_list(request.user, request.GET.get("after", ""))
    return render(request, "families/advocate_list.html", {"page": page, "section": "administration"})


@require_http_methods(["GET", "POST"])
def advocate_add(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    form = AdvocateForm(posted(request), bodies=queries.bodies(request.user))
    if attempt(form, let_advocate_in, place=this_place(request), by=request.user):
        messages.success(request, _("They are written to. They read nothing before someone lets them help."))
        return redirect("families:advocate-list")
    context = {"form": form, "title": _("Let an advocate in"), "section": "administration"}
    context["back"] = reverse("families:advocate-list")
    return render(request, "families/administration_form.html", context, status=422 if form.errors else 200)


@require_POST
def advocate_end(request: UserRequest, pk: UUID) -> HttpResponse:
    advocate = get_object_or_404(queries.advocates(request.user), pk=pk)
    can_administer(request.user).require()

    done = _("%(name)s is signed out, and reads nothing any more.") % {"name": advocate.user.name}
    return press(request, partial(end_advocate, advocate=advocate), back="families:advocate-list", done=done)


@require_POST
def advocate_back(request: UserRequest, pk: UUID) -> HttpResponse:
    advocate = get_object_or_404(queries.advocates(request.user), pk=pk)
    can_administer(request.user).require()

    done = _("%(name)s can sign in again. Whom they help says so anew.") % {"name": advocate.user.name}
    return press(request, partial(bring_advocate_back, advocate=advocate), back="families:advocate-list", done=done)
