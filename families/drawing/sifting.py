"""Better orders of the rows: each block of partners is carried past its neighbours and let down where that is cheapest.

Two neighbours who change places change only the crossings between their own lines, whoever else is there, so that a step
of a block costs a look at two blocks and not at the row; only where partners stand apart are all lines from the row
counted. The search is bounded and uses no chance and no clock: the same facts always give the same order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from families.drawing.ordering import CROSSING, FACING, NUDGED, PARTED, Blocks, Order, crossings, spread
from families.drawing.weave import Stem

REACH = 4
"""Past how many neighbours a block is carried at once."""
SWEEPS = 8
SWEEPING = 1200
"""Nodes times sweeps: the larger the group, the fewer sweeps, but always one."""
PAYS = -1e-9
"""What a change may cost at most to be made."""

Known = dict[tuple[object, ...], Blocks]


def climb(order: Order, known: Known) -> Order:
    """Carry, turn and reorder blocks while it pays, for a bounded number of sweeps.

    `known` is what other climbs within the same weave have found for a row between its neighbours: most of them meet sooner or later.
    """
    for _sweep in range(max(1, min(SWEEPS, SWEEPING // order.weave.size))):
        improved = [_improve_row(order, row, known) for row in order.rows]
        if not any(improved):
            break
    return order


def _improve_row(order: Order, row: int, known: Known) -> bool:
    before = order.rows[row]
    around = row, *(tuple(map(tuple, order.rows.get(row + away, ()))) for away in (-1, 0, 1))
    found = known.get(around)
    if found is None:
        known[around] = found = Sifting(order, row).sifted()
    order.rows[row] = found
    order.number(row)
    return found != before


@dataclass(slots=True, eq=False)
class Block:
    """Partners who stay together: where the lines down to them leave, and where those from them arrive.

    `sibships` are those in which some of them are, by their numbers in the row.
    """

    number: int
    nodes: list[int]
    leave: list[float] = field(default_factory=list)
    arrive: list[int] = field(default_factory=list)
    stems: list[Stem] = field(default_factory=list)
    sibships: set[int] = field(default_factory=set)


class Sifting:
    """A row whose order is searched for while the rows above and below stay as they are."""

    def __init__(self, order: Order, row: int) -> None:
        self.order, self.place = order, order.place
        self.nudged = order.weave.nudged_by_row.get(row, ())
        self.facing = order.weave.facing_by_row.get(row, ())
        self.blocks = [Block(number, nodes) for number, nodes in enumerate(order.rows[row])]
        self.leaves: dict[int, list[float]] = defaultdict(list)
        """For each node, where the lines down to it leave the row above."""
        self.sibships: list[Sequence[int]] = []
        self.nets: dict[tuple[int, int], int] = {}
        block_of = {node: block for block in self.blocks for node in block.nodes}
        couples = order.weave.couples_by_row.get(row, ())
        self.apart = [(one, other) for one, other in couples if block_of[one] is not block_of[other]]
        """Partners who are in different blocks; a line from them lies elsewhere when either moves."""
        self.below: list[Stem] = []
        """The lines from the row, if some are from partners apart."""
        self._take_lines_above(block_of, order.weave.stems_by_row.get(row, ()))
        self._take_lines_below(block_of, order.weave.stems_by_row.get(row + 1, ()))
        self.spread = [self._spread(number) for number in range(len(self.sibships))]

    def _take_lines_above(self, block_of: dict[int, Block], stems: Iterable[Stem]) -> None:
        for stem in stems:
            if len(stem.kids) > 1:
                for kid in stem.kids:
                    block_of[kid].sibships.add(len(self.sibships))
                self.sibships.append(stem.kids)
            if stem.parents:
                anchor = self.order.anchor(stem)
                for kid in stem.kids:
                    self.leaves[kid].append(anchor)
                    block_of[kid].leave.append(anchor)

    def _take_lines_below(self, block_of: dict[int, Block], stems: Iterable[Stem]) -> None:
        for stem in stems:
            if stem.parents and self.apart:
                self.below.append(stem)
            elif stem.parents:
                block = block_of[stem.parents[0]]
                block.stems.append(stem)
                block.arrive += [self.place[kid] for kid in stem.kids]

    def _spread(self, sibship: int) -> float:
        place = self.place
        return spread([place[kid] for kid in self.sibships[sibship]])

    def sifted(self) -> Blocks:
        """The row after each block has been carried and turned once, where that paid."""
        for block in list(self.blocks):
            self._carry(block)
            if len(block.nodes) > 1:
                self._turn(block, block.nodes[::-1])
            if len(block.nodes) > 2:
                for at in range(len(block.nodes) - 1):
                    self._turn(block, swapped(block.nodes, at))
        return [block.nodes for block in self.blocks]

    def _carry(self, block: Block) -> None:
        """Let a block down where it is cheapest."""
        at = best = self.blocks.index(block)
        least = PAYS
        for way in (-1, 1):
            for target, cost in self._slide(at, way, least):
                best, least = target, cost
            self._number()
        if best != at:
            self.blocks.insert(best, self.blocks.pop(at))
            self._number()
            self.spread = [self._spread(number) for number in range(len(self.sibships))]

    def _number(self) -> None:
        for place, node in enumerate([node for block in self.blocks for node in block.nodes]):
            self.place[node] = place

    def _slide(self, at: int, way: int, least: float) -> Iterator[tuple[int, float]]:
        """Carry the block at `at` left (-1) or right (1) past one neighbour after another: the places that cost still less, and how much.

        That the costs of spread sibships can only fall by what they are now saves most looks at them.
        """
        block, rest = self.blocks[at], self._rest()
        touched, crossed, edge = set(block.sibships), 0, len(self.blocks) if way > 0 else -1
        for target in range(at + way, edge, way)[:REACH]:
            other = self.blocks[target]
            crossed += way * self._crossed_by_turning(block, other)
            self._step(block.nodes, other.nodes, way)
            touched |= other.sibships
            cost = CROSSING * crossed - sum(self.spread[number] for number in touched)
            if self.apart or self.nudged:
                cost += self._rest() - rest
            if cost < least:
                cost += sum(self._spread(number) for number in touched)
                if cost < least:
                    least = cost
                    yield target, cost

    def _step(self, nodes: Sequence[int], past: Sequence[int], way: int) -> None:
        for node in nodes:
            self.place[node] += way * len(past)
        for node in past:
            self.place[node] -= way * len(nodes)

    def _rest(self) -> float:
        """What can't be told from two blocks: of nudges that aren't followed, and of partners, who may be in different blocks."""
        place = self.place
        parted = sum(abs(place[one] - place[other]) - 1 for one, other in self.apart)
        unfollowed = sum(place[left] > place[right] for left, right in self.nudged)
        facing = sum(place[man] > place[woman] for man, woman in self.facing)
        return PARTED * parted + NUDGED * unfollowed + FACING * facing + CROSSING * self._crossed(self.below)

    def _crossed(self, stems: Iterable[Stem]) -> int:
        """How many lines of these, down from the row, cross."""
        lines: list[tuple[float, int]] = []
        for stem in stems:
            anchor = self.order.anchor(stem)
            lines += [(anchor, self.place[kid]) for kid in stem.kids]
        return crossings(lines)

    def _crossed_by_turning(self, left: Block, right: Block) -> int:
        """How many more crossings there are when `left` comes to stand right of `right`."""
        pair = left.number, right.number
        found = self.nets.get(pair)
        if found is None:
            found = more_crossed(left.leave, right.leave) + more_crossed(left.arrive, right.arrive)
            self.nets[pair] = found
            self.nets[pair[::-1]] = -found
        return found

    def _turn(self, block: Block, nodes: list[int]) -> None:
        """Let the partners of a block stand in this order, if that pays."""
        first = min(self.place[node] for node in nodes)
        cost = -self._cost_within(block)
        for place, node in enumerate(nodes, first):
            self.place[node] = place
        cost += self._cost_within(block)
        if cost < PAYS:
            block.nodes = nodes
            for number in block.sibships:
                self.spread[number] = self._spread(number)
        else:
            for place, node in enumerate(block.nodes, first):
                self.place[node] = place

    def _cost_within(self, block: Block) -> float:
        """What hangs on the order of a block's own people."""
        place, couples = self.place, self.order.weave.couples
        above = [(anchor, place[node]) for node in block.nodes for anchor in self.leaves.get(node, ())]
        pairs = [(one, other) for one, other in combinations(block.nodes, 2) if other in couples[one]]
        parted = sum(abs(place[one] - place[other]) - 1 for one, other in pairs)
        spread_now = sum(self._spread(number) for number in block.sibships)
        return CROSSING * (crossings(above) + self._crossed(block.stems)) + PARTED * parted + spread_now + self._rest()


def more_crossed(left: Sequence[float], right: Sequence[float]) -> int:
    """How many more pairs of lines cross when those that begin or end at `left` leave their ends right of the others' than left."""
    return sum((one < other) - (one > other) for one in left for other in right)


def swapped(nodes: list[int], at: int) -> list[int]:
    return [*nodes[:at], nodes[at + 1], nodes[at], *nodes[at + 2 :]]
