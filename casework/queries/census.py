"""The children whom a census is told of: their families were offered a meeting, or a court was being asked, in some weeks or months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from casework.queries.duty import BeforeCourt, before_court, children_before_court
from families.imports.census import Child, Meeting
from families.models import ExternalIdentifier, Person

Scheme = ExternalIdentifier.Scheme


@dataclass(frozen=True, slots=True)
class ForCensus:
    """What the file holds, and who is left out of it: no number of the council’s system is written down of them."""

    children: Sequence[Child]
    told: Sequence[Person]
    left_out: Sequence[Person]

    @property
    def people(self) -> set[UUID]:
        return {person.pk for person in (*self.told, *self.left_out)}


def for_census(user: User, since: date, until: date) -> ForCensus:
    """Of the children whom the user sees, those of whom something happened from one day to another, both counted; a fixed number of
    queries. What is known of somebody is told as it was on the last of these days.
    """
    found = list(children_before_court(user).order_by("sort_key", "pk"))
    rows = before_court(found, user)
    numbers = _numbers(found, user)
    children, told, left_out = [], [], []
    for row in rows:
        meeting = _meeting(row, since, until)
        if meeting is None:
            continue
        if Scheme.LCS_PERSON_ID not in numbers[row.child.pk]:
            left_out.append(row.child)
            continue
        children.append(_child(row.child, numbers[row.child.pk], meeting))
        told.append(row.child)
    return ForCensus(children, told, left_out)


def _numbers(children: Sequence[Person], user: User) -> Mapping[UUID, dict[str, str]]:
    numbers: dict[UUID, dict[str, str]] = defaultdict(dict)
    schemes = (Scheme.LCS_PERSON_ID, Scheme.UPN, Scheme.FORMER_UPN)
    known = ExternalIdentifier.objects.visible_to(user).current().filter(person__in=children, scheme__in=schemes)
    for person, scheme, value in known.order_by("-period", "pk").values_list("person", "scheme", "value"):
        numbers[person].setdefault(scheme, value)
    return numbers


def _child(person: Person, numbers: Mapping[str, str], meeting: Meeting) -> Child:
    return Child(
        line=0,
        id=numbers[Scheme.LCS_PERSON_ID],
        upn=numbers.get(Scheme.UPN, ""),
        former_upn=numbers.get(Scheme.FORMER_UPN, ""),
        sex=Person.Sex(person.sex),
        born_on=person.date_of_birth,
        meetings=[meeting],
    )


def _meeting(row: BeforeCourt, since: date, until: date) -> Meeting | None:
    """What is known by the last day; nothing where nothing of it happened in these days."""
    offers = [offer for holder in row.holders for offer in holder.offers if offer.offered_on <= until]
    letters = [offer.letter_on for offer in offers if offer.letter_on and offer.letter_on <= until]
    held = [meeting.held_on for meeting in row.held if meeting.held_on and meeting.held_on <= until]
    begun = [one.proceedings_on for one in row.reported if one.proceedings_on and one.proceedings_on <= until]
    happened = [*(offer.offered_on for offer in offers), *letters, *held, *begun]
    if not any(since <= day for day in happened):
        return None
    said_offered = [one.is_offered for one in row.reported if one.is_offered is not None]
    said_held = [one.is_held for one in row.reported if one.is_held is not None]
    return Meeting(
        proceedings_on=max(begun, default=None),
        is_offered=bool(offers) or any(said_offered),
        is_held=bool(held) or any(said_held),
        letter_on=max(letters, default=None),
    )
