"""Text that only this place can read again: sessions, secrets of second steps and of single sign-on, what was typed while signed out."""

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """Sealed with another key, or changed, or older than allowed."""


def seal(text: str) -> str:
    """The text, encrypted with a key made from SECRET_KEY: who changes that key sets these secrets up again."""
    return _box(settings.SECRET_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str, *, seconds: int | None = None) -> str:
    """The text again, if it was sealed here and, when a number of seconds is given, not longer ago."""
    try:
        return _box(settings.SECRET_KEY).decrypt(sealed.encode(), ttl=seconds).decode()
    except InvalidToken as error:
        raise Unreadable from error


@cache
def _box(key: str) -> Fernet:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kith sealed text").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(made))
