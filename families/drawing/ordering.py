"""Who stands left of whom: few crossings, partners side by side, the oldest child first.

Here is what an order is and costs, and where a search for a better one begins; `sifting` searches.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import gt

from families.drawing.weave import Stem, Weave

Blocks = list[list[int]]
Rows = dict[int, Blocks]

CROSSING, SPREAD, PARTED, BIRTH_ORDER, NUDGED, FACING = 4.0, 0.4, 9.0, 0.7, 1000.0, 0.05


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
        """Of partners who stand apart, of nudges that aren't followed, and of men who stand right of their wives."""
        place = self.place
        parted = sum(abs(place[one] - place[other]) - 1 for one, other in self.weave.couples_by_row.get(row, ()))
        nudged = sum(place[left] > place[right] for left, right in self.weave.nudged_by_row.get(row, ()))
        facing = sum(place[man] > place[woman] for man, woman in self.weave.facing_by_row.get(row, ()))
        return PARTED * parted + NUDGED * nudged + FACING * facing

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


def blocks_of(weave: Weave, row: int) -> Blocks:
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


def as_they_stand(order: Order) -> Order:
    """The same order in blocks: whoever stands beside a partner is in their block."""
    return Order(order.weave, {row: _couples_together(order, row) for row in order.rows})


def _couples_together(order: Order, row: int) -> Blocks:
    blocks: Blocks = []
    for node in order.flat(row):
        if blocks and blocks[-1][-1] in order.weave.couples[node]:
            blocks[-1].append(node)
        else:
            blocks.append([node])
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
