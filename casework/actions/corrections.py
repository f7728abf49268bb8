"""Saying that it was not how it was, and answering that (domain.md §8.3, §12.6)."""

from __future__ import annotations

import calendar
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from casework.lifecycle import can_correction_become
from casework.models import Conversation, CorrectionRequest
from casework.queries.corrections import says_now
from database import clock
from families.actions.records import EntryText, hold_record, how_shared, refuse_hidden_words, write_entries
from families.models import Entry, EntryPerson, Person, Record

STAYS = (
    *("speaker", "observer", "author", "because", "source_name", "source_relationship", "received_on"),
    *("how_told", "what_they_did", "by_when", "responds_to"),
)
"""What of an entry stays as it is when its words are put right."""


class CorrectionAnswered(DomainError):
    """Someone else answered it first."""

    code = "correction_answered"


def a_month_after(day: date) -> date:
    """The same day of the next month, or its last (UK GDPR, Article 12(3))."""
    year, before = divmod(day.year * 12 + day.month, 12)
    return date(year, before + 1, min(day.day, calendar.monthrange(year, before + 1)[1]))


@action
def say_otherwise(  # noqa: PLR0913  (who says what of which)
    *,
    conversation: Conversation,
    entry: Entry | None = None,
    person: Person,
    statement: str,
    should_say: str = "",
    kind: str = "",
    by: User,
) -> CorrectionRequest:
    """Someone of the family says how it was: of an entry, or of the line in which the conversation is told."""
    record = hold_record(conversation.record_id)
    _refuse_hidden({"statement": statement, "should_say": should_say}, record, by)
    correction = CorrectionRequest(
        organisation=by.organisation,
        record=record,
        entry=entry,
        person=person,
        kind=kind,
        statement=statement,
        should_say=should_say,
        asked_on=clock.today(),
        due_on=a_month_after(clock.today()),
        created_by=by,
    )
    correction.full_clean()
    correction.save(force_insert=True)
    return correction


@action
def answer_correction(
    *,
    correction: CorrectionRequest,
    state: CorrectionRequest.State,
    answer: str = "",
    new_words: str = "",
    by: User,
) -> CorrectionRequest:
    """Look into it; or put it right with a version that supersedes; or say why not. Their statement stays beside it in any case."""
    record = hold_record(correction.record_id)  # so that who says at this moment how they see it waits, and is told
    held = CorrectionRequest.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if not can_correction_become(held, state):
        raise CorrectionAnswered(_("Someone has answered this already."))
    _refuse_hidden({"answer": answer, "new_words": new_words}, record, by)
    if state == CorrectionRequest.State.CORRECTED:
        _put_right(held, new_words, by)
    for name, value in {"state": state, "answer": answer, "new_words": new_words}.items():
        setattr(held, name, value)
    held.answered_by, held.answered_on = by, clock.today()
    held.full_clean()
    held.save(update_fields=["state", "answer", "new_words", "answered_by", "answered_on"])
    return held


def _put_right(correction: CorrectionRequest, words: str, by: User) -> None:
    """Write the entry that supersedes, beside what is written: of the same kind, by and about the same people (INV-32)."""
    if correction.entry is None:  # the line stands as it was put right here
        return
    write_instead(was=says_now(correction.entry), body=words, by=by)


def write_instead(*, was: Entry, body: str, because: str | None = None, by: User) -> Entry:
    """The entry that stands in the place of another; whoever calls this holds the record."""
    stays = {name: getattr(was, name) for name in STAYS}
    fields = {**stays, "supersedes": was, "added_on": clock.today()} | ({} if because is None else {"because": because})
    about = tuple(one.person for one in EntryPerson.objects.filter(entry=was).select_related("person").order_by("pk"))
    last = Entry.objects.filter(record=was.record_id).aggregate(last=Max("position"))["last"] or 0
    text = EntryText(Entry.Kind(was.kind), body, fields, about)
    return write_entries(record=was.record, entries=[text], after=last, by=by)[0]


def _refuse_hidden(texts: dict[str, str], record: Record, by: User) -> None:
    """Whoever the conversation is shared with reads both."""
    about = Person.objects.filter(subject_of__record=record)
    sharing = how_shared(record)
    for name, text in texts.items():
        label = CorrectionRequest._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        words = {str(label): text}
        refuse_hidden_words(words, shared_with=about, family=record.family, sharing=sharing, field=name, by=by)
