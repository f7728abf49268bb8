"""What an organisation is called, what roles are, and how people sign in there, for its administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.organisation import (
    ask_second_step,
    change_organisation,
    keep_on_devices,
    propose_single_sign_on,
    switch_off_single_sign_on,
)
from accounts.forms.organisation import OnDevicesForm, OrganisationForm, SecondStepForm, SingleSignOnForm
from accounts.http import UserRequest
from accounts.queries import proposed_single_sign_on, roles_in_words, single_sign_on
from accounts.rules import can_administer
from accounts.writing import attempt, posted, press


@require_http_methods(["GET", "POST"])
def organisation_change(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    here = request.user.organisation
    form = OrganisationForm(
        posted(request), initial={"name": here.name, "nation": here.nation, "time_zone": here.time_zone}
    )
    if attempt(form, change_organisation, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("administration:home")
    context = {"form": form, "section": "administration"}
    return render(request, "accounts/organisation_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def signing_in(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    asked = {"requires_second_step": request.user.organisation.requires_second_step}
    form = SecondStepForm(posted(request), initial=asked)
    if attempt(form, ask_second_step, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("accounts:signing-in")
    context = {
        "form": form,
        "single_sign_on": single_sign_on(request.user),
        "proposed": proposed_single_sign_on(request.user),
        "section": "administration",
    }
    return render(request, "accounts/signing_in.html", context)


@require_http_methods(["GET", "POST"])
def on_devices(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    form = OnDevicesForm(posted(request), initial={"keeps_on_devices": request.user.organisation.keeps_on_devices})
    if attempt(form, keep_on_devices, by=request.user):
        messages.success(request, _("Saved. It counts from the next page that each of them opens."))
        return redirect("administration:home")
    return render(request, "accounts/on_devices.html", {"form": form, "section": "administration"})


@require_http_methods(["GET", "POST"])
def single_sign_on_change(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    present = single_sign_on(request.user)
    form = SingleSignOnForm(posted(request), present=present)
    if attempt(form, propose_single_sign_on, by=request.user):
        messages.success(request, _("Kept. It counts as soon as another administrator agrees."))
        return redirect("accounts:signing-in")
    context = {"form": form, "way": present, "section": "administration"}
    return render(request, "accounts/single_sign_on_form.html", context, status=422 if form.errors else 200)


@require_POST
def single_sign_on_off(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()
    done = _("Nobody signs in with their account at work any more.")
    return press(request, switch_off_single_sign_on, back="accounts:signing-in", done=done)


@require_safe
def role_list(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()
    return render(request, "accounts/role_list.html", {"roles": roles_in_words(), "section": "administration"})
