"""Who may write conversations down."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from families.models import Family
from families.rules.people import can_work_with


def writes_conversations(user: User) -> Decision:
    """Whether it belongs to someone's work at all; with which family is `can_log_conversation`."""
    return allow_if(
        user.has(Permission.CONVERSATION_WRITE),
        otherwise=_("Only people who work with families write conversations here."),
    )


def can_log_conversation(user: User, family: Family) -> Decision:
    """Someone whose work with the family has not ended."""
    return writes_conversations(user) and can_work_with(user, family)
