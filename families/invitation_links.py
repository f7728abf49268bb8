"""The link of an invitation: signed, so that it can't be guessed; whether it still counts stands in the database."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from families.models import Invitation

SALT = "family invitation"


def token_of(invitation: Invitation) -> str:
    return signing.dumps([invitation.pk.hex, invitation.user_id.hex], salt=SALT)


def ids_in(token: str) -> tuple[UUID, UUID] | None:
    """The invitation and the sign-in that a link speaks of; None when we never wrote it."""
    try:
        invitation, user = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return UUID(invitation), UUID(user)
