"""Who administers an organisation and its sign-ins."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import Proposal, User
from accounts.roles import Permission


def can_administer(user: User) -> Decision:
    return allow_if(
        user.kind == User.Kind.STAFF and user.has(Permission.ORGANISATION_ADMINISTER),
        otherwise=_("Only an administrator says how people sign in here."),
    )


def has_a_password(user: User) -> Decision:
    return allow_if(
        user.kind == User.Kind.STAFF, otherwise=_("You need no password: sign in with a passkey, or a code by e-mail.")
    )


def can_change_colleague(user: User, other: User) -> Decision:
    """An administrator, but not of themselves: neither more than they were given, nor out with nobody left."""
    return can_administer(user) and allow_if(
        user.pk != other.pk, otherwise=_("This is your own sign-in. Ask another administrator.")
    )


def can_agree(user: User, proposal: Proposal) -> Decision:
    """Another administrator than the one who asked, and not the one whom it is about."""
    return (
        can_administer(user)
        and allow_if(
            user.pk != proposal.created_by_id,
            otherwise=_("You asked for this: another administrator agrees, or whoever runs Kith."),
        )
        and allow_if(user.pk != proposal.about_id, otherwise=_("This is about you: two others decide it."))
    )
