"""Saying how it is, where a statutory system and what is written here differ (domain.md §10.8, 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from database import clock
from families.actions.people import change_person
from families.actions.statutory import take_in
from families.imports.statutory import ToldPerson, as_told
from families.models import DeathPrecision, ExternalIdentifier, Person, Precision, StatutoryQuestion
from families.periods import since

Kind: TypeAlias = StatutoryQuestion.Kind
Answer: TypeAlias = StatutoryQuestion.Answer


class QuestionSettled(DomainError):
    """Someone else was quicker, or the sending system said otherwise meanwhile."""

    code = "settled_already"


class NotAnAnswer(DomainError):
    """What was answered does not answer this question, or is no more so."""

    code = "not_an_answer"


ANSWERS: Mapping[str, tuple[Answer, ...]] = {
    Kind.SAME_PERSON: (Answer.PERSON, Answer.NEITHER),
    Kind.TWO_PEOPLE: (Answer.PERSON, Answer.OTHER, Answer.NEITHER),
    Kind.BORN: (Answer.THEIRS, Answer.OURS),
    Kind.DIED: (Answer.THEIRS, Answer.OURS),
}


@action
def settle_statutory(*, question: StatutoryQuestion, answer: str, by: User) -> StatutoryQuestion:
    """Say how it is, and carry that out. Who said so, and when, stays."""
    locked = StatutoryQuestion.objects.select_for_update().get(pk=question.pk)
    if locked.answer:
        raise QuestionSettled(
            _("This is settled already: someone else said how it is, or the other system took it back.")
        )
    if answer not in ANSWERS[locked.kind]:
        raise NotAnAnswer(_("Choose one of the answers that are there."))
    told = as_told(locked) if "facts" in locked.said else None
    day = locked.said.get("day")
    locked.answer, locked.settled_by, locked.settled_at = answer, by, clock.now()
    locked.said = locked.said if day else {}
    locked.full_clean()
    locked.save(update_fields=["answer", "settled_by", "settled_at", "said"])
    if answer == Answer.THEIRS:
        _correct(locked, date.fromisoformat(str(day)), by)
    if told and answer in {Answer.PERSON, Answer.OTHER}:
        pk = locked.other_id if answer == Answer.OTHER else None
        _say_it_is(told, pk or locked.person_id, locked, by)
    return locked


def _correct(question: StatutoryQuestion, day: date, by: User) -> None:
    person = Person.objects.select_for_update().get(pk=question.person_id)
    fields: dict[str, Any] = {"date_of_birth": day, "dob_precision": Precision.DAY, "expected_date": None}
    if question.kind == Kind.DIED:
        fields = {"date_of_death": day, "death_precision": DeathPrecision.DAY}
    change_person(person=person, row_version=person.row_version, by=by, **fields)


def _say_it_is(told: ToldPerson, pk: UUID, question: StatutoryQuestion, by: User) -> None:
    """The numbers are this person’s from today on, and what was said is taken in. A number of anyone else stays where it is."""
    values, today = [value for _scheme, value in told.numbers], since(clock.today())
    numbers = ExternalIdentifier.objects.filter(organisation=by.organisation, value__in=values, period__overlap=today)
    held = {(one.scheme, one.value): one for one in numbers.select_for_update()}
    for number in told.numbers:
        one = held.get(number)
        if one and one.person_id != pk and one.person_id in {question.person_id, question.other_id}:
            one.person_id = pk
            one.save(update_fields=["person"])
    standing = held.get(told.number)
    if standing and standing.person_id != pk:
        raise NotAnAnswer(_("This can’t be said now: something changed meanwhile. Leave it, and look again tomorrow."))
    if not standing:
        scheme, value = told.number
        ExternalIdentifier.objects.create(
            organisation=by.organisation, person_id=pk, scheme=scheme, value=value, period=today, created_by=by
        )
    take_in([told], question.sent_by)
