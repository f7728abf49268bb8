"""Who administers an organisation and its sign-ins."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import Proposal, User
from accounts.queries import signs_in_at_work
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


def can_change_address(user: User) -> Decision:
    """Who works here, unless their address is another's to change; whoever it is reads whom to ask."""
    return (
        allow_if(
            user.kind == User.Kind.STAFF,
            otherwise=_(
                "You were asked in by an address that was written down as safe for you. Ask the worker who works with you to write"
                " the new one down, and to invite you to it. If you are an advocate, ask an administrator of the organisation."
            ),
        )
        and allow_if(
            not signs_in_at_work(user),
            otherwise=_(
                "You sign in with your account at work, so your address belongs to that account. Ask whoever looks after accounts at"
                " your work to change it there; Kith goes on to know you by the account."
            ),
        )
        and allow_if(
            user.has_usable_password(),
            otherwise=_("Set a password first, so that you can show that it is you: sign out, then ask for a new one."),
        )
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
