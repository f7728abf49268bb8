"""Putting right what one wrote oneself, for as long as nobody else has opened it (domain.md §12.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from casework.models import Conversation
from families.actions.records import hold_record, how_shared, refuse_hidden_words
from families.models import Entry, Person, Record

Words = Mapping[str, str]
"""What an entry says now, by its fields: `body`, and `because` where it has one."""


@action
def mend_conversation(
    *, conversation: Conversation, headline: str, words: Mapping[UUID, Words], versions: Mapping[UUID, int], by: User
) -> Conversation:
    """Write a conversation's line and one's own entries anew. Only what differs is written.

    The database refuses it once someone else has opened the conversation, and after a day (`entry_words_stay`, `conversation_line_stays`);
    what was written before stays in its history. `versions`: of each row by its id, as they were when they were read.
    """
    record = hold_record(conversation.record_id)
    changed = list(_changed(record, words, versions, by))
    said = {f"{entry.get_kind_display()} ({entry.position})": " ".join(words[entry.pk].values()) for entry in changed}
    held = Conversation.objects.select_for_update(of=("self",)).get(pk=conversation.pk)
    if held.headline != headline:
        refuse_stale(held, versions.get(held.pk))
        held.headline = headline
        said[str(Conversation._meta.get_field("headline").verbose_name)] = headline
        held.save(update_fields=["headline"])
    about = Person.objects.filter(subject_of__record=record)
    refuse_hidden_words(said, shared_with=about, family=record.family, sharing=how_shared(record), by=by)
    for entry in changed:
        entry.save(update_fields=[*words[entry.pk]])
    return held


def _changed(record: Record, words: Mapping[UUID, Words], versions: Mapping[UUID, int], by: User) -> Iterator[Entry]:
    """The author's own entries that say something else now, with it."""
    for entry in Entry.objects.filter(record=record, author=by, pk__in=words).order_by("position"):
        before = {name: getattr(entry, name) for name in words[entry.pk]}
        if before != words[entry.pk]:
            refuse_stale(entry, versions.get(entry.pk))
            for name, text in words[entry.pk].items():
                setattr(entry, name, text)
            yield entry
