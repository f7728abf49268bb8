"""Who writes down what two families agree on, and whose yes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from linkups.models import LinkUp, LinkUpAgreement
from linkups.rules.people import can_coach_link_up

OPEN = {LinkUp.State.AGREEING, *LinkUp.UNDER_WAY}


def can_write_agreement(user: User, link_up: LinkUp) -> Decision:
    """The coach, with both families, once they are asked."""
    return can_coach_link_up(user, link_up) and allow_if(
        link_up.state in OPEN, otherwise=_("What they agree on is written while they are asked, or meet.")
    )


def can_read_agreement(user: User, link_up: LinkUp, agreement: LinkUpAgreement | None) -> Decision:
    """Whoever reads the link-up, once there is one."""
    return allow_if(
        agreement is not None, otherwise=_("Nothing is agreed in writing yet. The coach writes it with both families.")
    )


def can_say_yes_to_agreement(user: User, link_up: LinkUp) -> Decision:
    """Anyone of the two families, for themselves and for whom they read; or the coach writes down who said so."""
    mine = user.kind == User.Kind.FAMILY or can_coach_link_up(user, link_up)
    return mine and allow_if(link_up.state in OPEN, otherwise=_("They do not meet any more: it stays as it was."))
