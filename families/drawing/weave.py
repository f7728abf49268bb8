"""A group of joined people as numbered nodes in rows, with the stems that run from each row to the next.

A line that passes a row gets a waypoint there, a narrow node of its own, so that it never runs through a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from families.drawing.facts import TreePerson
from families.drawing.unions import Pair, Union

WAYPOINT_HALF = 9.0
MAN, WOMAN = "man_boy", "woman_girl"

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """The room people need: half of each label's width, and the room for words on each couple's line, in pixels."""

    halves: Mapping[str, float]
    notes: Mapping[Pair, float]


@dataclass(frozen=True, slots=True)
class Stem:
    """A line down from `parents` (two, one, or none) that opens into a bar over `kids`, who stand in `row`."""

    parents: tuple[int, ...]
    kids: tuple[int, ...]
    row: int
    union: int
    number: int


@dataclass(slots=True)
class Weave:
    """What the order and the coordinates are found for. `names` tells a node from the others, whoever else is there.

    `facing_by_row` has the couples of a man and a woman of whom neither has parents here, the man first: by convention he stands left
    (domain.md §5.2). Where one has parents, it is brothers and sisters who stand together.
    """

    people: list[str]
    names: list[Name] = field(default_factory=list)
    row_of: list[int] = field(default_factory=list)
    half: list[float] = field(default_factory=list)
    stems: list[Stem] = field(default_factory=list)
    couples: dict[int, dict[int, float]] = field(default_factory=dict)
    stems_by_row: dict[int, list[Stem]] = field(default_factory=dict)
    couples_by_row: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    nudged_by_row: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    facing_by_row: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    siblings: set[tuple[int, int]] = field(default_factory=set)

    @property
    def size(self) -> int:
        return len(self.row_of)


def weave(
    people: Sequence[TreePerson],
    row_of: Mapping[str, int],
    unions: Sequence[Union],
    couples: Iterable[Pair],
    room: Room,
    nudged: Iterable[tuple[str, str]],
) -> Weave:
    """Number the people of one group (given by birth) and lead every union's lines down row by row."""
    made = Weave([person.id for person in people], [(person.id,) for person in people])
    made.row_of = [row_of[person.id] for person in people]
    made.half = [room.halves[person.id] for person in people]
    number = {person.id: node for node, person in enumerate(people)}
    made.couples = {node: {} for node in range(len(people))}
    for pair in couples:
        one, other = (number[person] for person in pair)
        if made.row_of[one] == made.row_of[other]:
            made.couples[one][other] = made.couples[other][one] = room.notes.get(pair, 0.0)
            made.couples_by_row.setdefault(made.row_of[one], []).append((one, other))
    for left, right in nudged:
        made.nudged_by_row.setdefault(row_of[left], []).append((number[left], number[right]))
    for place, union in enumerate(unions):
        _lead_down(made, place, union, number)
    by_row: dict[int, list[Stem]] = defaultdict(list)
    for stem in made.stems:
        by_row[stem.row].append(stem)
    made.stems_by_row = dict(by_row)
    made.rows = sorted(set(made.row_of))
    born = {kid for stem in made.stems for kid in stem.kids}
    for row, pairs in made.couples_by_row.items():
        made.facing_by_row[row] = [
            (one, other) if people[one].gender == MAN else (other, one)
            for one, other in pairs
            if not {one, other} & born and {people[one].gender, people[other].gender} == {MAN, WOMAN}
        ]
    made.siblings = {pair for stem in made.stems for pair in permutations(stem.kids, 2)}
    return made


def _lead_down(made: Weave, place: int, union: Union, number: Mapping[str, int]) -> None:
    """Add a union's stems, one for each row its lines reach or pass."""
    parents = tuple(number[parent] for parent in union.parents)
    by_row: dict[int, list[int]] = defaultdict(list)
    for child in union.children:
        by_row[made.row_of[number[child]]].append(number[child])
    last = max(by_row)
    row = made.row_of[parents[0]] + 1 if parents else min(by_row)
    while row <= last:
        kids = by_row.get(row, [])
        onward: tuple[int, ...] = ()
        if row < last:
            onward = (_add_waypoint(made, row, union),)
        made.stems.append(Stem(parents, (*kids, *onward), row, place, len(made.stems)))
        parents = onward
        row += 1


def _add_waypoint(made: Weave, row: int, union: Union) -> int:
    made.names.append((*(union.parents or union.children[:1]), str(row)))
    made.row_of.append(row)
    made.half.append(WAYPOINT_HALF)
    made.couples[made.size - 1] = {}
    return made.size - 1
