"""A conversation in which people were asked from 0 to 10."""

from decimal import Decimal
from typing import Any

from casework.actions.conversations import log_conversation
from casework.actions.scaling import AnswerGiven, ScaleAsked
from families.actions.records import Sharing

WORDS = {"about": "Mornings", "zero_means": "Everyone cries before school", "ten_means": "We have time for toast"}


def gives(who: Any, value: Any, **said: Any) -> AnswerGiven:
    return AnswerGiven(who, None if value is None else Decimal(str(value)), **said)


def asked(by: Any, family: Any, answers: Any, *, people: Any = None, question: Any = None, **more: Any) -> Any:
    """A new scale, or one that they have, asked in a conversation of these people, or of those who answered."""
    scale = ScaleAsked(question, {} if question else WORDS, tuple(answers))
    there = people or [given.who for given in answers]
    return log_conversation(family=family, people=there, headline="At the table", scales=[scale], by=by, **more)


def in_confidence() -> Sharing:
    return Sharing(state="child_only")
