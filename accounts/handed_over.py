"""A phone that someone who works here hands to a family: until their own number is typed, their session opens what was handed over and
nothing else (domain.md §1.3, step 8; §1.10).

It is held here, at the server, for every address: a page that is only hidden can be found by whoever holds the phone.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

HANDED = "kith_handed_over"
MOST_TRIES = 5
"""Of typing the number; then the session ends, and whoever works here signs in again."""
DAY = 24 * 60 * 60
WAYS_OUT = ("/accounts/logout/", settings.STATIC_URL)
SENTENCE = _("This phone is handed over. Type your number first.")


def hand_over(request: HttpRequest, *, under: str, leave: str, back: str, pin: str) -> None:
    """From now on this session opens the addresses `under` one, and `leave`, where the number is asked for; then it goes on at `back`."""
    request.session[HANDED] = {
        "which": str(uuid4()),
        "under": under,
        "leave": leave,
        "back": back,
        "pin": make_password(pin),
    }


def is_handed_over(request: HttpRequest) -> bool:
    return HANDED in request.session


def handed_over_at(request: HttpRequest) -> str:
    """The address of what was handed over."""
    return str(request.session[HANDED]["under"])


@transaction.atomic
def take_back(request: HttpRequest, *, pin: str) -> tuple[str, int]:
    """Where it goes on when the number is right; else nothing, and how many tries are left. Two at once count as two."""
    handed: dict[str, str] = request.session[HANDED]
    Session.objects.select_for_update().filter(session_key=request.session.session_key).first()
    key = f"handed-over:{handed['which']}"
    tried = cache.get(key, 0)
    if tried >= MOST_TRIES:
        return "", 0
    if check_password(pin, handed["pin"]):
        del request.session[HANDED]
        cache.delete(key)
        return handed["back"], MOST_TRIES
    cache.set(key, tried + 1, DAY)
    return "", MOST_TRIES - tried - 1


def show_only_what_is_handed_over(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Every other address leads back to what was handed over; other systems' addresses are refused."""

    def middleware(request: HttpRequest) -> HttpResponse:
        handed: dict[str, Any] | None = request.session.get(HANDED)
        request.is_handed_over = handed is not None  # type: ignore[attr-defined]
        if handed is None or request.path.startswith((handed["under"], *WAYS_OUT)) or request.path == handed["leave"]:
            return get_response(request)
        if request.path.startswith("/api/"):
            status = HTTPStatus.FORBIDDEN
            problem = {
                "type": "about:blank",
                "title": status.phrase,
                "status": status,
                "detail": str(SENTENCE),
                "errors": [],
            }
            return JsonResponse(problem, status=status, content_type="application/problem+json")
        return redirect(handed["under"])

    return middleware
