"""Who reads the list of words and the bank of questions, which an administrator changes."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User


def can_read_lists(user: User) -> Decision:
    """Everyone who works here."""
    return allow_if(user.kind == User.Kind.STAFF, otherwise=_("This list is for the people who work with you."))
