"""Signing in as allauth does it, with our steps, our words and our doors."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts import keeping
from accounts.models import User
from accounts.session_life import begin_session
from database.asker import acting_as

NOT_RIGHT = _("That e-mail address and password don’t go together. Look at both, and try again.")


class InvitedOnly(DefaultAccountAdapter):
    """Nobody signs themselves up: people who work here are added, families are invited."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": NOT_RIGHT,
        "incorrect_code": _("That code doesn’t fit. Look at the message again; after three tries, ask for a new one."),
        "incorrect_password": _("That is not your password. Try again."),
        "too_many_login_attempts": _(
            "That was tried too often. Wait five minutes, then try again. Ask for a new password if you don’t know it."
        ),
        "invalid_password_reset": _("This link has been used, or is too old."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """A sign-in that has ended is answered like one that never was, after the same work (security.md §7, 82)."""
        user: User | None = super().authenticate(request, **credentials)
        return user if user and user.is_active and user.is_reached_by(credentials.get("email", "")) else None

    def set_password(self, user: User, password: str) -> None:
        """By the link of a reset nobody is known yet; whoever holds it writes their own password, in their own name."""
        with acting_as(user.asker):
            super().set_password(user, password)

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "accounts.second_step.SecondStep"}
        return [*(ours.get(stage, stage) for stage in super().get_login_stages()), "accounts.stages.OwnDevice"]

    def pre_login(
        self, request: HttpRequest, user: User, *, email: str | None = None, **how: Any
    ) -> HttpResponse | None:
        """A code opens the sign-in only while this is reached by the address that the code went to."""
        if email and not user.is_reached_by(email):
            clear_login(request)
            return redirect("account_login")
        answer: HttpResponse | None = super().pre_login(request, user, email=email, **how)
        return answer

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        begin_session(request, user)

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **how)
        keeping.remember_who(request, response, user)
        return response

    def is_safe_url(self, url: str | None) -> bool:
        """Only an address of this very host, said as a path: `next` leads nowhere else (security.md §7, 84)."""
        return bool(url) and str(url).startswith("/") and url_has_allowed_host_and_scheme(str(url), allowed_hosts=None)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the message; its host comes from the settings, never from the request (security.md §7, 83)."""
        url: str = super().get_reset_password_from_key_url(key)
        path = url.split("://", 1)[1].partition("/")[2]
        return f"{settings.KITH_URL}/{path}" if settings.KITH_URL else url

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *said: Any, **more: Any
    ) -> None:
        """The next page shows that one is signed in; a sentence about it would only be in the way."""
        if message_template not in {"account/messages/logged_in.txt", "account/messages/login_code_sent.txt"}:
            super().add_message(request, level, message_template, *said, **more)
