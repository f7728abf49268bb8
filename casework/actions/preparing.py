"""What a coordinator does before a conference: the first meeting, visits, both sides, practical things, advocates (domain.md §2.3).

All of it is written while the meeting is prepared, and none of it after it was held.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db.models import Max

from accounts.history import action
from accounts.models import Protected, User
from accounts.versions import refuse_stale
from casework.actions.conferences import still
from casework.actions.meeting_words import refuse_hidden_from_family
from casework.models import (
    AdvocateOffer,
    BaselineMeeting,
    CapacityView,
    Conference,
    Participant,
    PracticalThing,
    PrepVisit,
    SideTried,
)
from casework.models.conferences import PREPARED_IN
from families.actions.records import refuse_hidden_words, stands_above
from families.models import Person

READ_BY_ALL: Mapping[type[Protected], tuple[str, ...]] = {
    BaselineMeeting: ("who_was_there", "aim", "resources"),
    PracticalThing: ("what", "who"),
}
READ_BY_ONE: Mapping[type[Protected], tuple[str, ...]] = {
    PrepVisit: ("who_else", "wants", "worries", "needs"),
    AdvocateOffer: ("advocate",),
    CapacityView: ("decision", "who_looked", "help_given", "best_interests"),
}
Row = TypeVar("Row", bound=Protected)


@action
def write_baseline(
    *, conference: Conference, row_version: int | None = None, by: User, **facts: Any
) -> BaselineMeeting:
    """Write down the first meeting of whoever asked and the coordinator, or put it right. `facts`: the fields of `BaselineMeeting`."""
    locked = still(conference, *PREPARED_IN)
    _refuse_hidden(locked, BaselineMeeting, facts, by)
    there = BaselineMeeting.objects.select_for_update().filter(conference=locked).first()
    if there is None:
        return _written(BaselineMeeting, locked, by, facts)
    refuse_stale(there, row_version)
    return _changed(there, facts)


@action
def write_visit(*, conference: Conference, person: Person, by: User, **facts: Any) -> PrepVisit:
    """Plan to see someone, or write down that they were seen. `facts`: the other fields of `PrepVisit`."""
    locked = still(conference, *PREPARED_IN)
    _refuse_hidden_from(person, locked, PrepVisit, facts, by)
    visit = _written(PrepVisit, locked, by, {"person": person, **facts})
    _note_seen(visit)
    return visit


@action
def change_visit(*, visit: PrepVisit, row_version: int | None = None, by: User, **facts: Any) -> PrepVisit:
    """What became of a visit."""
    _refuse_hidden_from(visit.person, still(visit.conference, *PREPARED_IN), PrepVisit, facts, by)
    locked = PrepVisit.objects.select_for_update().get(pk=visit.pk)
    refuse_stale(locked, row_version)
    said_before = locked.on
    _note_seen(changed := _changed(locked, facts), said_before=said_before)
    return changed


def _note_seen(visit: PrepVisit, *, said_before: date | None = None) -> None:
    """Whoever is asked and was seen is prepared: said once, it stands beside their answer too. A day that this visit had put there
    goes with it when the visit is put right.
    """
    theirs = {"conference": visit.conference_id, "person": visit.person_id}
    asked = Participant.objects.select_for_update().filter(**theirs).first()
    if asked is None:
        return
    seen_on = asked.visited_on
    if said_before and seen_on == said_before:
        seen_on = PrepVisit.objects.filter(**theirs).aggregate(last=Max("on"))["last"]
    elif visit.on and (seen_on is None or seen_on < visit.on):
        seen_on = visit.on
    if seen_on != asked.visited_on:
        _changed(asked, {"visited_on": seen_on})


@action
def note_side_tried(*, conference: Conference, parent: Person, on: date, what: str, by: User) -> SideTried:
    """Write down that the relatives of one parent were looked for, or why they are not."""
    return _written(SideTried, still(conference, *PREPARED_IN), by, {"parent": parent, "on": on, "what": what})


@action
def want_practical_thing(*, conference: Conference, by: User, **facts: Any) -> PracticalThing:
    """Write down something that the meeting needs. `facts`: kind, what, who, by_when, state."""
    locked = still(conference, *PREPARED_IN)
    _refuse_hidden(locked, PracticalThing, facts, by)
    return _written(PracticalThing, locked, by, facts)


@action
def change_practical_thing(
    *, thing: PracticalThing, row_version: int | None = None, by: User, **facts: Any
) -> PracticalThing:
    """How it stands with it now."""
    _refuse_hidden(still(thing.conference, *PREPARED_IN), PracticalThing, facts, by)
    locked = PracticalThing.objects.select_for_update().get(pk=thing.pk)
    refuse_stale(locked, row_version)
    return _changed(locked, facts)


@action
def offer_advocate(*, conference: Conference, person: Person, by: User, **facts: Any) -> AdvocateOffer:
    """Write down that someone was offered a person to speak for them. `facts`: offered_on, answer, advocate."""
    locked = still(conference, *PREPARED_IN)
    _refuse_hidden_from(person, locked, AdvocateOffer, facts, by)
    return _written(AdvocateOffer, locked, by, {"person": person, **facts})


@action
def answer_advocate_offer(
    *, offer: AdvocateOffer, row_version: int | None = None, by: User, **facts: Any
) -> AdvocateOffer:
    """What they said to it, and who speaks for them."""
    _refuse_hidden_from(offer.person, still(offer.conference, *PREPARED_IN), AdvocateOffer, facts, by)
    locked = AdvocateOffer.objects.select_for_update().get(pk=offer.pk)
    refuse_stale(locked, row_version)
    return _changed(locked, facts)


@action
def note_capacity(*, conference: Conference, person: Person, by: User, **facts: Any) -> CapacityView:
    """Write down what was found about one decision of an adult, at one time. `facts`: the other fields of `CapacityView`."""
    locked = still(conference, *PREPARED_IN)
    _refuse_hidden_from(person, locked, CapacityView, facts, by)
    return _written(CapacityView, locked, by, {"person": person, **facts})


def _refuse_hidden(conference: Conference, model: type[Protected], facts: Mapping[str, Any], by: User) -> None:
    """All of the family who are asked read it (domain.md §8.6)."""
    said = {name: facts[name] for name in (*READ_BY_ALL[model],) if facts.get(name)}
    refuse_hidden_from_family(conference, said, of=model, by=by)


def _refuse_hidden_from(
    person: Person, conference: Conference, model: type[Protected], facts: Mapping[str, Any], by: User
) -> None:
    """Whomever it is about reads what is written of it, and no other of the family."""
    for name in READ_BY_ONE[model]:
        if facts.get(name):
            words = {stands_above(model, name): facts[name]}
            refuse_hidden_words(words, shared_with=[person], family=conference.family, field=name, by=by)


def _written(model: type[Row], conference: Conference, by: User, facts: dict[str, Any]) -> Row:
    row = model(organisation=by.organisation, conference=conference, created_by=by, **facts)
    row.full_clean()
    row.save(force_insert=True)
    return row


def _changed(row: Row, facts: dict[str, Any]) -> Row:
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean()
    row.save(update_fields=[*facts])
    return row
