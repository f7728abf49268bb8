"""Taking in what a statutory system says of people: into a mirror, and nothing that is written here (domain.md §9.7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from django.db import connection

from accounts.history import action
from accounts.models import User
from database import clock
from families.imports.statutory import Came, Outcome, ToldPerson, as_kept
from families.models import (
    ExternalIdentifier,
    Person,
    Precision,
    StatutoryFact,
    StatutoryQuestion,
    StatutoryRecord,
)
from families.periods import since, until
from families.queries.statutory import Here, all_here, is_called_so

Kind: TypeAlias = StatutoryQuestion.Kind
Answer: TypeAlias = StatutoryQuestion.Answer
FIELDS = ("given_name", "family_name", "date_of_birth", "date_of_death")


@dataclass
class Written:
    """What has to be written: all of a kind at once."""

    records: list[StatutoryRecord] = field(default_factory=list)
    changed: list[StatutoryRecord] = field(default_factory=list)
    confirmed: list[UUID] = field(default_factory=list)
    facts: list[StatutoryFact] = field(default_factory=list)
    numbers: list[ExternalIdentifier] = field(default_factory=list)
    ended: list[ExternalIdentifier] = field(default_factory=list)
    asked: list[StatutoryQuestion] = field(default_factory=list)
    asked_anew: list[StatutoryQuestion] = field(default_factory=list)
    gone: list[StatutoryQuestion] = field(default_factory=list)

    def write(self, today: date) -> None:
        StatutoryRecord.objects.bulk_create(self.records)
        StatutoryRecord.objects.bulk_update(self.changed, ["person", *FIELDS, "as_of", "forgotten_at"])
        if self.confirmed:
            StatutoryRecord.objects.filter(pk__in=self.confirmed).update(as_of=today)
        new, standing = ([one for one in self.facts if one._state.adding is adding] for adding in (True, False))
        StatutoryFact.objects.bulk_create(new)
        StatutoryFact.objects.bulk_update(standing, ["words", "role", "period", "gone_on"])
        ExternalIdentifier.objects.bulk_update(self.ended, ["period"])
        ExternalIdentifier.objects.bulk_create(self.numbers)
        StatutoryQuestion.objects.bulk_update([*self.gone, *self.asked_anew], ["said", "other", "answer", "settled_at"])
        StatutoryQuestion.objects.bulk_create(self.asked)


@action
def take_statutory_people(*, told: Sequence[ToldPerson], is_again: bool = False, by: User) -> list[Came]:
    """Take in what `by`, the client of a statutory system, says of people who are here and whom it may know of. Two such requests of one
    organisation come in one after the other. `is_again`: nothing is written, for it was."""
    return take_in(told, by, is_again=is_again)


def take_in(told: Sequence[ToldPerson], by: User, *, is_again: bool = False) -> list[Came]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"statutory {by.organisation_id}"])
    here, written = all_here(told, by), Written()
    came = [_forget(one, here, written) if one.purge else _one(one, here, written) for one in told]
    if not is_again:
        written.write(here.today)
    return came


def _one(told: ToldPerson, here: Here, written: Written) -> Came:
    holders = {number: here.held[number].person_id for number in told.numbers if number in here.held}
    people = list(dict.fromkeys(pk for pk in holders.values() if pk in here.seen))
    if len(people) > 1:
        if not _was_answered(told, Kind.TWO_PEOPLE, here, {Answer.NEITHER}):
            _ask(Kind.TWO_PEOPLE, (people[0], people[1]), told, here, written)
            return Came(Outcome.TO_SETTLE)
        people = [pk for pk in people if holders.get(told.number) == pk]
    if not people:
        return _unknown(told, here, written) if not holders else Came(Outcome.NOT_HERE)
    return _known(told, people[0], here, written)


def _unknown(told: ToldPerson, here: Here, written: Written) -> Came:
    """Nobody here has this number. Someone of that name may, born on that day, of whom nobody said so yet."""
    alike = [one for one in here.namesakes.get(told.date_of_birth or date.min, []) if is_called_so(one, told)]
    asked = [one for one in here.questions.get(told.number, []) if one.kind == Kind.SAME_PERSON]
    for person in alike:
        if not any(one.person_id == person.pk and one.answer == Answer.NEITHER for one in asked):
            _ask(Kind.SAME_PERSON, (person.pk, None), told, here, written)
            return Came(Outcome.TO_SETTLE)
    _no_longer(told, here, written, but=())
    return Came(Outcome.NOT_HERE)


def _known(told: ToldPerson, pk: UUID, here: Here, written: Written) -> Came:
    for scheme, value in told.numbers:
        if (scheme, value) not in here.held:
            number = ExternalIdentifier(
                organisation=here.by.organisation,
                person_id=pk,
                scheme=scheme,
                value=value,
                period=since(here.today),
                created_by=here.by,
            )
            here.held[scheme, value] = number
            written.numbers.append(number)
    outcome = _mirror(told, pk, here, written)
    asked = _differs(told, here.people[pk], here, written)
    _no_longer(told, here, written, but=asked)
    return Came(Outcome.TO_SETTLE if asked else outcome, pk)


def _mirror(told: ToldPerson, pk: UUID, here: Here, written: Written) -> Outcome:
    record = here.records.get(told.number)
    if record is None:
        record = StatutoryRecord(
            organisation=here.by.organisation,
            person_id=pk,
            sent_by=here.by,
            scheme=told.number[0],
            value=told.number[1],
            as_of=here.today,
            created_by=here.by,
            **_said(told),
        )
        here.records[told.number] = record
        written.records.append(record)
        _facts(told, record, here, written)
        return Outcome.NEW
    was = record.person_id, record.forgotten_at, *(getattr(record, name) for name in FIELDS)
    record.person_id, record.forgotten_at = pk, None
    for name, value in _said(told).items():
        setattr(record, name, value)
    is_changed = was != (record.person_id, None, *(getattr(record, name) for name in FIELDS))
    has_other_facts = _facts(told, record, here, written)
    if is_changed or has_other_facts:
        record.as_of = here.today
        written.changed.append(record)
        return Outcome.NEW if was[1] else Outcome.CHANGED
    if record.as_of != here.today:
        written.confirmed.append(record.pk)
    return Outcome.UNCHANGED


def _said(told: ToldPerson) -> dict[str, Any]:
    return {name: getattr(told, name) for name in FIELDS}


def _facts(told: ToldPerson, record: StatutoryRecord, here: Here, written: Written) -> bool:
    """Whether they are others than before."""
    standing, before = here.facts.get(record.pk, {}), len(written.facts)
    for said in told.facts:
        fact = standing.get((said.kind, said.source_id))
        is_same = (
            fact and not fact.gone_on and said.same() == (fact.words, fact.role, fact.period.lower, fact.period.upper)
        )
        if not is_same:
            fact = fact or StatutoryFact(
                organisation=here.by.organisation,
                record=record,
                kind=said.kind,
                source_id=said.source_id,
                created_by=here.by,
            )
            fact.words, fact.role, fact.period, fact.gone_on = said.words, said.role, said.period, None
            written.facts.append(fact)
    there = {(one.kind, one.source_id) for one in told.facts}
    _let_go((one for key, one in standing.items() if key[0] in told.kinds and key not in there), here, written)
    return len(written.facts) > before


def _let_go(facts: Iterable[StatutoryFact], here: Here, written: Written) -> None:
    for fact in facts:
        if not fact.gone_on:
            fact.words, fact.role, fact.gone_on = "", "", here.today
            written.facts.append(fact)


def _differs(told: ToldPerson, person: Person, here: Here, written: Written) -> tuple[str, ...]:
    """Which days are others here. Whoever was asked before and said so is not asked again about the same day."""
    differing = []
    born, here_born = told.date_of_birth, person.date_of_birth
    if born and (here_born is None or (person.dob_precision == Precision.DAY and born != here_born)):
        differing.append((Kind.BORN, born))
    if told.date_of_death and told.date_of_death != person.date_of_death:
        differing.append((Kind.DIED, told.date_of_death))
    asked = []
    for kind, day in differing:
        before = [one for one in here.questions.get(told.number, []) if one.kind == kind and one.answer == Answer.OURS]
        if not any(one.said == {"day": day.isoformat()} for one in before):
            _ask(kind, (person.pk, None), told, here, written, day=day)
            asked.append(kind.value)
    return tuple(asked)


def _was_answered(told: ToldPerson, kind: str, here: Here, answers: set[Any]) -> bool:
    return any(one.kind == kind and one.answer in answers for one in here.questions.get(told.number, []))


def _ask(
    kind: Kind,
    people: tuple[UUID, UUID | None],
    told: ToldPerson,
    here: Here,
    written: Written,
    *,
    day: date | None = None,
) -> None:
    """Ask someone who sees both; what waits already says what was said last."""
    person, other = people
    content = {"day": day.isoformat()} if day else as_kept(told)
    for one in here.questions.get(told.number, []):
        if not one.answer and one.kind == kind and one.person_id == person:
            if (one.said, one.other_id) != (content, other):
                one.said, one.other_id = content, other
                written.asked_anew.append(one)
            return
    written.asked.append(
        StatutoryQuestion(
            organisation=here.by.organisation,
            kind=kind,
            person_id=person,
            other_id=other,
            sent_by=here.by,
            scheme=told.number[0],
            value=told.number[1],
            said=content,
            created_by=here.by,
        )
    )


def _no_longer(told: ToldPerson, here: Here, written: Written, *, but: Sequence[str]) -> None:
    """What waited and is not so any more."""
    for one in here.questions.get(told.number, []):
        if not one.answer and one.kind not in but:
            one.answer, one.settled_at, one.said = Answer.GONE, clock.now(), {}
            written.gone.append(one)


def _forget(told: ToldPerson, here: Here, written: Written) -> Came:
    """The mirror loses its words, and the numbers that came from there end. What is written here stays, and a family’s words with it."""
    _no_longer(told, here, written, but=())
    for asked in here.questions.get(told.number, []):
        if asked.said:
            asked.said = {}
            written.asked_anew.append(asked)
    has_ended, record = _end_numbers(told, here, written), here.records.get(told.number)
    if record is None:
        return Came(Outcome.FORGOTTEN if has_ended else Outcome.NOT_HERE)
    if not record.forgotten_at:
        _let_go(here.facts.get(record.pk, {}).values(), here, written)
        record.forgotten_at = clock.now()
        for name in FIELDS:
            setattr(record, name, None if name.startswith("date") else "")
        written.changed.append(record)
    return Came(Outcome.FORGOTTEN)


def _end_numbers(told: ToldPerson, here: Here, written: Written) -> bool:
    """Whether there were any that can be ended: the number itself, and those that it brought."""
    before = len(written.ended)
    for number in told.numbers:
        one = here.held.get(number)
        if one and one.person_id in here.seen and (number == told.number or one.created_by_id == here.by.pk):
            began = one.period.lower
            is_over = began is None or began < here.today
            # a number that came today was theirs for the day
            one.period = until(one.period, here.today if is_over or began is None else began + timedelta(days=1))
            written.ended.append(one)
            del here.held[number]
    return len(written.ended) > before
