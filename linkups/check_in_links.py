"""The link by which someone answers without signing in: of which organisation it is, and a secret of which we keep a checksum."""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from uuid import UUID

from linkups.models import CheckInLink

SECRET_BYTES, ID_BYTES = 32, 16
LENGTH = 64


def new_token(organisation: UUID) -> str:
    """16 bytes of the organisation, 32 that nobody can guess."""
    return urlsafe_b64encode(organisation.bytes + secrets.token_bytes(SECRET_BYTES)).decode()


def checksum_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def organisation_in(token: str) -> UUID | None:
    """Whose a link is; None when we never wrote it."""
    try:
        said = urlsafe_b64decode(token) if len(token) == LENGTH and token.isascii() else b""
    except Error:
        return None
    return UUID(bytes=said[:ID_BYTES]) if len(said) == ID_BYTES + SECRET_BYTES else None


def link_in(token: str) -> CheckInLink | None:
    """The link while it counts; asked as Kith itself, in its organisation alone."""
    found = CheckInLink.objects.open().filter(token_hash=checksum_of(token))
    return found.select_related("check_in__person", "check_in__link_up", "organisation").first()
