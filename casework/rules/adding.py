"""Who adds to a conversation, who writes by themselves, and who takes that back (domain.md §8.3)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from casework.models import Conversation
from casework.rules.conversations import can_log_conversation, writes_conversations
from families.models import ChosenReader, Entry, Family, Person, ShareState


def can_write_to_workers(user: User, *, family: Family | None, person: Person | None, is_child: bool) -> Decision:
    """An adult of a family, by their own sign-in; what a child writes is theirs alone, and has a page of its own."""
    return (
        allow_if(
            user.kind == User.Kind.FAMILY and person is not None,
            otherwise=_("This page is for people of the families that we work with."),
        )
        and allow_if(not is_child, otherwise=_("You have a page of your own for this: Only mine."))
        and allow_if(family is not None, otherwise=_("You are not in a family here now: ask whoever works with you."))
    )


def can_add_to(user: User, conversation: Conversation) -> Decision:
    """Whoever works with the family now; whom it is about, and who reads it for their child, in their own name."""
    if user.kind == User.Kind.FAMILY:
        about_them = ShareState.objects.visible_to(user).filter(record=conversation.record_id)
        return allow_if(about_them.exists(), otherwise=_("Only the people it is about add to it, and nobody for them."))
    kept = ShareState.objects.filter(record=conversation.record_id, state=ShareState.State.CHILD_ONLY)
    chosen = ChosenReader.objects.who_are(user).filter(share_state=OuterRef("pk"))
    theirs = list(kept.values_list(Exists(chosen), flat=True))
    if theirs and not any(theirs):  # who broke the glass reads it, and is none of those of whom the child was told
        return allow_if(condition=False, otherwise=_("Only the child, and whom they chose, add to this."))
    if conversation.record.family is None:
        return writes_conversations(user)
    return can_log_conversation(user, conversation.record.family)


def can_take_back(user: User, entry: Entry) -> Decision:
    """What one wrote oneself, in one’s own name."""
    return allow_if(
        user.kind == User.Kind.FAMILY and entry.author_id == user.pk and entry.speaker_id is not None,
        otherwise=_("Only whoever of the family wrote it takes it back."),
    ) and allow_if(entry.taken_back_at is None, otherwise=_("You have taken this back already."))
