"""Who lets other systems in."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.rules import can_administer
from api.models import ApiClient


def can_agree_to_client(user: User, client: ApiClient) -> Decision:
    """Another administrator than the one who holds its secret: a system reads every family that is not restricted."""
    return (
        can_administer(user)
        and allow_if(
            user != client.asked_by,
            otherwise=_("You asked for this: another administrator agrees, or whoever runs Kith."),
        )
        and allow_if(client.is_waiting, otherwise=_("This has been settled already."))
    )


def can_agree_to_next_secret(user: User, client: ApiClient) -> Decision:
    """Another administrator than the one who was shown it."""
    return (
        can_administer(user)
        and allow_if(
            user != client.next_secret_by,
            otherwise=_("You made this secret: another administrator agrees to it."),
        )
        and allow_if(client.has_next_secret, otherwise=_("No other secret waits."))
    )


def can_export(user: User) -> Decision:
    """A whole list goes to what two administrators let in, and to nobody who works here: they read what they work with."""
    return allow_if(
        user.kind == User.Kind.CLIENT,
        otherwise=_("A whole list is for other systems alone: two administrators let each of them in."),
    )
