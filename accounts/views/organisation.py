"""How people sign in at an organisation, for its administrator."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.organisation import ask_second_step, set_single_sign_on
from accounts.actions.sessions import close_sign_in, end_sessions, open_sign_in
from accounts.forms.organisation import SecondStepForm, SingleSignOnForm
from accounts.http import UserRequest
from accounts.queries import sign_in_page, sign_ins, single_sign_on
from accounts.rules import can_administer, can_close_sign_in
from accounts.writing import attempt, posted


@require_http_methods(["GET", "POST"])
def signing_in(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    asked = {"requires_second_step": request.user.organisation.requires_second_step}
    form = SecondStepForm(posted(request), initial=asked)
    if attempt(form, ask_second_step, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("accounts:signing-in")
    context = {"form": form, "single_sign_on": single_sign_on(request.user)}
    return render(request, "accounts/signing_in.html", context)


@require_http_methods(["GET", "POST"])
def single_sign_on_change(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    present = single_sign_on(request.user)
    form = SingleSignOnForm(posted(request), present=present)
    if attempt(form, set_single_sign_on, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("accounts:signing-in")
    context = {"form": form, "way": present}
    return render(request, "accounts/single_sign_on_form.html", context, status=422 if form.errors else 200)


@require_safe
def sign_in_list(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    page = sign_in_page(request.user, request.GET.get("after", ""))
    return render(request, "accounts/sign_in_list.html", {"page": page})


@require_safe
def sign_in(request: UserRequest, pk: UUID) -> HttpResponse:
    """One sign-in; the page names no family, and when it was last used is nobody's business but its owner's."""
    person = get_object_or_404(sign_ins(request.user), pk=pk)
    context = {"person": person, "can_close_sign_in": can_close_sign_in(request.user, person)}
    return render(request, "accounts/sign_in.html", context)


@require_POST
def sessions_end(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(sign_ins(request.user), pk=pk)
    end_sessions(user=person, by=request.user)
    messages.success(request, _("%(name)s is signed out everywhere.") % {"name": person.name})
    return redirect("accounts:sign-in", pk)


@require_POST
def sign_in_close(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(sign_ins(request.user), pk=pk)
    can_close_sign_in(request.user, person).require()
    close_sign_in(user=person, by=request.user)
    messages.success(request, _("%(name)s can no longer sign in.") % {"name": person.name})
    return redirect("accounts:sign-in", pk)


@require_POST
def sign_in_open(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(sign_ins(request.user), pk=pk)
    can_close_sign_in(request.user, person).require()
    open_sign_in(user=person, by=request.user)
    messages.success(request, _("%(name)s can sign in again.") % {"name": person.name})
    return redirect("accounts:sign-in", pk)
