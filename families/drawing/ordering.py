"""Who stands left of whom: few crossings, partners side by side, the oldest child first.

The search is a bounded climb from a few starting orders; it uses no chance and no clock, so the same facts always give
the same order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from families.drawing.weave import Stem, Weave

Rows = dict[int, list[list[int]]]

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

    def cost_near(self, row: int) -> float:
        """The part of the cost that changes when this row does."""
        below = self.cost_between(row + 1) if row + 1 in self.rows else 0.0
        return self.cost_between(row) + self.cost_within(row) + below

    def cost_within(self, row: int) -> float:
        """Of partners who stand apart, and of nudges that aren't followed."""
        place = self.place
        parted = sum(abs(place[one] - place[other]) - 1 for one, other in self.weave.couples_by_row.get(row, ()))
        nudged = sum(place[left] > place[right] for left, right in self.weave.nudged_by_row.get(row, ()))
        return PARTED * parted + NUDGED * nudged

    def cost_between(self, row: int) -> float:
        """Crossings of the lines that come down to a row, and how far each sibship is spread."""
        place, total = self.place, 0.0
        edges: list[tuple[float, int]] = []
        for stem in self.weave.stems_by_row.get(row, ()):
            kids = [place[kid] for kid in stem.kids]
            if len(kids) > 1:
                total += SPREAD * (max(kids) - min(kids) + 1 - len(kids))
                total += BIRTH_ORDER * sum(older > younger for older, younger in pairwise(kids))
            if stem.parents:
                anchor = self.anchor(stem)
                edges += [(anchor, kid) for kid in kids]
        edges.sort()
        seen: list[int] = []
        crossings = 0
        for _anchor, kid in edges:
            at = bisect_right(seen, kid)
            crossings += len(seen) - at
            seen.insert(at, kid)
        return total + CROSSING * crossings

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


def climb(order: Order) -> Order:
    """Move, turn and reorder blocks while it pays, for a bounded number of sweeps."""
    for _sweep in range(max(1, min(SWEEPS, SWEEPING // order.weave.size))):
        improved = [_improve_row(order, row) for row in order.rows]
        if not any(improved):
            break
    return order


def _improve_row(order: Order, row: int) -> bool:
    best = order.cost_near(row)
    improved = False
    for move in list(row_moves(order, row, REACH)):
        before = order.rows[row]
        order.rows[row] = move(before)
        order.number(row)
        cost = order.cost_near(row)
        if cost < best - 1e-9:
            best, improved = cost, True
        else:
            order.rows[row] = before
            order.number(row)
    return improved


@dataclass(frozen=True, slots=True)
class Move:
    """Turn a block, swap two neighbours within it, or carry it elsewhere in its row.

    A move stays possible after others have changed the row; it then does what it can.
    """

    source: int
    target: int
    swap: int = -1

    def __call__(self, blocks: list[list[int]]) -> list[list[int]]:
        changed = list(blocks)
        block = changed.pop(self.source)
        if 0 <= self.swap < len(block) - 1:
            block = [*block]
            block[self.swap], block[self.swap + 1] = block[self.swap + 1], block[self.swap]
        elif self.source == self.target:
            block = block[::-1]
        changed.insert(self.target, block)
        return changed


def row_moves(order: Order, row: int, reach: int) -> Iterator[Move]:
    blocks = order.rows[row]
    for source, block in enumerate(blocks):
        for target in range(max(0, source - reach), min(len(blocks), source + reach + 1)):
            if target != source or len(block) > 1:
                yield Move(source, target)
        if len(block) > 2:
            for swap in range(len(block) - 1):
                yield Move(source, source, swap)
