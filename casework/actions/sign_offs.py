"""Saying how one sees what was written about one (domain.md §8.3)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from casework.models import Conference, Conversation, CorrectionRequest, FamilyPlan, SafetyMap, SignOff
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
    lines = list(put_right.values_list("pk", flat=True))
    said = SignOff(
        person=person, stance=stance, comment=comment, said_of=list(entries), line_put_right=lines, created_by=by
    )
    return _said_of(record, said, by)


@action
def say_how_one_sees_plan(
    *, plan: FamilyPlan, person: Person, stance: SignOff.Stance, comment: str = "", steps: Iterable[UUID], by: User
) -> SignOff:
    """Someone whom a family's plan is shared with says how they see this version of it, with the `steps` that stood before them.

    The meeting is held, so that no newer version is written at the same moment (`write_plan`).
    """
    Conference.objects.select_for_update(of=("self",)).get(pk=plan.conference_id)
    record = hold_record(plan.record_id)
    said = SignOff(
        person=person, stance=stance, comment=comment, said_of=list(steps), version=plan.version, created_by=by
    )
    return _said_of(record, said, by)


@action
def say_how_one_sees_safety_map(
    *, safety_map: SafetyMap, person: Person, stance: SignOff.Stance, comment: str = "", by: User
) -> SignOff:
    """The same of a safety map that is complete, as it was read: once someone goes on with it, it is another version."""
    record = hold_record(safety_map.record_id)
    SafetyMap.objects.select_for_update(of=("self",)).get(pk=safety_map.pk)
    said = SignOff(person=person, stance=stance, comment=comment, version=safety_map.version, created_by=by)
    return _said_of(record, said, by)


def _said_of(record: Record, said: SignOff, by: User) -> SignOff:
    _refuse_hidden(said.comment, record, by)
    said.organisation, said.record = by.organisation, record
    said.clean_fields()
    said.save(force_insert=True)
    said.refresh_from_db(fields=["number", "created_at"])
    return said


def _refuse_hidden(comment: str, record: Record, by: User) -> None:
    """Whoever it is shared with reads what is said of it."""
    words = {str(SignOff._meta.get_field("comment").verbose_name): comment}
    about = Person.objects.filter(subject_of__record=record)
    refuse_hidden_words(
        words, shared_with=about, family=record.family, sharing=how_shared(record), field="comment", by=by
    )
