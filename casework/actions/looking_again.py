"""Looking again at what is not shared yet (domain.md §8.2, INV-52)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from casework.actions.scaling import WORDS
from casework.models import (
    DangerDisagreement,
    DangerStatement,
    SafetyGoal,
    SafetyMapItem,
    ScalingQuestion,
    ScalingReason,
)
from casework.models.safety_dangers import DANGER, GOAL
from database import clock
from families.actions.records import Sharing, refuse_hidden_words
from families.models import Entry, NetworkTie, Person, Record, ShareState

WITHHELD = ShareState.State.WITHHELD


class NotKeptBack(DomainError):
    """Someone else has looked again meanwhile, and shared it."""

    code = "not_kept_back"


@action
def look_again(*, record: Record, sharing: Sharing, by: User) -> Record:
    """Share what was kept back with everyone it is about, or keep it back for another while, and say why."""
    kept = list(ShareState.objects.select_for_update(of=("self",)).filter(record=record, state=WITHHELD).order_by("pk"))
    if not kept:
        raise NotKeptBack(_("It is shared already: someone else has looked at it meanwhile."))
    about = Person.objects.filter(subject_of__record=record)
    refuse_hidden_words(dict(_said(record)), shared_with=about, family=record.family, sharing=sharing, by=by)
    is_kept = sharing.state == WITHHELD
    for state in kept:
        state.state, state.reason, state.review_on = sharing.state, sharing.reason, sharing.review_on
        state.decided_by, state.decided_on = (by, clock.today()) if is_kept else (None, None)
        state.full_clean(validate_unique=False)
        state.save()
    return record


def _said(record: Record) -> Iterator[tuple[str, str]]:
    """All that someone typed into it, by the words that stand above each: while it was kept back, nobody asked what it holds."""
    if hasattr(record, "conversation"):
        yield _("In one line"), record.conversation.headline
    for entry in Entry.objects.filter(record=record).order_by("position"):
        named = f"{entry.get_kind_display()} ({entry.position})"
        texts = (entry.body, entry.because, entry.what_they_did, entry.source_name, entry.source_relationship)
        yield named, "\n".join(filter(None, texts))
    for reason in ScalingReason.objects.filter(answer__record=record).order_by("pk"):
        yield _("From 0 to 10"), f"{reason.why_not_lower}\n{reason.what_plus_one}"
    for tie in NetworkTie.objects.filter(network__record=record).order_by("position"):
        yield _("Support map ({number})").format(number=tie.position), f"{tie.other_name}\n{tie.own_word}"
    yield _("Safety map"), "\n".join(_said_on_map(record))


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
