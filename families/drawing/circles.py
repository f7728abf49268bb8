"""Where everyone stands on a support map: evenly around their circle, turned so that hardly a line runs beneath a name."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from families.drawing.lettering import width_of

CIRCLES = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """The half axes of the middle, and how wide each circle is, across and down: the first, and each one further out."""

    centre: tuple[float, float]
    first: tuple[float, float]
    further: tuple[float, float]

    def radii(self, circles: float, scale: float = 1.0) -> tuple[float, float]:
        """The half axes of the line so many circles out."""
        first, further = min(circles, 1.0), max(circles - 1, 0.0)
        across, down = (self.first[axis] * first + self.further[axis] * further for axis in (0, 1))
        return self.centre[0] + across * scale, self.centre[1] + down * scale


MAP = Sheet((72.0, 40.0), (150.0, 104.0), (93.0, 67.0))
MARGIN = 18.0
PADDING = 11.0
NAME_SIZE, DOES_SIZE, LINE = 14.5, 12.5, 15.5
NAME_CHARACTERS, DOES_CHARACTERS = 17, 18
CIRCLE_NAME = (88.0, 9.0)
"""Half the room for the name of a circle, at its top."""
APART = (12.0, 10.0)
"""What stays free between two places of a circle, across and down."""
BEND = 1.15
"""How much more room is wanted than the steps are long: they go around a bend."""
MIDDLE, NEARER = (0.6, 0.5, 0.5, 0.5), 0.05
"""Where in the width of each circle its people stand; and how much further in for each step of closeness."""
STEPS, TURNS, MANY = 240, 36, 24
OVER, ON_NAME, BENEATH, BESIDE, FAR = 100, 30, 1, 0.3, 300.0
"""What it costs when two lie over one another, when one lies on the name of a circle, when a line runs beneath one; and, the more the
nearer they are, when two circles crowd on one side."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is written at someone's place, broken into lines."""

    name: tuple[str, ...]
    does: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, does: str = "", hope: str = "") -> Label:
        return cls(_lines(name, NAME_CHARACTERS), (*_lines(does, DOES_CHARACTERS), *_lines(hope, DOES_CHARACTERS)))

    @property
    def half(self) -> tuple[float, float]:
        """Half the width and half the height of its place."""
        widths = [width_of(line, NAME_SIZE) * 1.04 for line in self.name]
        widths += [width_of(line, DOES_SIZE) for line in self.does]
        return max(widths, default=0) / 2 + PADDING, (len(self.name) + len(self.does)) * LINE / 2 + 7


def _lines(words: str, longest: int) -> tuple[str, ...]:
    """Two lines at most. What is cut off stands in the title and in the list."""
    lines: list[str] = []
    for word in words.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and len(joined) <= longest:
            lines[-1] = joined
        elif len(lines) == 2:
            lines[-1] = f"{lines[-1][: longest - 1].rstrip(' ,')}…"
            break
        else:
            lines.append(word)
    return tuple(line if len(line) <= longest else f"{line[: longest - 1]}…" for line in lines)


@dataclass(frozen=True, slots=True)
class Place:
    """Someone's place around the middle, which is at 0, 0."""

    x: float
    y: float
    half_width: float
    half_height: float
    label: Label


@dataclass(frozen=True, slots=True)
class Stands:
    """Who is to be placed: the circle from 0, the closest, to 3; and how close, from 1 to 5."""

    label: Label
    circle: int
    closeness: int


@dataclass(frozen=True, slots=True)
class Circles:
    """The finished places, and the circles that they stand in, from the middle outwards."""

    places: tuple[Place, ...]
    radii: tuple[tuple[float, float], ...]
    half_width: float
    half_height: float


def place(standing: Sequence[Stands], sheet: Sheet = MAP) -> Circles:
    """Places around the middle, the same for the same people: everything grows until each circle has room."""
    scale = 1.0
    while True:
        orbits = [
            _Orbit([one for one in standing if one.circle == circle], circle, sheet, scale) for circle in range(CIRCLES)
        ]
        if all(orbit.has_room for orbit in orbits):
            break
        scale *= 1.06
    turns = _turned(orbits)
    found = {
        id(one): at
        for orbit, turn in zip(orbits, turns, strict=True)
        for one, at in zip(orbit.standing, orbit.at(turn), strict=True)
    }
    places = [found[id(one)] for one in standing]
    radii = [sheet.radii(circle + 1, scale) for circle in range(CIRCLES)]
    across = [radii[-1][0], *(abs(one.x) + one.half_width for one in places)]
    down = [radii[-1][1], *(abs(one.y) + one.half_height for one in places)]
    return Circles(tuple(places), tuple(radii), max(across) + MARGIN, max(down) + MARGIN)


class _Orbit:
    """A circle and who stands in it: at even steps, a step being as long as the largest place is wide or high there."""

    def __init__(self, standing: Sequence[Stands], circle: int, sheet: Sheet, scale: float) -> None:
        self.standing, self.circle, self.sheet, self.scale = standing, circle, sheet, scale
        halves = [one.label.half for one in standing] or [(1.0, 1.0)]
        self.size = tuple(2 * max(half[axis] for half in halves) + APART[axis] for axis in (0, 1))
        self.ways = self._ways()
        self.has_room = self.ways[-1] >= len(standing) * BEND
        self._seen: dict[int, list[Place]] = {}

    def _ways(self) -> list[float]:
        """How many steps it is from straight up to each part of the way around."""
        across, down = self.sheet.radii(self.circle + MIDDLE[self.circle], self.scale)
        points = [
            (across * math.sin(part), down * math.cos(part))
            for part in (math.tau * step / STEPS for step in range(STEPS + 1))
        ]
        ways = [0.0]
        for (x, y), (right, low) in pairwise(points):
            ways.append(ways[-1] + max(abs(right - x) / self.size[0], abs(low - y) / self.size[1]))
        return ways

    def at(self, turn: int) -> list[Place]:
        """Everyone's place when the circle is turned so far."""
        if turn not in self._seen:
            self._seen[turn] = [
                self._place(one, (number + 0.5) / len(self.standing) + turn / TURNS / max(len(self.standing), 1))
                for number, one in enumerate(self.standing)
            ]
        return self._seen[turn]

    def _place(self, one: Stands, part: float) -> Place:
        angle = math.tau * bisect_left(self.ways, part % 1 * self.ways[-1]) / STEPS
        across, down = self.sheet.radii(one.circle + MIDDLE[one.circle] + (3 - one.closeness) * NEARER, self.scale)
        return Place(across * math.sin(angle), -down * math.cos(angle), *one.label.half, one.label)


def _turned(orbits: Sequence[_Orbit]) -> list[int]:
    """How far each circle is turned, so that as little as may be lies in another's way: from the middle outwards, twice.

    Of many on one map something lies in the way however it is turned: then once, by longer steps, or one would wait for it.
    """
    are_many = sum(len(one.standing) for one in orbits) > MANY
    names = [Place(0, 12 - one.sheet.radii(one.circle + 1, one.scale)[1], *CIRCLE_NAME, Label(())) for one in orbits]
    turns = [0] * len(orbits)
    for number, orbit in [*enumerate(orbits)] * (1 if are_many else 2):
        others = [(other.circle, other.at(turns[place])) for place, other in enumerate(orbits) if place != number]
        ways = range(0, TURNS, 4 if are_many else 1)
        turns[number] = min(ways, key=lambda turn: _cost(orbit.circle, orbit.at(turn), others, names))
    return turns


def _cost(
    circle: int, places: Sequence[Place], others: Iterable[tuple[int, list[Place]]], names: Sequence[Place]
) -> float:
    cost: float = ON_NAME * sum(_over(one, name) for one in places for name in names)
    for where, beside in others:
        nearer, further = (places, beside) if circle < where else (beside, places)
        cost += sum(OVER * _over(one, other) + BENEATH * _hides(one, other) for one in nearer for other in further)
        cost += BESIDE * sum(max(1 - math.hypot(a.x - b.x, a.y - b.y) / FAR, 0) for a in nearer for b in further)
    return cost


def _over(one: Place, other: Place) -> bool:
    return (
        abs(one.x - other.x) < one.half_width + other.half_width + 4
        and abs(one.y - other.y) < one.half_height + other.half_height + 4
    )


def _hides(one: Place, other: Place) -> bool:
    """Whether the line from the middle to `other` runs beneath `one`, which stands nearer."""
    length = math.hypot(other.x, other.y)
    along = (one.x * other.x + one.y * other.y) / length
    beside = abs(one.x * other.y - one.y * other.x) / length
    half = (abs(one.half_width * other.y) + abs(one.half_height * other.x)) / length
    return along > 0 and beside < half + 5
