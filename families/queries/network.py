"""Who is around a person within a few edges, and what joins them, as one viewer may know it (domain.md §5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from accounts import prepared
from accounts.models import User
from database import clock
from database.prepared import Statement
from families.queries.kinship import NEAR, PARTNERSHIP, Fact, near_by, seen_of, steps_from

MOST_HOPS = 3
MOST_TOLD = 200
"""More than this is no network that anyone works with; the nearest are told."""


@dataclass(frozen=True, slots=True)
class Network:
    """The nearest people, each with how many edges away, and the edges among them; `known` counts those who are not told too."""

    people: Sequence[tuple[Fact, int]]
    ties: Sequence[Fact]
    known: int

    @property
    def is_whole(self) -> bool:
        return len(self.people) == self.known


def network(person: UUID, user: User, hops: int) -> Network | None:
    """The people whom edges that the user may see join to a person, the nearest first. None when the user may not see the person.

    One query. As in kin terms, an edge that someone disputes joins nobody.
    """
    facts = [Fact(*row) for row in prepared.rows(_facts, user, person=person, hops=hops)]
    people = {fact.one: fact for fact in facts if fact.fact == NEAR}
    if person not in people:
        return None
    edges = [fact for fact in facts if fact.fact != NEAR]
    steps = steps_from(person, edges, hops)
    nearest = sorted(steps, key=lambda one: (steps[one], one))[:MOST_TOLD]
    told = set(nearest)
    ties = sorted((edge for edge in edges if edge.one in told and edge.other in told), key=_order)
    return Network([(people[one], steps[one]) for one in nearest], ties, len(steps))


def is_over(tie: Fact) -> bool:
    """Whether a tie has ended, on a day that is known or not."""
    return (tie.ends is not None and tie.ends <= clock.today()) or (tie.fact == PARTNERSHIP and bool(tie.ending))


def _order(tie: Fact) -> Any:
    return tie.fact, tie.one, tie.other, tie.what, tie.starts or date.min


def _facts(user: User, person: UUID, hops: int) -> Statement:
    sets: dict[str, Any] = {"near": near_by(person, hops)}
    return seen_of(user, sets)
