"""Saying that something matters in the story (domain.md §9.4)."""

from __future__ import annotations

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from casework.models import Conversation
from families.actions.records import hold_record, how_shared, refuse_hidden_words, stands_above
from families.models import Person, Record


@action
def say_that_it_matters(
    *, conversation: Conversation, significant_reason: str, row_version: int | None = None, by: User
) -> Record:
    """Mark a conversation as what matters in the story, and why; without a reason the mark is taken off.

    Whoever reads the conversation reads why, so that is looked through for hidden words (§8.6).
    """
    record = hold_record(conversation.record_id)
    refuse_stale(record, row_version)
    about = Person.objects.filter(subject_of__record=record)
    said = {stands_above(Record, "significant_reason"): significant_reason}
    refuse_hidden_words(
        said, shared_with=about, family=record.family, sharing=how_shared(record), field="significant_reason", by=by
    )
    if record.significant_reason != significant_reason:
        record.significant_reason = significant_reason
        record.save(update_fields=["significant_reason"])
    return record
