"""Where everyone stands: groups of joined people side by side, people whom nothing joins in rows underneath."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from families.drawing.coordinates import OTHERS, ROUNDS, SIGN, Placing
from families.drawing.facts import FamilyTree, TreeNudge, TreePerson
from families.drawing.generations import place_in_rows
from families.drawing.growth import Growth, order_of_coming, unions_among
from families.drawing.lettering import BOLD, NAME_SIZE, NOTE_SIZE, YEARS_SIZE, name_lines, width_of
from families.drawing.nudges import followed
from families.drawing.ordering import Order
from families.drawing.unions import Descent, Pair, Union, find_unions, hanging_places, partnerships_by_pair
from families.drawing.weave import Room, Weave, weave
from families.drawing.words import partnership_notes, years_mark

MARGIN = 40.0
BETWEEN_GROUPS = 60.0
NARROWEST = 560.0


@dataclass(frozen=True, slots=True)
class Drop:
    """A stretch of a union's line between two rows: from `start` down, along a bar, to each of `ends`.

    Positions are from the left edge in pixels. `start` is None for siblings whose parents aren't recorded; `ends` are
    people, or None where the line only passes a row.
    """

    union: int
    row: int
    start: float | None
    parents: tuple[str, ...]
    ends: tuple[tuple[str | None, float], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Everyone's place: `x` in pixels, `row` counted from the top."""

    people: list[TreePerson]
    x: dict[str, float]
    row: dict[str, int]
    unions: list[Union]
    sideways: list[Descent]
    couples: list[Pair]
    drops: list[Drop]
    width: float
    level: dict[str, tuple[int, int]]
    """In which group and in which row someone stands; they can change places only with who stands in both."""

    def beside(self, person: str) -> tuple[str, str]:
        """Who stands next to someone, left and right, and is joined with them by ties; empty where nobody does."""
        people = [one.id for one in self.in_reading_order() if not one.stands_for]
        line = [one for one in people if self.level[one] == self.level[person]]
        at = line.index(person)
        return "".join(line[max(at - 1, 0) : at]), "".join(line[at + 1 : at + 2])

    def follows(self, nudge: TreeNudge) -> bool:
        return self.row[nudge.left] == self.row[nudge.right] and self.x[nudge.left] < self.x[nudge.right]

    def in_reading_order(self) -> list[TreePerson]:
        return sorted(self.people, key=lambda person: (self.row[person.id], self.x[person.id]))


def lay_out(tree: FamilyTree) -> Layout:
    """Place everyone; the same facts, in whatever order they are given, lead to the same layout."""
    people = tree.by_birth()
    row, groups = place_in_rows(tree, people)
    unions, sideways = find_unions(tree, people, row)
    order = {person.id: place for place, person in enumerate(people)}
    places = hanging_places(tree, people)
    couples = sorted(
        {tie.pair for tie in tree.partnerships} | {frozenset(place) for place in places if len(place) == 2},
        key=lambda pair: sorted(order[person] for person in pair),
    )
    level = {person.id: (place, row[person.id]) for place, group in enumerate(groups) for person in group}
    layout = Layout(people, {}, row, unions, sideways, couples, [], 0.0, level)
    room = _room(people, tree)
    left = MARGIN
    for group in groups:
        if len(group) > 1:
            left = _add_group(layout, group, tree, room, left) + BETWEEN_GROUPS
    alone = [group[0] for group in groups if len(group) == 1]
    right = _add_alone(layout, alone, room, left - BETWEEN_GROUPS) if people else NARROWEST
    return Layout(people, layout.x, row, unions, sideways, couples, layout.drops, right + MARGIN, level)


def _room(people: Iterable[TreePerson], tree: FamilyTree) -> Room:
    notes = {
        pair: max((width_of(note, NOTE_SIZE) for tie in ties for note in partnership_notes(tie)), default=0.0)
        for pair, ties in partnerships_by_pair(tree).items()
    }
    return Room({person.id: half_width(person) for person in people}, notes)


def half_width(person: TreePerson) -> float:
    """Half the room a person's sign and words need, in pixels."""
    lines = [BOLD * width_of(line, NAME_SIZE) for line in name_lines(person.name)]
    return max(SIGN + 6, max([*lines, width_of(years_mark(person), YEARS_SIZE)]) / 2 + 4)


def _add_group(layout: Layout, group: Sequence[TreePerson], tree: FamilyTree, room: Room, left: float) -> float:
    """Lay out one group with its left edge at `left`; answers its right edge."""
    ids = {person.id for person in group}
    here = [place for place, union in enumerate(layout.unions) if union.descents[0].child in ids]
    order = grown(layout, group, [layout.unions[place] for place in here], tree, room)
    made, placing = order.weave, Placing(order)
    placing.settle(ROUNDS)
    placing.straighten()
    shift = left - min(x - half for x, half in zip(placing.x, made.half, strict=True))
    placing.x = [float(round(x + shift)) for x in placing.x]
    layout.x.update({person: placing.x[node] for node, person in enumerate(made.people)})
    for stem in made.stems:
        layout.drops.append(
            Drop(
                union=here[stem.union],
                row=stem.row,
                start=float(round(placing.anchor(stem))) if stem.parents else None,
                parents=tuple(made.people[node] for node in stem.parents if node < len(made.people)),
                ends=tuple((made.people[kid] if kid < len(ids) else None, placing.x[kid]) for kid in stem.kids),
            )
        )
    return max(x + half for x, half in zip(placing.x, made.half, strict=True))


def grown(layout: Layout, group: Sequence[TreePerson], unions: Sequence[Union], tree: FamilyTree, room: Room) -> Order:
    """The order of one group, after everyone has come."""
    rank = {person.id: place for place, person in enumerate(group)}
    couples = [pair for pair in layout.couples if pair <= rank.keys()]
    nudged = [pair for pair in sorted(followed(tree.nudges, layout.level)) if pair[0] in rank]

    def weave_of(there: Set[str]) -> Weave:
        people = [person for person in group if person.id in there]
        together = [pair for pair in couples if pair <= there]
        left_of = [pair for pair in nudged if there >= {*pair}]
        return weave(people, layout.row, unions_among(unions, there, rank), together, room, left_of)

    growth = Growth(weave_of)
    ties = [tie for tie in tree.ties() if tie[0] in rank]
    *_former, order = (growth.add(person) for person in order_of_coming(group, ties))
    return order


def _add_alone(layout: Layout, alone: Sequence[TreePerson], room: Room, right: float) -> float:
    """Stand the people whom nothing joins in rows below the rest, no wider than the rest; answers the right edge."""
    joined = [layout.row[person] for person in layout.x]
    row = max(joined) + 1 if joined else 0
    edge = max(right, NARROWEST)
    left = MARGIN
    for person in alone:
        half = max(room.halves[person.id], OTHERS / 2)
        if left > MARGIN and left + 2 * half > edge:
            left, row = MARGIN, row + 1
        layout.x[person.id] = float(round(left + half))
        layout.row[person.id] = row
        left += 2 * half + 10
        right = max(right, left - 10)
    return right
