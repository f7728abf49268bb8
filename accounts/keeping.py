"""What was typed when the session had run out: kept, encrypted, until its writer has signed in again (ui.md, saving rules)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse

from accounts.choices_known import labels_at
from accounts.models import User
from accounts.queries import page_in_words
from accounts.secrets import Unreadable, seal, unseal
from accounts.session_life import OWN_DEVICE

COOKIE = "kith_writer"
DAYS = 30
KEPT = "kith_kept_form"
HOUR = 60 * 60
NEVER_KEPT = ("password", "oldpassword", "password1", "password2", "code", "credential", "client_secret")
CHOSEN = re.compile(r"on|[a-z]+(_[a-z]+)+|\d{1,4}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What a box that was ticked, a choice, a day or a number on a scale is sent as: it says nothing to who reads it."""
OURS = ("_version", "_FORMS", "sent_as")
"""What our pages put into a form, and nobody chose."""
PAGES_OF_ONES_OWN = ("/accounts/", "/api/")
_signer = Signer(salt="who writes in this browser")


@dataclass(frozen=True, slots=True)
class KeptForm:
    """Where the form was going, and its fields as they were typed."""

    path: str
    fields: list[tuple[str, str]]

    @property
    def words(self) -> list[str]:
        """What someone typed, and what stands beside what they chose where the form knows it; nothing of what only it can tell."""
        return [words for _name, words in self._told() if words.strip()]

    @property
    def has_choices(self) -> bool:
        """Whether it holds more than its words, and how often it was saved before."""
        return any(not words for name, words in self._told() if not name.endswith(OURS))

    def _told(self) -> Iterator[tuple[str, str]]:
        """Each field with what it says; with nothing, where only its form can tell."""
        labels = labels_at(self.path)
        for name, value in self.fields:
            of_field = labels.get(name.rpartition("-")[2], {})
            yield name, of_field.get(value, "" if CHOSEN.fullmatch(value) else value or " ")

    @property
    def page(self) -> str:
        """What the page of the form is called."""
        try:
            return page_in_words(resolve(urlsplit(self.path).path).view_name)
        except Resolver404:
            return page_in_words("")


def remember_who(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Leave in the browser whose it was: when a form comes back without a session, it is kept for no one else.

    Not where others use the browser too: whoever types there next may be one of them.
    """
    if user.kind == User.Kind.FAMILY and not request.session.get(OWN_DEVICE):
        forget_who(response)
        return
    response.set_cookie(
        COOKIE,
        _signer.sign(user.pk.hex),
        max_age=DAYS * 24 * HOUR,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget_who(response: HttpResponse) -> None:
    """Whoever signs out themselves has left: what is typed from then on is not theirs."""
    response.delete_cookie(COOKIE, samesite="Strict")


class SignInDoor(LoginRequiredMiddleware):
    """Django's door; a form that stands before it is kept, and given back behind it."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        writer = _writer(request)
        if writer is None or request.method != "POST" or request.path.startswith(PAGES_OF_ONES_OWN):
            return super().handle_no_permission(request, view_func)
        kept = {"by": writer.hex, "path": request.get_full_path(), "fields": _typed(request)}
        request.session[KEPT] = seal(json.dumps(kept))
        return redirect_to_login(reverse("accounts:kept-form"))


def kept_form(request: HttpRequest) -> KeptForm | None:
    """What this browser holds for who is signed in now; what is another's, or older than an hour, is thrown away."""
    try:
        kept = json.loads(unseal(request.session.get(KEPT, ""), seconds=HOUR))
    except Unreadable:
        kept = {}
    if kept and isinstance(request.user, User) and kept["by"] == request.user.pk.hex:
        return KeptForm(kept["path"], [(name, value) for name, value in kept["fields"]])
    forget_form(request)
    return None


def forget_form(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)


def typed_here(request: HttpRequest) -> KeptForm:
    """The fields of a POST that came from one of our own pages; none from anywhere else, for a page must not offer
    to send again what a stranger's page has put together."""
    said = urlsplit(request.headers.get("Origin") or request.headers.get("Referer") or "")
    is_ours = said.netloc == request.get_host() and not request.path.startswith(PAGES_OF_ONES_OWN)
    return KeptForm(request.get_full_path(), _typed(request) if is_ours else [])


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    left_out = {"csrfmiddlewaretoken", *NEVER_KEPT}
    return [
        (name, value) for name, values in request.POST.lists() if name not in left_out for value in map(str, values)
    ]


def _writer(request: HttpRequest) -> UUID | None:
    try:
        return UUID(_signer.unsign(request.COOKIES.get(COOKIE, "")))
    except (BadSignature, ValueError):
        return None
