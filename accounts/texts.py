"""Texts to a telephone: a place says by `KITH_TEXT_SENDER` which function sends them. Two come with Kith."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string


def sends_texts() -> bool:
    """Whether this place sends texts at all."""
    return bool(settings.KITH_TEXT_SENDER)


def send_text(to: str, text: str) -> None:
    """Send it now, or fail: whoever asks for it is a job, and tries again."""
    cast("Callable[[str, str], None]", import_string(settings.KITH_TEXT_SENDER))(to, text)


def to_console(to: str, text: str) -> None:
    """For the demo, and for who develops: it stands where the process writes."""
    sys.stdout.write(f"Text to {to}: {text}\n")


def by_mail(to: str, text: str) -> None:
    """By SMTP, to a gateway that turns mail into texts: NUMBER@`KITH_TEXT_GATEWAY`."""
    number = "".join(sign for sign in to if sign.isdigit() or sign == "+")
    address = f"{number}@{settings.KITH_TEXT_GATEWAY}"
    connection = get_connection(settings.KITH_EMAIL_BACKEND)
    EmailMessage("", text, settings.DEFAULT_FROM_EMAIL, [address], connection=connection).send()
