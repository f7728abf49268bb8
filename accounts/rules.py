"""Who administers sign-ins."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission


def can_administer(user: User) -> Decision:
    return allow_if(
        user.has(Permission.ORGANISATION_ADMINISTER),
        otherwise=_("Only an administrator says how people sign in here."),
    )


def has_a_password(user: User) -> Decision:
    return allow_if(
        user.kind == User.Kind.STAFF, otherwise=_("You need no password: sign in with a passkey, or a code by e-mail.")
    )


def can_close_sign_in(user: User, other: User) -> Decision:
    """An administrator, but not their own: nobody would be left to open it again."""
    return can_administer(user) and allow_if(
        user.pk != other.pk, otherwise=_("This is your own sign-in. Ask another administrator to end it.")
    )
