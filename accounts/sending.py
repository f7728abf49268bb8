"""A form is saved once, though it is sent twice: a line that broke, a second press, what a device kept and sends again (docs/adr/0030).

Our pages name each form that they open (`sent_as`). The name is noted in the transaction of what it saved, so that there is never the one
without the other; whatever arrives under it afterwards is led to where the first was led.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.actions.sending import hold, note_sent
from accounts.models import SentForm, User

SENT_AS = "sent_as"
NOT_SAVED_BY = {"keep", "throw_away", "look"}
"""Buttons of such forms that save nothing: what was written is kept for later, thrown away, or looked through."""
COOKIE = "kith_sent"
"""Tells the next page which form was answered, and whether it was saved: the device’s own copy has done its work."""
NOT_SAVED = "not"
MINUTES = 10
LONGEST = 500


def where_it_led(sent_as: UUID, user: User) -> str | None:
    """Where saving this form led, if it was saved."""
    found = SentForm.objects.visible_to(user).filter(sent_as=sent_as)
    return found.values_list("led_to", flat=True).first()


def save_once(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The innermost of all: only the view itself lies within its transaction."""

    def middleware(request: HttpRequest) -> HttpResponse:
        sent_as, user = _named(request), request.user
        if sent_as is None or not isinstance(user, User):
            return get_response(request)
        with transaction.atomic():
            hold(sent_as, user)
            led_to = where_it_led(sent_as, user)
            if led_to is not None:
                messages.info(request, _("This was saved already, so it was not saved again."))
                return _told(redirect(led_to), str(sent_as))
            answer = get_response(request)
            if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                return answer
            if answer.status_code != HTTPStatus.FOUND or NOT_SAVED_BY & request.POST.keys():
                return _told(answer, f"{sent_as}.{NOT_SAVED}")
            note_sent(sent_as=sent_as, led_to=answer["Location"][:LONGEST], by=user)
            return _told(answer, str(sent_as))

    return middleware


def _named(request: HttpRequest) -> UUID | None:
    if request.method != "POST" or request.path.startswith("/api/"):
        return None
    try:
        return UUID(request.POST.get(SENT_AS, ""))
    except ValueError:
        return None


def _told(answer: HttpResponse, what: str) -> HttpResponse:
    answer.set_cookie(COOKIE, what, max_age=MINUTES * 60, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE)
    return answer
