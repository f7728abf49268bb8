"""All that someone typed into a record, for who is to read it from now on: nobody asked before what it holds (domain.md §8.6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casework.actions.scaling import WORDS
from casework.models import (
    DangerDisagreement,
    DangerStatement,
    SafetyGoal,
    SafetyMapItem,
    ScalingQuestion,
    ScalingReason,
    SharingDecision,
)
from casework.models.safety_dangers import DANGER, GOAL
from families.models import Attachment, Entry, NetworkTie, Record


def all_said_in(record: Record) -> Iterator[tuple[str, str]]:
    """By the words that stand above each."""
    if hasattr(record, "conversation"):
        yield _("In one line"), record.conversation.headline
    for entry in Entry.objects.filter(record=record).order_by("position"):
        named = f"{entry.get_kind_display()} ({entry.position})"
        texts = (entry.body, entry.because, entry.what_they_did, entry.source_name, entry.source_relationship)
        yield named, "\n".join(filter(None, texts))
    for attachment in Attachment.objects.filter(entry__record=record).defer("content").order_by("entry__position"):
        yield str(attachment.get_kind_display()), attachment.alt_text
    for reason in ScalingReason.objects.filter(answer__record=record).order_by("pk"):
        yield _("From 0 to 10"), f"{reason.why_not_lower}\n{reason.what_plus_one}"
    for tie in NetworkTie.objects.filter(network__record=record).order_by("position"):
        yield _("Support map ({number})").format(number=tie.position), f"{tie.other_name}\n{tie.own_word}"
    if hasattr(record, "sharing_decision"):
        yield from words_of_sharing(record.sharing_decision)
    yield _("Safety map"), "\n".join(_said_on_map(record))


def words_of_sharing(decision: SharingDecision) -> Iterator[tuple[str, str]]:
    """All that a decision about sharing says, by the words that stand above each."""
    for field in SharingDecision._meta.concrete_fields:
        if field.name in {"with_whom", "what", "why", "more_detrimental_reason"}:
            yield str(field.verbose_name), getattr(decision, field.name)


def _said_on_map(record: Record) -> Iterator[str]:
    """All that stands on a safety map, and what was taken off: whoever reads the one reads the other."""
    rows: tuple[tuple[QuerySet[Any], tuple[str, ...]], ...] = (
        (SafetyMapItem.objects.filter(map__record=record), ("text",)),
        (DangerStatement.objects.filter(map__record=record), DANGER),
        (DangerDisagreement.objects.filter(danger__map__record=record), ("words",)),
        (SafetyGoal.objects.filter(danger__map__record=record), GOAL),
        (ScalingQuestion.objects.filter(record=record), WORDS),
    )
    for found, names in rows:
        yield from (text for said in found.order_by("pk").values_list(*names) for text in said)
