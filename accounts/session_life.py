"""Sessions: how long they last, and when they were last used. Only their owner reads the list (design.md: no tracking of staff)."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import User

LAST_SEEN = "kith_last_seen"
OWN_DEVICE = "kith_own_device"
EVERY = 5 * 60
"""Seconds between two notes: each is a write, and says no more than "used today"."""


def begin_session(request: HttpRequest, user: User) -> None:
    """Say how long this sign-in lasts: for who works here until the browser is closed, for a family member by the device."""
    request.session[LAST_SEEN] = int(time.time())
    if user.kind == User.Kind.FAMILY:
        is_own = request.session.get(OWN_DEVICE, False)
        request.session.set_expiry(settings.KITH_OWN_DEVICE_SECONDS if is_own else settings.KITH_SHARED_DEVICE_SECONDS)
    else:
        request.session.set_expiry(0)


def note_last_seen(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Once in five minutes, note that the session is used; saving it also puts its end off, so typing counts as activity."""

    def middleware(request: HttpRequest) -> HttpResponse:
        noted = request.session.get(LAST_SEEN) if request.user.is_authenticated else None
        if noted is not None and time.time() - noted > EVERY:
            request.session[LAST_SEEN] = int(time.time())
            UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())
        return get_response(request)

    return middleware
