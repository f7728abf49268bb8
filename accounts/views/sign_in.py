"""The steps and helps of signing in that are ours, beside allauth's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.webauthn.views import add_webauthn
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.sign_in import OwnDeviceForm
from accounts.http import UserRequest
from accounts.keeping import forget_form, forget_who, kept_form, typed_here
from accounts.models import User
from accounts.offline import leave_nothing
from accounts.rules import has_a_password
from accounts.session_life import OWN_DEVICE
from accounts.stages import OwnDevice


@login_stage_required(stage=OwnDevice.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def own_device(request: HttpRequest) -> HttpResponse:
    """Before a family member is signed in: is this a phone that only they use?"""
    form = OwnDeviceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        request.session[OWN_DEVICE] = form.is_own
        answer: HttpResponse = request._login_stage.exit()  # type: ignore[attr-defined]
        return answer
    return render(request, "accounts/own_device.html", {"form": form}, status=422 if form.errors else 200)


def passkey_add(request: UserRequest) -> HttpResponse:
    """As allauth does it; codes for emergencies come with it only for who works here: a family member asks for a code."""
    answer: HttpResponse = add_webauthn(request)
    if answer.status_code == HTTPStatus.FOUND and request.method == "POST" and request.user.kind == User.Kind.FAMILY:
        return redirect("accounts:passkey-made")
    return answer


@require_safe
def passkey_made(request: UserRequest) -> HttpResponse:
    return render(request, "accounts/passkey_made.html")


@require_http_methods(["GET", "POST"])
def kept(request: UserRequest) -> HttpResponse:
    """What was typed when the session had run out, to be sent now; a POST throws it away."""
    if request.method == "POST":
        forget_form(request)
        return redirect("/")
    form = kept_form(request)
    if form is None:
        return redirect("/")
    return render(request, "accounts/kept_form.html", {"kept": form})


@require_safe
def back(request: UserRequest) -> HttpResponse:
    """Where signing in over a page ends; the page beneath reads who it is."""
    return render(request, "accounts/back.html")


def with_password(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page about a password, for those who have one."""

    @wraps(view)
    def wrapped(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        has_a_password(request.user).require()
        return view(request, *args, **kwargs)

    return wrapped


def leaving_nothing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who signs out leaves nothing in the browser: neither whose it was, nor what it kept without a signal.

    Who was not signed in and only begins again stays its writer.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        was_in = request.user.is_authenticated
        answer = view(request, *args, **kwargs)
        if was_in and not request.user.is_authenticated:
            forget_who(answer)
            leave_nothing(request, answer)
        return answer

    return wrapped


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page and its token no longer fit, as after signing in elsewhere: say so, and offer what was typed again."""
    return render(request, "403_csrf.html", {"kept": typed_here(request)}, status=HTTPStatus.FORBIDDEN)
