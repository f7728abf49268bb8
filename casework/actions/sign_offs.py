"""Saying how one sees what was written about one (domain.md §8.3)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from casework.models import Conversation, CorrectionRequest, SignOff
from families.actions.records import hold_record, how_shared, refuse_hidden_words
from families.models import Person, Record


class PutRightMeanwhile(DomainError):
    """It says something else by now than what they read."""

    code = "put_right_meanwhile"


@action
def say_how_one_sees_it(  # noqa: PLR0913  (who says what, of which words)
    *,
    conversation: Conversation,
    person: Person,
    stance: SignOff.Stance,
    comment: str = "",
    entries: Iterable[UUID],
    line_put_right: Iterable[UUID],
    by: User,
) -> SignOff:
    """Someone whom a conversation is about says how they see it; what they said before stays, and no longer counts.

    `entries` and `line_put_right`: the words that stood before them. What is put right meanwhile they have not read.
    """
    record = hold_record(conversation.record_id)
    put_right = CorrectionRequest.objects.filter(
        record=record, entry__isnull=True, state=CorrectionRequest.State.CORRECTED
    )
    if set(put_right.not_kept_from(by).values_list("pk", flat=True)) != set(line_put_right):
        raise PutRightMeanwhile(_("Something was put right since you opened this: read what it says now."))
    _refuse_hidden(comment, record, by)
    said = SignOff(
        organisation=by.organisation,
        record=record,
        person=person,
        stance=stance,
        comment=comment,
        said_of=list(entries),
        line_put_right=list(put_right.values_list("pk", flat=True)),
        created_by=by,
    )
    said.clean_fields()
    said.save(force_insert=True)
    said.refresh_from_db(fields=["number", "created_at"])
    return said


def _refuse_hidden(comment: str, record: Record, by: User) -> None:
    """Whoever the conversation is shared with reads it."""
    words = {str(SignOff._meta.get_field("comment").verbose_name): comment}
    about = Person.objects.filter(subject_of__record=record)
    refuse_hidden_words(
        words, shared_with=about, family=record.family, sharing=how_shared(record), field="comment", by=by
    )
