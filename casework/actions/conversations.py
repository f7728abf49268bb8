"""Writing down a conversation: once, for everyone it is about, shared with them by default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from casework.actions.scaling import ScaleAsked, ask_scales, words_of_scales
from casework.models import Conversation, ConversationPresence
from database import clock
from database.prepared import insert, sent_together
from families.actions.records import EntryText, Sharing, begin_record, refuse_hidden_words, write_entries
from families.models import Attachment, Entry, Family, Person, Record

DRAFT = "conversation"
EARLIEST_YEAR = 1900
CLOCKS_DIFFER = timedelta(minutes=5)


@action
def log_conversation(  # noqa: PLR0913  (one sentence: with whom, when, about what, what was said)
    *,
    family: Family,
    people: Iterable[Person],
    headline: str,
    happened_at: datetime | None = None,
    entries: Iterable[EntryText] = (),
    scales: Iterable[ScaleAsked] = (),
    others: Iterable[str] = (),
    sharing: Sharing | None = None,
    how: ConversationPresence.How = ConversationPresence.How.IN_PERSON,
    written_by: Person | None = None,
    by: User,
    **about: Any,
) -> Conversation:
    """Log a conversation with people of a family; only they and the headline are needed (domain.md §3.2).

    `written_by`: who of the family wrote it, when it was none who works here.
    `about`: place_kind, purpose, language_used, has_interpreter, is_child_seen, is_child_seen_alone.
    """
    present, texts, asked = list(dict.fromkeys(people)), list(entries), list(scales)
    when = happened_at or clock.now()
    _check_who_and_when(present, when)
    shared: dict[str, Any] = {"family": family, "sharing": sharing, "by": by}
    words = words_of(headline, texts, about) | words_of_scales(asked)
    refuse_hidden_words(words, shared_with=present, field="headline", **shared)
    with sent_together():
        record = _begin_record(present, when, written_by, **shared)
        conversation = Conversation(
            organisation=by.organisation, record=record, happened_at=when, headline=headline, created_by=by, **about
        )
        conversation.clean_fields()
        insert([conversation, *_who_was_there(conversation, present, others, how, by)])
    if texts:
        write_entries(record=record, entries=texts, by=by)
    if asked:
        ask_scales(record=record, scales=asked, by=by)
    return conversation


def _begin_record(present: Sequence[Person], when: datetime, written_by: Person | None, **shared: Any) -> Record:
    """What the conversation is shared by: about those who were there, of the day on which it was."""
    return begin_record(
        kind=Record.Kind.CONVERSATION,
        happened_on=timezone.localdate(when),
        subjects=present,
        author_person=written_by,
        **shared,
    )


def _check_who_and_when(present: Sequence[Person], when: datetime) -> None:
    if not present:
        raise ValidationError({"people": _("Pick at least one person who was there.")})
    if when > clock.now() + CLOCKS_DIFFER:
        raise ValidationError({"happened_at": _("A conversation is written down once it has happened.")})
    if when.year < EARLIEST_YEAR:
        raise ValidationError({"happened_at": _("Check the year.")})


def _who_was_there(
    conversation: Conversation,
    present: Iterable[Person],
    others: Iterable[str],
    how: ConversationPresence.How,
    by: User,
) -> list[ConversationPresence]:
    there: list[dict[str, Any]] = [
        *({"person": person, "how": how} for person in present),
        *({"other_name": name} for name in others),
    ]
    return [
        ConversationPresence(organisation=by.organisation, conversation=conversation, created_by=by, **who)
        for who in there
    ]


def words_of(headline: str, entries: Iterable[EntryText], about: Mapping[str, Any]) -> dict[str, str]:
    """All that was typed, by the words that stand above each field."""
    words = {str(Conversation._meta.get_field("headline").verbose_name): headline}
    for number, entry in enumerate(entries, start=1):
        named = f"{Entry.Kind(entry.kind).label} ({number})"
        words[named] = entry.body
        if entry.attached:
            words[f"{named}, {Attachment._meta.get_field('alt_text').verbose_name}"] = entry.attached.alt_text
        for name, text in entry.fields.items():
            if isinstance(text, str):
                words[f"{named}, {getattr(Entry._meta.get_field(name), 'verbose_name', name)}"] = text
    return words | {name: text for name, text in about.items() if isinstance(text, str)}
