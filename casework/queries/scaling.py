"""What the pages of scales read: each person's own answers, and no number that is made of several people's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from accounts.models import User
from casework.models import ScalingAnswer, ScalingQuestion, ScalingReason
from casework.scale_pictures import Line, line, place
from families.models import Family, Person, Practitioner, ShareState
from families.paging import Page, page_of

SHOWN = 10
OFFERED = 6
"""How many scales the form of a conversation offers to ask again: the newest."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as this reader may read it."""

    answer: ScalingAnswer

    @property
    def name(self) -> str:
        return str(self.answer.who)

    @property
    def day(self) -> date:
        return self.answer.record.happened_on

    @property
    def place(self) -> str:
        """Where its dot stands; nowhere for who would rather not say."""
        return "" if self.answer.value is None else place(self.answer.value)

    @property
    def reasons(self) -> Sequence[ScalingReason]:
        """What they said of it, where this reader may read that too."""
        told: Sequence[ScalingReason] = self.answer.told  # type: ignore[attr-defined]  # by `_answers`
        return told


@dataclass(frozen=True, slots=True)
class OverTime:
    """One person's own answers, the oldest first."""

    name: str
    said: Sequence[Said]
    line: Line | None


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale: where each person put it last, and each one's own answers over time."""

    question: ScalingQuestion
    latest: Sequence[Said]
    over_time: Sequence[OverTime]

    @property
    def people(self) -> set[UUID]:
        """Everyone of the family whom it names."""
        return {one.answer.person_id for one in self.latest if one.answer.person_id}


def scales_of(family: Family, user: User, *, after: str = "") -> Page[ScalingQuestion]:
    """One page of a family's scales, the newest first, each with its answers; `scale` makes of one what is shown."""
    return page_of(_with_answers(_questions(family, user), user), ("-created_at", "-pk"), cursor=after, size=SHOWN)


def one_scale(pk: UUID, user: User) -> ScalingQuestion:
    """404 for whoever may not read it; and for one that a child made in confidence: it stands in its conversation only."""
    found = _with_answers(_not_in_confidence(ScalingQuestion.objects.visible_to(user)), user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def scale(question: ScalingQuestion) -> Scale:
    """What is shown of a scale that was read with its answers."""
    by_one = [list(theirs) for _who, theirs in groupby(_in_order(question.answers.all()), _key)]
    said = [[Said(answer) for answer in theirs] for theirs in by_one]
    over_time = [
        OverTime(theirs[0].name, theirs, line([(one.day, one.answer.value) for one in theirs])) for theirs in said
    ]
    return Scale(question, [theirs[-1] for theirs in said], over_time)


def asked_in(record: UUID, user: User) -> list[Scale]:
    """The scales of one conversation, with what was answered there."""
    here = _answers(user).filter(record=record)
    is_answered = Exists(ScalingAnswer.objects.visible_to(user).filter(record=record, question=OuterRef("pk")))
    asked = ScalingQuestion.objects.visible_to(user).filter(Q(record=record) | is_answered)
    found = asked.order_by("created_at", "pk").prefetch_related(Prefetch("answers", queryset=here))
    return [scale(question) for question in found]


def named_in(scales: Iterable[Scale]) -> set[UUID]:
    """Everyone of the family whom these scales name."""
    return {pk for one in scales for pk in one.people}


def scales_by_id(pks: Collection[UUID], user: User) -> dict[UUID, Scale]:
    """These scales, as far as the user may read them; none that a child made in confidence."""
    seen = _not_in_confidence(ScalingQuestion.objects.visible_to(user))
    found = _with_answers(seen, user).filter(pk__in=[*pks])
    return {question.pk: scale(question) for question in found}


def to_ask_again(family: Family, user: User, also: Collection[UUID] = ()) -> list[Scale]:
    """The newest scales of a family, and these others of it, which someone came for or has begun to ask.

    One that a child made in confidence is not read out beside the family: only who comes for it from where it stands asks it again.
    """
    ours = ScalingQuestion.objects.visible_to(user).filter(record__family=family)
    newest = _not_in_confidence(ours).order_by("-created_at", "-pk").values("pk")[:OFFERED]
    found = _with_answers(ours.filter(Q(pk__in=newest) | Q(pk__in=also)), user).order_by("-created_at", "-pk")
    return [scale(question) for question in found]


def _questions(family: Family, user: User) -> QuerySet[ScalingQuestion]:
    return _not_in_confidence(ScalingQuestion.objects.visible_to(user).filter(record__family=family))


def _with_answers(questions: QuerySet[ScalingQuestion], user: User) -> QuerySet[ScalingQuestion]:
    """With what was answered, but for what a child told in confidence: these pages are read with the family beside one."""
    answers = _not_in_confidence(_answers(user))
    return questions.select_related("record__family").prefetch_related(Prefetch("answers", queryset=answers))


def _not_in_confidence(rows: QuerySet[Any]) -> QuerySet[Any]:
    kept = ShareState.objects.filter(state=ShareState.State.CHILD_ONLY)
    return rows.exclude(record__in=kept.values("record"))


def _answers(user: User) -> QuerySet[ScalingAnswer]:
    """With who answered, and with what they said of it as `told`."""
    reasons = Prefetch("reasons", queryset=ScalingReason.objects.visible_to(user).order_by("pk"), to_attr="told")
    seen = ScalingAnswer.objects.visible_to(user).select_related("person", "practitioner", "record")
    return seen.prefetch_related(reasons)


def _key(answer: ScalingAnswer) -> tuple[bool, str, UUID]:
    """People first, by name; then workers."""
    who: Person | Practitioner = answer.who
    is_worker = answer.person_id is None
    return is_worker, answer.practitioner.name if answer.practitioner else answer.person.sort_key, who.pk  # type: ignore[union-attr]


def _in_order(answers: Iterable[ScalingAnswer]) -> list[ScalingAnswer]:
    return sorted(answers, key=lambda one: (_key(one), one.record.happened_on, one.pk))
