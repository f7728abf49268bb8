"""The link by which someone shows that a new address is theirs: signed, and whether it still counts stands in the database."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from accounts.models import AddressChange, User

SALT = "own address"


def token_of(change: AddressChange) -> str:
    return signing.dumps(change.pk.hex, salt=SALT)


def change_in(token: str, user: User) -> AddressChange | None:
    """What this user asked for by the link, while nobody has used it, taken it back or asked for another, and it is not too old."""
    try:
        pk = UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError):
        return None
    return AddressChange.objects.visible_to(user).in_time().filter(pk=pk).first()
