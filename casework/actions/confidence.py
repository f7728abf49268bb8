"""A child's own space: what they write for whom they choose, and nobody else (domain.md §8.5, line 4; §10.7)."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from casework.actions.conversations import log_conversation
from casework.actions.said import all_said_in
from casework.models import Conversation, ConversationPresence
from families.actions.granting import choose_reader
from families.actions.records import Attached, EntryText, Sharing, hold_record, refuse_hidden_words
from families.models import ChosenReader, Entry, Family, Person, ShareState


@action
def write_in_confidence(
    *, child: Person, words: str, readers: Iterable[Person | User], attached: Attached | None = None, by: User
) -> Conversation:
    """Write to those whom the child chose, as a conversation by message that is only the child's and theirs."""
    family = Family.objects.visible_to(by).order_by("sort_key", "pk").first()
    if family is None:
        raise ValidationError(_("You are not in a family here now: ask whoever works with you."))
    return log_conversation(
        family=family,
        people=[child],
        headline=_("A message"),
        how=ConversationPresence.How.MESSAGE,
        entries=[EntryText(Entry.Kind.SAID, words, {"speaker": child}, attached=attached)],
        sharing=Sharing(ShareState.State.CHILD_ONLY, chosen=tuple(readers)),
        written_by=child,
        by=by,
    )


@action
def choose_readers(*, share_state: ShareState, readers: Iterable[Person | User], by: User) -> list[ChosenReader]:
    """Let these read what is only a child's, because the child chose them; but nobody what is hidden from them (§8.6)."""
    record, chosen = hold_record(share_state.record_id), Sharing(ShareState.State.CHILD_ONLY, chosen=tuple(readers))
    refuse_hidden_words(all_said_in(record), shared_with=(), family=record.family, sharing=chosen, by=by)
    return [choose_reader(share_state=share_state, reader=reader, by=by) for reader in chosen.chosen]
