"""Someone as a statutory system tells of them, and what came of it (domain.md §9.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from families.models import StatutoryQuestion
from families.periods import Period

Number = tuple[str, str]
"""By which scheme, and which."""


class Outcome(StrEnum):
    """What came of one person."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    TO_SETTLE = "to_settle"
    NOT_HERE = "not_here"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A status or a worker, as the sending system says it."""

    kind: str
    source_id: str
    words: str
    role: str = ""
    period: Period = field(default_factory=lambda: Period(None, None))

    def same(self) -> tuple[Any, ...]:
        return self.words, self.role, self.period.lower, self.period.upper


@dataclass(frozen=True, slots=True)
class ToldPerson:
    """Someone, as the sending system says it. A kind of fact that it leaves out stays as it is; one that it gives is given whole."""

    number: Number
    also: tuple[Number, ...] = ()
    given_name: str = ""
    family_name: str = ""
    date_of_birth: date | None = None
    date_of_death: date | None = None
    facts: tuple[ToldFact, ...] = ()
    kinds: frozenset[str] = frozenset()
    purge: bool = False

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(dict.fromkeys((self.number, *self.also)))


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one person, and who it is."""

    outcome: Outcome
    person: UUID | None = None


def as_kept(told: ToldPerson) -> dict[str, Any]:
    """The same as JSON, until it is settled."""
    return {
        "also": [list(one) for one in told.also],
        "given_name": told.given_name,
        "family_name": told.family_name,
        "date_of_birth": _as_text(told.date_of_birth),
        "date_of_death": _as_text(told.date_of_death),
        "kinds": sorted(told.kinds),
        "facts": [
            [one.kind, one.source_id, one.words, one.role, _as_text(one.period.lower), _as_text(one.period.upper)]
            for one in told.facts
        ],
    }


def as_told(question: StatutoryQuestion) -> ToldPerson:
    """And back again."""
    said = question.said
    return ToldPerson(
        number=(question.scheme, question.value),
        also=tuple((scheme, value) for scheme, value in said["also"]),
        given_name=said["given_name"],
        family_name=said["family_name"],
        date_of_birth=_as_day(said["date_of_birth"]),
        date_of_death=_as_day(said["date_of_death"]),
        facts=tuple(
            ToldFact(kind, source_id, words, role, Period(_as_day(lower), _as_day(upper)))
            for kind, source_id, words, role, lower, upper in said["facts"]
        ),
        kinds=frozenset(said["kinds"]),
    )


def _as_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _as_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
