"""What waits for someone and what comes up, in the one shape in which every room says it and every page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for someone: what, where it is done, and by when or since when, if there is such a day.

    `is_overdue` marks a promise of ours that we are late with; it never says anything about a family. `is_of_safety`: someone may
    not be safe, and it stands before all else. `families` and `people`: whom it is about, where a page of its own may name them, which asks
    the door first; `about` is their names there. On Today, which may be open on a desk, a sentence often names nobody.
    """

    text: str
    href: str
    by: date | None = None
    since: date | None = None
    is_overdue: bool = False
    is_of_safety: bool = False
    families: frozenset[UUID] = field(default=frozenset(), compare=False)
    people: frozenset[UUID] = field(default=frozenset(), compare=False)
    about: str = field(default="", compare=False)

    @property
    def day(self) -> date:
        """Where it stands among the others; what has no day comes last."""
        return self.by or self.since or date.max


def in_order(*waiting: Iterable[Waiting]) -> list[Waiting]:
    """Everything that waits for someone, of all rooms: what is of someone's safety first, then the earliest day."""
    everything = (item for room in waiting for item in room)
    return sorted(everything, key=lambda item: (not item.is_of_safety, item.day, item.href))


@dataclass(frozen=True, slots=True)
class ComingUp:
    """Something of a family that lies ahead: with its day, or without one yet."""

    on: date | None
    text: str
    href: str
    detail: str = ""

    @property
    def day(self) -> date:
        """Where it stands among the others; what has no day comes last."""
        return self.on or date.max
