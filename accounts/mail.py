"""Mail leaves behind the page's back: how long sending takes must not tell whether an address is known (security.md §7, 82)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

SECONDS = 10
"""How long one message may take that somebody waits for."""

log = logging.getLogger(__name__)
_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="postman")


class InBackground(BaseEmailBackend):
    """Hands messages to `KITH_EMAIL_BACKEND` in a thread of its own, once what they speak of is committed."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        messages = list(email_messages)
        transaction.on_commit(lambda: _postman.submit(_deliver, messages))
        return len(messages)


def went(messages: Sequence[EmailMessage]) -> list[bool]:
    """Send these now, after what they speak of is committed, and say of each whether it went: for whoever is told so.

    Only to addresses that the sender sees anyway: how long it takes tells nothing. After two in a row that did not go the
    others are not tried.
    """
    said: list[bool] = []
    for message in messages:
        has_given_up = said[-2:] == [False, False]
        said.append(not has_given_up and _went(message))
    return said


def _went(message: EmailMessage) -> bool:
    try:
        return bool(get_connection(settings.KITH_EMAIL_BACKEND, timeout=SECONDS).send_messages([message]))
    except Exception:  # whatever the other side says: nobody's page breaks by it
        log.exception("A message was not sent.")
        return False


def _deliver(messages: list[EmailMessage]) -> None:
    try:
        get_connection(settings.KITH_EMAIL_BACKEND).send_messages(messages)
    except Exception:  # a thread has nobody above it who would hear of it
        log.exception("Mail was not sent.")
