"""Who may read who has looked (domain.md §8.5, last column; §9.5)."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission


def can_see_who_looked(user: User) -> Decision:
    """With names, of people whom they may see: managers, quality and safeguarding leads."""
    return allow_if(
        user.has(Permission.LOOKED_READ),
        otherwise=_("Managers, quality leads and safeguarding leads read who has looked. Ask one of them."),
    )


def can_see_our_looks(user: User) -> Decision:
    return allow_if(
        user.kind == User.Kind.FAMILY,
        otherwise=_("This page is for families. Yours stands with each family and person."),
    )


def can_see_access_log(user: User) -> Decision:
    """All over the organisation, but without whom or what: administrators."""
    return allow_if(user.has(Permission.LOOKED_COUNT), otherwise=_("Only an administrator reads this list."))
