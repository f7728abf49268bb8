"""Scales, as other systems write and read them: each person's own answers, and nothing made of several people's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.serializers.base import Input, Output
from api.serializers.fields import Choice, Id, Said, Text, Visible
from api.serializers.members import Place
from api.serializers.query import PageQuery
from casework.models import ScalingAnswer, ScalingQuestion
from families.models import Person, Practitioner

WORDS = 200
REASON = 4_000


class ScalesQuery(PageQuery):
    """One page of scales, of one family when it is named."""

    family = Id(required=False, help_text="Only those of this family.")


class ScalingAnswerOutput(Output):
    """Where one person, or one worker, put it on one day; without a value they would rather not say."""

    id = serializers.UUIDField()
    scale = serializers.UUIDField()
    person = serializers.UUIDField(allow_null=True)
    practitioner = serializers.UUIDField(allow_null=True)
    on = serializers.DateField()
    value = serializers.FloatField(allow_null=True, help_text="0 to 10, by halves.")
    is_declined = serializers.BooleanField()
    shown_as = serializers.ChoiceField(choices=ScalingAnswer.ShownAs.choices)
    why_not_lower = serializers.CharField()
    what_plus_one = serializers.CharField()


class ScaleOutput(Output):
    """A scale, with what its ends mean in the family's own words, and each answer to it."""

    id = serializers.UUIDField()
    family = serializers.UUIDField(allow_null=True)
    about = serializers.CharField()
    zero_means = serializers.CharField()
    ten_means = serializers.CharField()
    child_zero = serializers.CharField()
    child_ten = serializers.CharField()
    created_at = serializers.DateTimeField()
    answers = ScalingAnswerOutput(many=True)


class Half(Said, serializers.FloatField):
    """0 to 10, by halves."""

    default_error_messages = {"invalid": _("Give a number from 0 to 10, whole or a half, without quotation marks.")}

    def to_internal_value(self, data: Any) -> Decimal:  # type: ignore[override]
        if isinstance(data, bool) or not isinstance(data, int | float) or not 0 <= data <= 10 or data * 2 % 1:
            self.fail("invalid")
        return Decimal(str(data))


class AnswerInput(Input):
    """Where someone puts it; null when they would rather not say."""

    value = Half(allow_null=True, min_value=0, max_value=10, help_text="0 to 10, by halves.")
    shown_as = Choice(choices=ScalingAnswer.ShownAs.choices, required=False)
    why_not_lower = Text(max_length=REASON, required=False, allow_blank=True)
    what_plus_one = Text(max_length=REASON, required=False, allow_blank=True)


class PersonAnswerInput(AnswerInput):
    """The answer of someone who was there."""

    person = Visible(Person)


class WorkerAnswerInput(AnswerInput):
    """Where a worker puts it."""

    practitioner = Visible(Practitioner)


class AskedInput(Input):
    answers = PersonAnswerInput(many=True, required=False, max_length=50)  # type: ignore[call-arg]
    worker_answers = WorkerAnswerInput(many=True, required=False, max_length=20)  # type: ignore[call-arg]


class AskedAgainInput(AskedInput):
    """A scale of the family that is asked again."""

    scale = Visible(ScalingQuestion)


class NewScaleInput(AskedInput):
    """A scale that begins with this conversation. 0 is how it is at its worst, 10 how it should be."""

    about = Text(max_length=WORDS)
    zero_means = Text(max_length=WORDS)
    ten_means = Text(max_length=WORDS)
    child_zero = Text(max_length=WORDS, required=False, allow_blank=True)
    child_ten = Text(max_length=WORDS, required=False, allow_blank=True)


def who_answers(said: dict[str, Any]) -> Iterator[tuple[Place, Person]]:
    """Everyone of the family who answers in a body, with the place where they do."""
    for name in ("scales", "new_scales"):
        for number, scale in enumerate(said.get(name, ())):
            for position, answer in enumerate(scale.get("answers", ())):
                yield (name, number, "answers", position, "person"), answer["person"]
