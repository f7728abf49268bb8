"""Who reads what is written about them, and says how they are reached."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User


def can_read_our_facts(user: User) -> Decision:
    return allow_if(
        user.kind == User.Kind.FAMILY,
        otherwise=_("This page is for families. What is written about someone stands on their own page."),
    )


def can_say_how_to_reach(user: User) -> Decision:
    return allow_if(
        user.kind == User.Kind.FAMILY,
        otherwise=_("This page is for families. How someone is reached stands on their page."),
    )
