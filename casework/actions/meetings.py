"""Who is asked to a conference, when and where it is, and the day itself.

Of the family's own time only when it began and ended (INV-21).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from casework.actions.conferences import State, StepRefused, note_facts, refuse_kept_apart, still, take_step
from casework.actions.meeting_words import refuse_hidden_from_family, refuse_hidden_from_newcomer
from casework.models import Conference, Participant
from casework.models.conferences import BEFORE_HELD
from database import clock
from families.actions.subjects import add_subject
from families.models import Person, Practitioner

INFORMED_IN = (State.REFERRED, State.ACCEPTED, State.PREPARING, State.ARRANGED)
"""While what the family reads before is written."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether one of those asked came, and whether they were there in the family's own time."""

    participant: Participant
    attended: Participant.Attended
    in_private_time: bool = False


@action
def ask_participant(  # noqa: PLR0913  (one sentence: who is asked, as what, and in which language)
    *,
    conference: Conference,
    kind: Participant.Kind,
    person: Person | None = None,
    practitioner: Practitioner | None = None,
    other_name: str = "",
    interprets: str = "",
    by: User,
) -> Participant:
    """Ask someone to the conference; it is shared with those who come as family."""
    locked = still(conference, *BEFORE_HELD)
    if person:
        refuse_kept_apart({person.pk}, _there(locked, by), by=by, field="who")
        refuse_hidden_from_newcomer(locked, person, field="who", by=by)
    participant = Participant(
        organisation=by.organisation,
        conference=locked,
        kind=kind,
        person=person,
        practitioner=practitioner,
        other_name=other_name,
        interprets=interprets,
        created_by=by,
    )
    participant.full_clean()
    participant.save()
    if person and participant.is_family:
        add_subject(record=locked.record, person=person, by=by)
    return participant


def _there(conference: Conference, by: User) -> set[UUID]:
    """The people whom it is about and who are asked to it, as far as this user may see them."""
    asked = Participant.objects.visible_to(by).asked().filter(conference=conference, person__isnull=False)
    return {*asked.values_list("person", flat=True), *conference.focus.values_list("person", flat=True)}


@action
def note_reply(
    *,
    participant: Participant,
    will_come: Participant.WillCome,
    visited_on: date | None = None,
    words: str = "",
    row_version: int | None = None,
    by: User,
) -> Participant:
    """Write down that someone was visited or called, whether they will come, and what they want to say. What they wrote is theirs."""
    still(participant.conference, *BEFORE_HELD)
    locked = Participant.objects.select_for_update().get(pk=participant.pk)
    refuse_stale(locked, row_version)
    is_theirs = bool(locked.is_own_answer and locked.words)
    facts = {"will_come": will_come, "visited_on": visited_on, "words": locked.words if is_theirs else words}
    same = will_come == locked.will_come
    return _replied(locked, is_own_answer=locked.is_own_answer and (is_theirs or same), **facts)


@action
def answer_invitation(
    *,
    participant: Participant,
    will_come: Participant.WillCome,
    words: str = "",
    row_version: int | None = None,
    by: User,
) -> Participant:
    """Write down what someone of the family answers themselves, and what they want to say if they are not there."""
    conference = Conference.objects.select_for_update().get(pk=participant.conference_id)
    if conference.state not in {State.PREPARING, State.ARRANGED}:
        raise StepRefused(_("It is too late to answer here. Ask the worker who is with you."))
    locked = Participant.objects.select_for_update().get(pk=participant.pk)
    refuse_stale(locked, row_version)
    return _replied(locked, will_come=will_come, words=words, is_own_answer=True)


def _replied(locked: Participant, **facts: Any) -> Participant:
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save(update_fields=[*facts])
    return locked


@action
def write_information(
    *,
    conference: Conference,
    going_well: str = "",
    questions: str = "",
    bottom_lines: str = "",
    row_version: int | None = None,
    by: User,
) -> Conference:
    """Write what the family reads before it meets, what goes well first. What is changed after they had it is given to them anew."""
    said = {"going_well": going_well, "questions": questions, "bottom_lines": bottom_lines}
    locked = still(conference, *INFORMED_IN)
    refuse_stale(locked, row_version)
    if locked.private_time_started:
        raise StepRefused(_("They have begun to meet, so what they read before stays as it is."))
    for name, text in said.items():
        refuse_hidden_from_family(locked, {name: text}, field=name, by=by)
    is_as_it_was = all(getattr(locked, name) == text for name, text in said.items())
    given_on = locked.information_given_on if is_as_it_was else None
    return note_facts(locked, information_given_on=given_on, **said)


@action
def arrange_conference(
    *,
    conference: Conference,
    meets_at: datetime,
    venue: str,
    practicalities: str = "",
    row_version: int | None = None,
    by: User,
) -> Conference:
    """Say when and where the family meets; or, once arranged, say it better (a new day is `postpone_conference`)."""
    facts = {"meets_at": meets_at, "venue": venue, "practicalities": practicalities}
    locked = still(conference, State.PREPARING, State.ARRANGED)
    refuse_stale(locked, row_version)
    refuse_hidden_from_family(locked, {"venue": venue}, is_a_place=True, by=by)
    refuse_hidden_from_family(locked, {"practicalities": practicalities}, by=by)
    if locked.state == State.PREPARING:
        return take_step(locked, to=State.ARRANGED, **facts)
    return note_facts(locked, **facts)


@action
def postpone_conference(
    *, conference: Conference, meets_at: datetime, row_version: int | None = None, by: User
) -> Conference:
    """Move the meeting to another day; that it was moved is counted, and why is nobody's business."""
    locked = still(conference, State.ARRANGED)
    refuse_stale(locked, row_version)
    missed = timezone.localdate(locked.meets_at)
    return note_facts(locked, meets_at=meets_at, postponed_from=[*locked.postponed_from, missed])


LATE_AT_MOST = timedelta(hours=12)
"""How long a press may have waited for a signal; what is older is put right where it is said that the meeting was held."""


class PressedTooLongAgo(DomainError):
    """What was pressed without a signal came too late to be believed."""

    code = "pressed_too_long_ago"


def _moment(pressed_at: datetime | None) -> datetime:
    """When it was pressed, if that was without a signal; a device whose clock goes ahead is set right."""
    now = clock.now()
    if pressed_at is None or pressed_at > now:
        return now
    if pressed_at < now - LATE_AT_MOST:
        raise PressedTooLongAgo(
            _(
                "This was pressed more than twelve hours ago. Write the times down where you say that the meeting was held."
            )
        )
    return pressed_at


@action
def begin_private_time(*, conference: Conference, pressed_at: datetime | None = None, by: User) -> Conference:
    """The family is on its own from now, or from when it was pressed without a signal."""
    locked = still(conference, State.ARRANGED)
    return note_facts(
        locked, is_private_time_offered=True, private_time_started=_moment(pressed_at), private_time_ended=None
    )


@action
def end_private_time(*, conference: Conference, pressed_at: datetime | None = None, by: User) -> Conference:
    """The family has called everyone back in."""
    return note_facts(still(conference, State.ARRANGED), private_time_ended=_moment(pressed_at))


@action
def hold_conference(  # noqa: PLR0913  (one sentence: when it was held, with what time of their own, and who came)
    *,
    conference: Conference,
    held_on: date,
    is_private_time_offered: bool,
    private_time_started: datetime | None = None,
    private_time_ended: datetime | None = None,
    attendance: Iterable[Attendance] = (),
    by: User,
) -> Conference:
    """Say that the conference was held (INV-21), and of everyone who was asked whether they came: it is said once."""
    held = take_step(
        conference,
        to=State.HELD,
        held_on=held_on,
        is_private_time_offered=is_private_time_offered,
        private_time_started=private_time_started,
        private_time_ended=private_time_ended,
    )
    for one in attendance:
        participant = Participant.objects.select_for_update().get(pk=one.participant.pk, conference=held)
        participant.attended, participant.in_private_time = one.attended, one.in_private_time
        participant.full_clean()
        participant.save(update_fields=["attended", "in_private_time"])
    if Participant.objects.visible_to(by).asked().filter(conference=held, attended="").exists():
        raise ValidationError(_("Say of everyone who was asked whether they came."))
    return held
