"""Who stands left of whom: few crossings, partners side by side, the oldest child first.

The search is a bounded climb from a few starting orders; it uses no chance and no clock, so the same facts always give
the same order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations, product
from math import inf
from operator import gt

from families.drawing.weave import Stem, Weave

Blocks = list[list[int]]
Rows = dict[int, Blocks]
Known = dict[tuple[object, ...], Blocks]

CROSSING, SPREAD, PARTED, BIRTH_ORDER, NUDGED = 4.0, 0.4, 9.0, 0.7, 1000.0
REACH = 4
SWEEPS = 4
SWEEPING = 400
"""Nodes times sweeps: the larger the group, the fewer sweeps, but always one."""


class Order:
    """An order of every row as blocks of partners, with its cost."""

    def __init__(self, weave: Weave, rows: Rows) -> None:
        self.weave = weave
        self.rows = rows
        self.place = [-1] * weave.size
        """Counted from the left of each row; -1 for who does not stand anywhere yet."""
        for row in rows:
            self.number(row)

    def flat(self, row: int) -> list[int]:
        return [node for block in self.rows[row] for node in block]

    def number(self, row: int) -> None:
        place = 0
        for block in self.rows[row]:
            for node in block:
                self.place[node] = place
                place += 1

    def cost(self) -> float:
        return sum(self.cost_between(row) + self.cost_within(row) for row in self.rows)

    def cost_within(self, row: int) -> float:
        """Of partners who stand apart, and of nudges that aren't followed."""
        place = self.place
        parted = sum(abs(place[one] - place[other]) - 1 for one, other in self.weave.couples_by_row.get(row, ()))
        nudged = sum(place[left] > place[right] for left, right in self.weave.nudged_by_row.get(row, ()))
        return PARTED * parted + NUDGED * nudged

    def cost_between(self, row: int) -> float:
        """Crossings of the lines that come down to a row, and how far each sibship is spread."""
        place, total = self.place, 0.0
        lines: list[tuple[float, int]] = []
        for stem in self.weave.stems_by_row.get(row, ()):
            kids = [place[kid] for kid in stem.kids]
            if len(kids) > 1:
                total += spread(kids)
            if stem.parents:
                anchor = self.anchor(stem)
                lines += [(anchor, kid) for kid in kids]
        return total + CROSSING * crossings(lines)

    def anchor(self, stem: Stem) -> float:
        """Where a stem leaves its parents' row, counted in places: half-way between two neighbours."""
        first = self.place[stem.parents[0]]
        if len(stem.parents) == 1:
            return first
        second = self.place[stem.parents[1]]
        return (first + second) / 2 if abs(first - second) == 1 else self.corridor(stem) + 0.5

    def corridor(self, stem: Stem) -> int:
        """The place left of two parents' stem: between them, or on the inner side of the one with fewer partners."""
        left, right = sorted(stem.parents, key=self.place.__getitem__)
        if len(self.weave.couples[left]) < len(self.weave.couples[right]):
            return self.place[left]
        return self.place[right] - 1


def blocks_of(weave: Weave, row: int) -> list[list[int]]:
    """The people of a row in chains of partners, each walked from an end, and waypoints alone."""
    nodes = [node for node in range(weave.size) if weave.row_of[node] == row]
    seen: set[int] = set()
    blocks = []
    for start in sorted(nodes, key=lambda node: (len(weave.couples[node]) > 1, node)):
        block: list[int] = []
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                block.append(node)
                waiting += sorted(weave.couples[node], key=lambda other: (-len(weave.couples[other]), other))
        if block:
            blocks.append(block)
    return blocks


def starting_orders(weave: Weave) -> Iterator[Order]:
    """Rows as a walk through the family meets them, from several first people."""
    blocks = {row: blocks_of(weave, row) for row in weave.rows}
    top = blocks[weave.rows[0]]
    firsts = list(dict.fromkeys((0, len(top) - 1, len(top) // 2)))
    for first in firsts:
        yield Order(weave, _walk(weave, blocks, top[first][0]))


def _walk(weave: Weave, blocks: Rows, first: int) -> Rows:
    """Depth first, up to parents and down to children, each block entered in its row when first met."""
    block_of = {node: block for row in blocks.values() for block in row for node in block}
    near: dict[int, list[int]] = {node: [] for node in range(weave.size)}
    for stem in weave.stems:
        for node in (*stem.parents, *(stem.kids if not stem.parents else ())):
            near[node] += stem.kids
        for kid in stem.kids:
            near[kid] = [*stem.parents, *near[kid]]
    rows: Rows = {row: [] for row in blocks}
    seen: set[int] = set()
    waiting = [*reversed(range(weave.size)), first]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        block = block_of[node]
        if block[-1] == node:
            block = block[::-1]
        seen.update(block)
        rows[weave.row_of[node]].append(list(block))
        waiting += [other for member in reversed(block) for other in reversed(near[member])]
    return rows


def climb(order: Order, known: Known) -> Order:
    """Move, turn and reorder blocks while it pays, for a bounded number of sweeps.

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
        known[around] = found = _best_of_row(order, row)
    order.rows[row] = found
    order.number(row)
    return found != before


def _best_of_row(order: Order, row: int) -> Blocks:
    """A row after each move that pays, one after the other, while the rows above and below stay as they are."""
    trial, found = Trial(order, row), order.rows[row]
    tried = {_flat(found)}
    best = trial.cost((), inf)
    for move in list(row_moves(order, row, REACH)):
        changed = move(found)
        flat = _flat(changed)
        if flat in tried:
            continue
        tried.add(flat)
        for place, node in enumerate(flat):
            order.place[node] = place
        cost = trial.cost(move.turned(found), best)
        if cost < best - 1e-9:
            best, found = cost, changed
            trial.keep()
    return found


def _flat(blocks: Blocks) -> tuple[int, ...]:
    return tuple(chain.from_iterable(blocks))


class Trial:
    """What a row costs in one order after another, while the rows above and below stay as they are."""

    def __init__(self, order: Order, row: int) -> None:
        down, below = (order.weave.stems_by_row.get(one, ()) for one in (row, row + 1))
        self.order, self.row = order, row
        self.sibships = [stem.kids for stem in down if len(stem.kids) > 1]
        lines = [(order.anchor(stem), kid) for stem in down if stem.parents for kid in stem.kids]
        self.leaves: dict[int, list[float]] = defaultdict(list)
        for anchor, kid in lines:
            self.leaves[kid].append(anchor)
        self.crossed = self.to_keep = crossings([(anchor, order.place[kid]) for anchor, kid in lines])
        self.below = [(stem, [order.place[kid] for kid in stem.kids]) for stem in below if stem.parents]

    def cost(self, turned: Iterable[tuple[int, int]], limit: float) -> float:
        """Of an order in which these pairs have changed places since the last that was kept.

        It is counted no further than to `limit`; what is soon counted comes first.
        """
        place = self.order.place
        total = self.order.cost_within(self.row)
        for kids in self.sibships:
            total += spread([place[kid] for kid in kids])
        if total < limit:
            total += CROSSING * self._crossed_above(turned)
        if total < limit:
            total += CROSSING * self._crossed_below()
        return total

    def keep(self) -> None:
        """What was looked at last stands from now on."""
        self.crossed = self.to_keep

    def _crossed_above(self, turned: Iterable[tuple[int, int]]) -> int:
        leaves = self.leaves
        self.to_keep = self.crossed + sum(
            (other > one) - (other < one)
            for left, right in turned
            for one in leaves.get(left, ())
            for other in leaves.get(right, ())
        )
        return self.to_keep

    def _crossed_below(self) -> int:
        lines: list[tuple[float, int]] = []
        for stem, kids in self.below:
            anchor = self.order.anchor(stem)
            lines += [(anchor, kid) for kid in kids]
        return crossings(lines)


def spread(kids: list[int]) -> float:
    """Of a sibship by the places of its children: how far apart they stand, and which of them not by age."""
    apart = max(kids) - min(kids) + 1 - len(kids)
    return SPREAD * apart + BIRTH_ORDER * int(sum(map(gt, kids, kids[1:])))


def crossings(lines: list[tuple[float, int]]) -> int:
    """How many pairs of lines cross, each given by where it leaves and where it arrives."""
    seen: list[int] = []
    found = 0
    for _anchor, kid in sorted(lines):
        at = bisect_right(seen, kid)
        found += len(seen) - at
        seen.insert(at, kid)
    return found


@dataclass(frozen=True, slots=True)
class Move:
    """Turn a block, swap two neighbours within it, or carry it elsewhere in its row.

    A move stays possible after others have changed the row; it then does what it can.
    """

    source: int
    target: int
    swap: int = -1

    def __call__(self, blocks: Blocks) -> Blocks:
        changed = list(blocks)
        block = changed.pop(self.source)
        if 0 <= self.swap < len(block) - 1:
            block = [*block]
            block[self.swap], block[self.swap + 1] = block[self.swap + 1], block[self.swap]
        elif self.source == self.target:
            block = block[::-1]
        changed.insert(self.target, block)
        return changed

    def turned(self, blocks: Blocks) -> Iterable[tuple[int, int]]:
        """Who changes places by it with whom, the former left of the two first."""
        block = blocks[self.source]
        if 0 <= self.swap < len(block) - 1:
            return [(block[self.swap], block[self.swap + 1])]
        if self.source == self.target:
            return combinations(block, 2)
        if self.source < self.target:
            return product(block, _flat(blocks[self.source + 1 : self.target + 1]))
        return product(_flat(blocks[self.target : self.source]), block)


def row_moves(order: Order, row: int, reach: int) -> Iterator[Move]:
    blocks = order.rows[row]
    for source, block in enumerate(blocks):
        for target in range(max(0, source - reach), min(len(blocks), source + reach + 1)):
            if target != source or len(block) > 1:
                yield Move(source, target)
        if len(block) > 2:
            for swap in range(len(block) - 1):
                yield Move(source, source, swap)
