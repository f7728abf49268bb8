"""Mornings from 0 to 10: asked of Dana, Amina and Priya in January, and again in March; Jay would rather not say."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from accounts.models import User
from casework.actions.conversations import log_conversation
from casework.actions.scaling import AnswerGiven, ScaleAsked
from casework.models import ScalingAnswer, ScalingQuestion
from config.demo.calendar import Calendar
from families.models import Family, Person, PlaceKind

WORDS = {
    "about": "How mornings are",
    "zero_means": "Everyone cries before school, and nobody says goodbye",
    "ten_means": "We have time for toast, and Amina sings",
    "child_zero": "I want to hide under the coats",
    "child_ten": "We put the radio on",
}


def asked_first(family: Family, people: Mapping[str, Person], calendar: Calendar, by: User) -> ScaleAsked:
    """In January, with all of them; and what was answered in March, for the conversation in which it is asked again."""
    log_conversation(
        family=family,
        people=[people[name] for name in ("Dana", "Amina", "Jay")],
        headline="Where each of us is with the mornings",
        happened_at=calendar.at(calendar.day(2026, 1, 14), 16, 30),
        place_kind=PlaceKind.THEIR_HOME,
        scales=[ScaleAsked(words=WORDS, answers=(*_january(people), AnswerGiven(by.practitioner, Decimal(4))))],
        by=by,
    )
    mine = AnswerGiven(by.practitioner, Decimal(5), why_not_lower="Nobody was late this week.")
    return ScaleAsked(ScalingQuestion.objects.get(record__family=family), answers=(*_march(people), mine))


def _january(people: Mapping[str, Person]) -> tuple[AnswerGiven, ...]:
    return (
        AnswerGiven(
            people["Dana"], Decimal(3), why_not_lower="We do get there.", what_plus_one="Bags by the door at night."
        ),
        AnswerGiven(people["Amina"], Decimal("2.5"), ScalingAnswer.ShownAs.FACES, why_not_lower="Grandad waves."),
        AnswerGiven(people["Jay"], None),
    )


def _march(people: Mapping[str, Person]) -> tuple[AnswerGiven, ...]:
    return (
        AnswerGiven(
            people["Dana"], Decimal(7), why_not_lower="Breakfast happens now.", what_plus_one="No shouting on Fridays."
        ),
        AnswerGiven(
            people["Amina"], Decimal(4), why_not_lower="Toast.", what_plus_one="Mum does my hair and we don’t rush."
        ),
    )
