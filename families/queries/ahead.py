"""What waits for someone and what comes up, in the one shape in which every room says it and every page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for someone: what, where it is done, and by when or since when, if there is such a day.

    `is_overdue` marks a promise of ours that we are late with; it never says anything about a family.
    """

    text: str
    href: str
    by: date | None = None
    since: date | None = None
    is_overdue: bool = False

    @property
    def day(self) -> date:
        """Where it stands among the others; what has no day comes last."""
        return self.by or self.since or date.max


def in_order(*waiting: Iterable[Waiting]) -> list[Waiting]:
    """Everything that waits for someone, of all rooms, the earliest day first."""
    return sorted((item for room in waiting for item in room), key=lambda item: (item.day, item.href))


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
