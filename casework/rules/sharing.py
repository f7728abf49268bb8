"""Who writes down whom we told, and why (domain.md §8.4). It is a decision that was made, and holds nothing up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from families.models import Family
from families.queries.families import works_with


def can_read_what_was_told(user: User) -> Decision:
    """The page is for families; what a worker may read stands with the family and with the person."""
    return allow_if(
        user.kind == User.Kind.FAMILY,
        otherwise=_("This page is for families. Whom we told stands on the page of each family."),
    )


def can_write_sharing_decision(user: User, family: Family) -> Decision:
    """Whoever works with the family now."""
    return allow_if(
        user.has(Permission.CONVERSATION_WRITE),
        otherwise=_("Only people who work with families write down whom they told."),
    ) and allow_if(
        works_with(user, family),
        otherwise=_("You don’t work with this family now, so you can read whom it was told to but not add to it."),
    )
