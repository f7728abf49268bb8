"""Asking people where they put things between 0 and 10, in a conversation (domain.md §3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from accounts.history import action, bad_input
from accounts.models import User
from casework.models import ScalingAnswer, ScalingQuestion, ScalingReason
from database.prepared import insert
from families.models import Person, Practitioner, Record

WORDS = ("about", "zero_means", "ten_means", "child_zero", "child_ten")
REASONS = ("why_not_lower", "what_plus_one")


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """Where someone puts it, from 0 to 10 by halves; without a value they would rather not say."""

    who: Person | Practitioner
    value: Decimal | None
    shown_as: ScalingAnswer.ShownAs = ScalingAnswer.ShownAs.NUMBERS
    why_not_lower: str = ""
    what_plus_one: str = ""


@dataclass(frozen=True, slots=True)
class ScaleAsked:
    """A scale that was asked: one that they have, or a new one in these `words`; and what was answered."""

    question: ScalingQuestion | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[AnswerGiven, ...] = ()


@action
def ask_scales(*, record: Record, scales: Iterable[ScaleAsked], by: User) -> list[ScalingAnswer]:
    """Write down what was asked from 0 to 10 in a record, and who answered what: each for themselves."""
    asked = [(one, one.question or _begun(one, record, by)) for one in scales]
    new = [question for one, question in asked if one.question is None]
    said = [(given, _answer(given, question, record, by)) for one, question in asked for given in one.answers]
    reasons = [reason for given, answer in said if (reason := _reason(given, answer, by))]
    answers = [answer for _given, answer in said]
    for row in (*new, *answers, *reasons):
        row.clean_fields()
    with bad_input():  # what may stand together is asked once, by the tables themselves
        insert([*new, *answers, *reasons])
    return answers


@action
def begin_scale(*, record: Record, words: Mapping[str, str], by: User) -> ScalingQuestion:
    """Begin a scale in these words without asking anyone yet."""
    question = _begun(ScaleAsked(words=words), record, by)
    question.full_clean()
    question.save(force_insert=True)
    return question


def _begun(asked: ScaleAsked, record: Record, by: User) -> ScalingQuestion:
    return ScalingQuestion(organisation=by.organisation, record=record, created_by=by, **asked.words)


def _answer(given: AnswerGiven, question: ScalingQuestion, record: Record, by: User) -> ScalingAnswer:
    return ScalingAnswer(
        organisation=by.organisation,
        question=question,
        record=record,
        person=given.who if isinstance(given.who, Person) else None,
        practitioner=given.who if isinstance(given.who, Practitioner) else None,
        value=given.value,
        is_declined=given.value is None,
        shown_as=given.shown_as,
        created_by=by,
    )


def _reason(given: AnswerGiven, answer: ScalingAnswer, by: User) -> ScalingReason | None:
    said = {name: getattr(given, name) for name in REASONS}
    if not any(text.strip() for text in said.values()):
        return None
    return ScalingReason(organisation=by.organisation, answer=answer, created_by=by, **said)


def words_of_scales(scales: Iterable[ScaleAsked]) -> dict[str, str]:
    """All that will be read of them, by the words that stand above each: of one that is asked again, its own words too."""
    said: dict[str, str] = {}
    for number, one in enumerate(scales, start=1):
        for name in WORDS:
            text = getattr(one.question, name) if one.question else one.words.get(name, "")
            said[f"{_label(ScalingQuestion, name)} ({number})"] = text
        for given in one.answers:
            for name in REASONS:
                said[f"{given.who}, {_label(ScalingReason, name)} ({number})"] = getattr(given, name)
    return said


def _label(model: type[ScalingQuestion] | type[ScalingReason], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
