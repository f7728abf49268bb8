"""Who may draw a support map."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from families.models import Family
from families.queries.families import works_with


def can_draw_support_map(user: User, family: Family | None) -> Decision:
    """Who may write down a conversation with the family: it is drawn together, in one."""
    return allow_if(
        user.has(Permission.CONVERSATION_WRITE),
        otherwise=_("Only people who work with families draw support maps here."),
    ) and allow_if(
        family is not None and works_with(user, family),
        otherwise=_("You don’t work with this family now, so you can read its maps but not draw one."),
    )
