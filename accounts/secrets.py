"""Text that only this place can read again: sessions, secrets of second steps and of single sign-on, what was typed while signed out."""

import base64
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12
"""Bytes that no two texts share, as AES-GCM asks for."""


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


def seal_in(place: str, text: str) -> str:
    """The text, encrypted for one place, where alone it can be read: for what each request reads, as it takes a seventh of the time."""
    nonce = os.urandom(NONCE)
    sealed = _box_of_places(settings.SECRET_KEY).encrypt(nonce, text.encode(), place.encode())
    return base64.b64encode(nonce + sealed).decode()


def unseal_in(place: str, sealed: str) -> str:
    """The text again, if it was sealed here for this place."""
    try:
        said = base64.b64decode(sealed, validate=True)
        return _box_of_places(settings.SECRET_KEY).decrypt(said[:NONCE], said[NONCE:], place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise Unreadable from error


@cache
def _box(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_made_of(key, b"kith sealed text")))


@cache
def _box_of_places(key: str) -> AESGCM:
    return AESGCM(_made_of(key, b"kith text sealed in its place"))


def _made_of(key: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key.encode())
