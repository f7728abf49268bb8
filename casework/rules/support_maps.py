"""Who may draw a support map."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from families.models import Family, Person, PersonAccount
from families.queries.families import works_with


def can_draw_support_map(user: User, about: Person | Family, family: Family | None) -> Decision:
    """Who may write down a conversation with the family: it is drawn together, in one. And everyone of a family around themselves.

    A parent who reads for a child does not see for them.
    """
    if user.kind == User.Kind.FAMILY:
        return allow_if(
            isinstance(about, Person) and PersonAccount.objects.filter(user=user, person=about).exists(),
            otherwise=_("Here you draw the people around yourself, and nobody else does it for you."),
        ) and allow_if(family is not None, otherwise=_("You are not in a family here now: ask whoever works with you."))
    return allow_if(
        user.has(Permission.CONVERSATION_WRITE),
        otherwise=_("Only people who work with families draw support maps here."),
    ) and allow_if(
        family is not None and works_with(user, family),
        otherwise=_("You don’t work with this family now, so you can read its maps but not draw one."),
    )
