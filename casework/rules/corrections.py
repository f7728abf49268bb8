"""Who may say that it was not how it was, and who answers (domain.md §8.3)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from casework.models import Conversation, CorrectionRequest
from families.models import ShareState
from families.queries.families import works_with


def can_say_otherwise(user: User, conversation: Conversation) -> Decision:
    """A family member whom the conversation is about, or who reads it for their child; and who has not written it themselves."""
    about_them = ShareState.objects.visible_to(user).filter(record=conversation.record_id)
    return allow_if(
        user.kind == User.Kind.FAMILY and about_them.exists(),
        otherwise=_("Whom it is about says so themselves, in their own pages."),
    ) and allow_if(
        conversation.record.author_id != user.pk,
        otherwise=_("You wrote this yourself."),
    )


def can_answer_correction(user: User, correction: CorrectionRequest) -> Decision:
    """Whoever writes conversations, and works with the family now or manages someone who does."""
    family = correction.record.family
    return allow_if(
        user.has(Permission.CONVERSATION_WRITE) and family is not None and works_with(user, family),
        otherwise=_("Only those who work with the family now answer it."),
    )
