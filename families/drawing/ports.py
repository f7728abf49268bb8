"""Where on top of a sign each line arrives, so that no two lines to one person lie on one another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from families.drawing.layout import Layout

APART = 12.0

Arrival = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A line between two people over the lower one's row: partners apart, or a carer no higher than the child."""

    one: str
    other: str
    name: Arrival

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.one, self.other))


@dataclass(frozen=True, slots=True)
class Port:
    """`offset` is how far right of the person's middle a line arrives, in pixels.

    Words about it stand left or right of it (`side` -1 or 1), `level` lines up, so that words of several don't collide.
    """

    offset: float = 0.0
    side: int = 1
    level: int = 0


def arrival(union: int, basis: str) -> Arrival:
    """Names the line of one union on one basis."""
    return ("union", str(union), basis)


def ports(layout: Layout, bridges: list[Bridge]) -> dict[tuple[str, Arrival], Port]:
    """Where each line arrives at each person; lines from the left arrive on the left."""
    arriving: dict[str, list[tuple[float, Arrival]]] = defaultdict(list)
    for drop in layout.drops:
        for person, x in drop.ends:
            for descent in layout.unions[drop.union].descents:
                if descent.child == person:
                    start = x if drop.start is None else drop.start
                    arriving[person].append((start, arrival(drop.union, descent.basis)))
    for bridge in bridges:
        for person, other in ((bridge.one, bridge.other), (bridge.other, bridge.one)):
            if layout.row[person] >= layout.row[other]:
                arriving[person].append((layout.x[other], bridge.name))
    return {
        (person, name): _port(place, len(lines))
        for person, lines in arriving.items()
        for place, (_x, name) in enumerate(sorted(lines))
    }


def _port(place: int, count: int) -> Port:
    step = min(APART, 2 * APART / max(count - 1, 1))
    offset = round(step * (place - (count - 1) / 2), 1)
    if place == 0 and count > 1:
        return Port(offset, side=-1)
    return Port(offset, level=count - 1 - place)
