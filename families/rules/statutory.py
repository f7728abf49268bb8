"""Who may tell what a statutory system says."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.access import Decision, allow_if
from accounts.models import User


def can_feed(user: User) -> Decision:
    """Only another system, with its token: what someone here knows is written down on a page."""
    return allow_if(
        user.kind == User.Kind.CLIENT, otherwise=_("Only the council’s system says this: it needs a token of its own.")
    )
