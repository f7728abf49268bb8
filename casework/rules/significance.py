"""Who says that something matters in the story (domain.md §9.4)."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from casework.models import Conversation


def can_say_that_it_matters(user: User, conversation: Conversation) -> Decision:
    """Whoever wrote it, who works here or of the family; the database holds the same (`record_significant_by_its_author`)."""
    return allow_if(
        conversation.record.author_id == user.pk,
        otherwise=_("Only whoever wrote it says that it matters in the story."),
    )
