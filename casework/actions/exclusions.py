"""Deciding that someone takes part in a family meeting another way, agreeing to it, telling them, and ending it (domain.md §2.6)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from casework.actions.conferences import State, still
from casework.actions.kept_from import keep_from
from casework.models import Conference, Exclusion
from database import clock
from families.actions.keeping import end_keeping
from families.models import AccessBlock, Person, Record


class ExclusionStepRefused(DomainError):
    """Someone else agreed to it, or ended it, first."""

    code = "exclusion_step"


@action
def exclude(*, conference: Conference, person: Person, review_on: date, by: User, **facts: Any) -> Exclusion:
    """Decide that someone takes part another way. It holds from now on; a manager agrees, or ends it.

    `facts`: extent, why_no_less, ground, evidence_note, how_views_come_in, unsafe_to_ask_reason. Of someone who is kept away because of
    domestic abuse the meeting does not exist for them from this moment.
    """
    locked = still(conference, State.PREPARING, State.ARRANGED)
    if locked.focus.filter(person=person).exists():
        raise ValidationError({"person": _("The meeting is about them: it is theirs.")})
    exclusion = Exclusion(
        organisation=by.organisation,
        conference=locked,
        person=person,
        review_on=review_on,
        decided_on=clock.today(),
        created_by=by,
        **facts,
    )
    exclusion.full_clean()
    if exclusion.ground == Exclusion.Ground.DOMESTIC_ABUSE:
        ground = AccessBlock.Ground.DOMESTIC_ABUSE
        keep_from(person, locked.record, ground=ground, review_on=review_on, by=by)
    exclusion.save(force_insert=True)
    return exclusion


@action
def agree_to_exclusion(*, exclusion: Exclusion, by: User) -> Exclusion:
    """A manager agrees to what the coordinator decided."""
    held = _held(exclusion)
    if held.agreed_by_id is not None:
        raise ExclusionStepRefused(_("A manager has agreed to this already."))
    return _changed(held, agreed_by=by, agreed_on=clock.today())


@action
def note_told(*, exclusion: Exclusion, told_on: date, by: User) -> Exclusion:
    """Write down that they were told what was decided, and why."""
    held = _held(exclusion)
    if told_on > clock.today():
        raise ValidationError({"told_on": _("Write it down once you have told them.")})
    return _changed(held, told_on=told_on)


@action
def review_exclusion(*, exclusion: Exclusion, review_on: date, by: User) -> Exclusion:
    """Look at it again: it still holds, until another day."""
    return _changed(_held(exclusion), reviewed_on=clock.today(), review_on=review_on)


@action
def end_exclusion(*, exclusion: Exclusion, ended_because: str, by: User) -> Exclusion:
    """End it. What kept the meeting and its plans from them ends with it; that it was is kept."""
    held = _changed(_held(exclusion), ended_on=clock.today(), ended_because=ended_because)
    if held.ground == Exclusion.Ground.DOMESTIC_ABUSE:
        for block in _kept_by(held).order_by("pk"):
            end_keeping(held=block, ended_because=ended_because, by=by)
    return held


def _kept_by(held: Exclusion) -> QuerySet[AccessBlock]:
    """What keeps this meeting, its plans and the meetings that look back at it from them because of it; but where that was decided anew.

    What was kept from them for another reason stays. Where the meeting was so before, all that hangs on it is: nothing ends.
    """
    theirs = AccessBlock.objects.in_force().filter(viewer_person=held.person, ground=AccessBlock.Ground.DOMESTIC_ABUSE)
    anew = set(Exclusion.objects.in_force().filter(person=held.person).values_list("conference", flat=True))
    if _was_kept_before(held) or anew.intersection(_looked_back_at(held.conference)):
        return theirs.none()
    meetings = _looking_back(held.conference_id, anew)
    records = Record.objects.filter(Q(conference__in=meetings) | Q(family_plan__conference__in=meetings))
    return theirs.filter(record__in=records.values("pk"))


def _looked_back_at(conference: Conference) -> list[UUID]:
    """The meetings that this one looks back at: the one before it, the one before that."""
    found: list[UUID] = []
    before = conference.review_of_id
    while before and before not in found:
        found.append(before)
        before = Conference.objects.values_list("review_of", flat=True).get(pk=before)
    return found


def _looking_back(conference: UUID, anew: set[UUID]) -> list[UUID]:
    """A meeting and those that look back at it, one after the other, up to where something was decided anew."""
    found = last = [conference]
    while last:
        later = Conference.objects.filter(review_of__in=last).exclude(pk__in=[*anew, *found])
        last = list(later.values_list("pk", flat=True))
        found = [*found, *last]
    return found


def _was_kept_before(held: Exclusion) -> bool:
    """Whether the meeting was kept from them already when it was decided, and not by what was decided of one that it looks back at."""
    earlier = Exclusion.objects.filter(
        conference__in=_looked_back_at(held.conference), person=held.person, created_at__lte=OuterRef("created_at")
    )
    before = AccessBlock.objects.in_force().filter(
        ~Exists(earlier), viewer_person=held.person, record=held.conference.record_id, created_at__lt=held.created_at
    )
    return before.exists()


def _held(exclusion: Exclusion) -> Exclusion:
    held = Exclusion.objects.select_for_update(of=("self",)).select_related("conference", "person").get(pk=exclusion.pk)
    if held.ended_on is not None:
        raise ExclusionStepRefused(_("This has ended already."))
    return held


def _changed(held: Exclusion, **facts: Any) -> Exclusion:
    for name, value in facts.items():
        setattr(held, name, value)
    held.full_clean()
    held.save(update_fields=[*facts])
    return held
