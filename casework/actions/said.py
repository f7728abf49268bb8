"""All that someone typed into a record, for who is to read it from now on: nobody asked before what it holds (domain.md §8.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.text import capfirst

from casework.actions.scaling import REASONS, WORDS
from casework.models import (
    Conversation,
    ConversationPresence,
    CorrectionRequest,
    DangerDisagreement,
    DangerStatement,
    FamilySupervisionNote,
    SafetyGoal,
    SafetyMapItem,
    ScalingQuestion,
    ScalingReason,
    SharingDecision,
    SignOff,
)
from casework.models.safety_dangers import DANGER, GOAL
from families.actions.records import stands_above
from families.models import Attachment, Entry, NetworkTie, Record

SHARING = ("with_whom", "what", "why", "more_detrimental_reason")
TYPED: tuple[tuple[type[models.Model], str, tuple[str, ...]], ...] = (
    (Conversation, "record", ("headline", "language_used")),
    (Record, "conversation__record", ("significant_reason",)),
    (ConversationPresence, "conversation__record", ("other_name",)),
    (Entry, "record", ("body", "because", "what_they_did", "source_name", "source_relationship")),
    (Attachment, "entry__record", ("alt_text", "said_before")),
    (CorrectionRequest, "record", ("statement", "should_say", "answer", "new_words")),
    (SignOff, "record", ("comment",)),
    (ScalingQuestion, "record", WORDS),
    (ScalingQuestion, "answers__record", WORDS),
    (ScalingQuestion, "safety_goals__danger__map__record", WORDS),
    (ScalingReason, "answer__record", REASONS),
    (NetworkTie, "network__record", ("other_name", "own_word", "drawn_before_as")),
    (SharingDecision, "record", SHARING),
    (FamilySupervisionNote, "record", ("thought_about", "hypotheses", "decision", "because")),
    (SafetyMapItem, "map__record", ("text",)),
    (DangerStatement, "map__record", DANGER),
    (DangerDisagreement, "danger__map__record", ("words",)),
    (SafetyGoal, "danger__map__record", GOAL),
)
"""What hangs on a record that can be kept back, by which way, and what is typed there. A scale that is asked again is read with it."""


def all_said_in(record: Record) -> dict[str, str]:
    """By the words that stand above each; what stands below the same words is one text."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for model, way, names in TYPED:
        for row in model._default_manager.filter(**{way: record}).order_by("pk").defer(*_pictures(model)):
            for name in names:
                said[_above(row, name)].append(_text(getattr(row, name)))
    return {above: "\n".join(filter(None, texts)) for above, texts in said.items()}


def words_of_sharing(decision: SharingDecision) -> Iterator[tuple[str, str]]:
    """All that a decision about sharing says, by the words that stand above each."""
    for name in SHARING:
        yield _above(decision, name), getattr(decision, name)


def _above(row: models.Model, name: str) -> str:
    above = capfirst(row.get_kind_display()) if isinstance(row, Entry | Attachment) else stands_above(type(row), name)
    return f"{above} ({row.position})" if isinstance(row, Entry | NetworkTie) else above


def _text(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


def _pictures(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, models.BinaryField)]
