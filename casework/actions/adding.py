"""What is added to a conversation once it is written, and what someone of a family writes by themselves (domain.md §8.3)."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from casework.actions.conversations import log_conversation, words_of
from casework.models import Conversation, ConversationPresence
from database import clock
from families.actions.records import Attached, EntryText, hold_record, how_shared, refuse_hidden_words, write_entries
from families.models import TAKE_BACK_WITHIN, Attachment, Entry, Family, Person


class TakenBackAlready(DomainError):
    """It was taken back in another window."""

    code = "entry_taken_back"


@action
def write_to_workers(
    *, family: Family, person: Person, body: str, attached: Attached | None = None, by: User
) -> Conversation:
    """Someone of a family writes to those who work with it: a conversation by message, of which they are all it is about."""
    return log_conversation(
        family=family,
        people=[person],
        headline=_("A message"),
        how=ConversationPresence.How.MESSAGE,
        entries=[EntryText(Entry.Kind.SAID, body, {"speaker": person}, attached=attached)],
        written_by=person,
        by=by,
    )


@action
def add_to_conversation(
    *, conversation: Conversation, entry: EntryText, responds_to: Entry | None = None, by: User
) -> Entry:
    """Add one thing to what was written, or answer one thing in it. What stands there stays as it is (INV-32)."""
    record = hold_record(conversation.record_id)
    said = words_of("", [entry], {})
    about = Person.objects.filter(subject_of__record=record)
    refuse_hidden_words(said, shared_with=about, family=record.family, sharing=how_shared(record), field="body", by=by)
    last = Entry.objects.filter(record=record).aggregate(last=Max("position"))["last"] or 0
    fields = {**entry.fields, "added_on": clock.today(), "responds_to": responds_to}
    added = replace(entry, fields=fields)
    return write_entries(record=record, entries=[added], after=last, by=by)[0]


@action
def take_back_entry(*, entry: Entry, by: User) -> Entry:
    """Take back what one wrote oneself: within a day so that nobody reads it, later so that nobody of the family does (§8.3).

    The database sets the time. A photo or a recording that nobody is to see any more is gone."""
    held = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if held.taken_back_at:
        raise TakenBackAlready(_("You have taken this back already."))
    held.taken_back_at = clock.now()
    held.save(update_fields=["taken_back_at"])
    held.refresh_from_db(fields=["taken_back_at"])
    if held.taken_back_at and held.taken_back_at <= held.created_at + TAKE_BACK_WITHIN:
        _let_go(held)
    return held


def _let_go(entry: Entry) -> None:
    """No point of the photo and no second of the recording that stood with it stays."""
    for attachment in Attachment.objects.filter(entry=entry, gone_at__isnull=True).defer("content"):
        attachment.content, attachment.alt_text, attachment.said_before = b"", "", []
        attachment.gone_at = entry.taken_back_at
        attachment.save(update_fields=["content", "alt_text", "said_before", "gone_at"])
