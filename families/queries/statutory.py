"""All that is here of those whom a statutory system tells of: read once for all of them (domain.md §9.7)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from accounts import prepared
from accounts.models import User
from database import clock
from families.imports.statutory import Number, ToldPerson
from families.models import (
    ExternalIdentifier,
    Person,
    Precision,
    StatutoryFact,
    StatutoryQuestion,
    StatutoryRecord,
)
from families.periods import since


@dataclass
class Here:
    """All that is here of those who are told of: read once for all of them."""

    by: User
    today: date
    held: dict[Number, ExternalIdentifier]
    seen: set[UUID]
    people: dict[UUID, Person]
    records: dict[Number, StatutoryRecord]
    facts: dict[UUID, dict[tuple[str, str], StatutoryFact]]
    questions: dict[Number, list[StatutoryQuestion]]
    namesakes: dict[date, list[Person]]


def all_here(told: Sequence[ToldPerson], by: User) -> Here:
    today = clock.today()
    values = {value for one in told for _scheme, value in one.numbers}
    known = ExternalIdentifier.objects.filter(organisation=by.organisation, value__in=values)
    held = {(one.scheme, one.value): one for one in known.filter(period__overlap=since(today))}
    seen = prepared.ids_visible(Person, {one.person_id for one in held.values()}, by)
    mine = {"sent_by": by, "value__in": {one.number[1] for one in told}}
    records = {(one.scheme, one.value): one for one in StatutoryRecord.objects.select_for_update().filter(**mine)}
    facts: dict[UUID, dict[tuple[str, str], StatutoryFact]] = {}
    for fact in StatutoryFact.objects.filter(record__in=[one.pk for one in records.values()]):
        facts.setdefault(fact.record_id, {})[fact.kind, fact.source_id] = fact
    questions: dict[Number, list[StatutoryQuestion]] = {}
    for asked in StatutoryQuestion.objects.select_for_update().filter(**mine):
        questions.setdefault((asked.scheme, asked.value), []).append(asked)
    return Here(
        by=by,
        today=today,
        held=held,
        seen=seen,
        people=Person.objects.in_bulk(seen),
        records=records,
        facts=facts,
        questions=questions,
        namesakes=_namesakes([one for one in told if not {held[n].person_id for n in one.numbers if n in held}], by),
    )


def _namesakes(told: Sequence[ToldPerson], by: User) -> dict[date, list[Person]]:
    """Who was born on one of these days and whom the sending system has not named by a number of its own yet, by the day."""
    days = {one.date_of_birth for one in told if one.date_of_birth and not one.purge}
    theirs = ExternalIdentifier.objects.current().filter(
        person=OuterRef("pk"), scheme__in={one.number[0] for one in told}
    )
    born = Person.objects.visible_to(by).filter(~Exists(theirs), date_of_birth__in=days, dob_precision=Precision.DAY)
    found: dict[date, list[Person]] = {}
    for person in born.order_by("pk"):
        if person.date_of_birth:
            found.setdefault(person.date_of_birth, []).append(person)
    return found


def is_called_so(person: Person, told: ToldPerson) -> bool:
    said = {_plain(told.given_name), _plain(f"{told.given_name} {told.family_name}")} - {""}
    is_another_family = (
        told.family_name and person.family_name and _plain(person.family_name) != _plain(told.family_name)
    )
    names = {_plain(person.known_as), _plain(person.given_name), _plain(f"{person.given_name} {person.family_name}")}
    return bool(said & names) and not is_another_family


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())
