"""The link by which a colleague comes in for the first time: signed, and whether it still counts stands in the database."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from accounts.models import Proposal, User
from database.asker import acting_as

SALT = "colleague invitation"


def token_of(proposal: Proposal) -> str:
    return signing.dumps([proposal.pk.hex, str(proposal.about_id), str(proposal.link_until)], salt=SALT)


def user_invited(token: str) -> User | None:
    """Whom a link was written for: asked as nobody, whoever of whichever council is signed in on this browser."""
    said = _said(token)
    with acting_as(None):
        return User.objects.filter(pk=said[1], kind=User.Kind.STAFF, is_active=False).first() if said else None


def proposal_in(token: str, user: User) -> Proposal | None:
    """The invitation of a link while it counts, asked as the one whom it was written for; a newer link ends an older."""
    said = _said(token)
    found = Proposal.objects.with_open_link().filter(pk=said[0], about=user).first() if said else None
    return found if found and said and str(found.link_until) == said[2] else None


def _said(token: str) -> tuple[UUID, UUID, str] | None:
    try:
        proposal, user, until = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return UUID(proposal), UUID(user), until
