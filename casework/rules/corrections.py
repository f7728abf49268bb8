"""Who may say that it was not how it was, and who answers (domain.md §8.3)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import ALLOW, Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from casework.models import Conversation, CorrectionRequest
from families.models import Entry, ShareState
from families.queries.families import works_with


def can_say_otherwise(user: User, conversation: Conversation) -> Decision:
    """A family member whom the conversation is about, or who reads it for their child; and who has not written it themselves."""
    about_them = ShareState.objects.visible_to(user).filter(record=conversation.record_id)
    return allow_if(
        user.kind == User.Kind.FAMILY and about_them.exists(),
        otherwise=_("The people it is about say so themselves, in their own pages."),
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


def can_put_right(user: User, correction: CorrectionRequest) -> Decision:
    """Facts are put right; a view only by whose it is, a quote only at the word of who said it, and a family’s own words by nobody."""
    entry = correction.entry
    if entry is None:
        return ALLOW
    is_view = entry.kind == Entry.Kind.PROFESSIONAL_VIEW
    is_quote = entry.kind in {Entry.Kind.SAID, Entry.Kind.CHILD_VIEW}
    return (
        allow_if(
            entry.author is None or entry.author.kind != User.Kind.FAMILY,
            otherwise=_("What someone of a family wrote themselves stays in their words."),
        )
        and allow_if(
            not is_view or entry.author_id == user.pk,
            otherwise=_("What someone thinks, only they themselves put right."),
        )
        and allow_if(
            not is_quote or entry.speaker_id == correction.person_id,
            otherwise=_("What someone said is put right only when they say so themselves."),
        )
    )
