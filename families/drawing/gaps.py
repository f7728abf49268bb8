"""What each gap in a row would cost someone new, while everyone there keeps their place.

One pass over the lines that come down to the row and leave it prices every gap at once. The gap before the one who stands
at place `p` is gap `p`; someone put there stands at `p - 0.5`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from families.drawing.ordering import BIRTH_ORDER, CROSSING, FACING, NUDGED, PARTED, SPREAD, Order
from families.drawing.weave import Stem

NEAR = 0.001
"""Breaks ties: of places that cost the same, the nearest to partners and siblings, with most of these on their side by age."""


def best_gap(order: Order, node: int) -> int:
    """The cheapest gap of its row for someone who doesn't stand there yet; of equal ones the leftmost."""
    costs = Gaps(order, node).costs()
    return costs.index(min(costs))


class Gaps:
    """The gaps of one row, and how dear each is."""

    def __init__(self, order: Order, node: int) -> None:
        self.order, self.node, self.weave = order, node, order.weave
        self.row = order.weave.row_of[node]
        self.place = order.place
        self.count = sum(map(len, order.rows[self.row])) + 1
        self.steps = [0.0] * (self.count + 1)
        self.cost = [0.0] * self.count

    def costs(self) -> list[float]:
        for stem in self.weave.stems_by_row.get(self.row, ()):
            self._price_siblings(stem)
        self._price_lines_above()
        self._price_lines_below()
        self._price_couples()
        self._price_sides()
        return [round(step + cost, 6) for step, cost in zip(accumulate(self.steps), self.cost, strict=False)]

    def _stands(self, node: int) -> bool:
        return self.place[node] >= 0

    def _between(self, first: int, last: int, cost: float) -> None:
        """Add a cost to the gaps `first` to `last`."""
        self.steps[first] += cost
        self.steps[last + 1] -= cost

    def _price_siblings(self, stem: Stem) -> None:
        """A sibship should not be spread, and the oldest stand left."""
        place, node = self.place, self.node
        others = [kid for kid in stem.kids if self._stands(kid)]
        if not others:
            return
        low, high = min(place[kid] for kid in others), max(place[kid] for kid in others)
        if node not in stem.kids:
            if low < high:
                self._between(low + 1, high, SPREAD)
            return
        at = stem.kids.index(node)
        older, younger = stem.kids[:at], stem.kids[at + 1 :]
        for gap in range(self.count):
            away = max(low - gap, gap - high - 1, 0)
            next_wrong = self._wrong(older[-1:], younger[:1], gap)
            self.cost[gap] += SPREAD * away + BIRTH_ORDER * next_wrong + 2 * NEAR * self._wrong(older, younger, gap)
            self.cost[gap] += NEAR * sum(abs(place[kid] + 0.5 - gap) for kid in others)

    def _wrong(self, older: Sequence[int], younger: Sequence[int], gap: int) -> int:
        """How many older ones would stand right of the gap, and younger ones left of it."""
        place = self.place
        return sum(place[kid] >= gap for kid in older) + sum(0 <= place[kid] < gap for kid in younger)

    def _price_lines_above(self) -> None:
        """Crossings of the line that comes down to the new one with those that come down to the others."""
        own, lines = [], []
        for stem in self.weave.stems_by_row.get(self.row, ()):
            if stem.parents and all(map(self._stands, stem.parents)):
                anchor = self.order.anchor(stem)
                lines += [(anchor, self.place[kid]) for kid in stem.kids if self._stands(kid)]
                if self.node in stem.kids:
                    own.append(anchor)
        for anchor in own:
            for other, kid in lines:
                if other < anchor:
                    self._between(0, kid, CROSSING)
                elif other > anchor:
                    self._between(kid + 1, self.count - 1, CROSSING)

    def _price_lines_below(self) -> None:
        """Crossings of the lines that leave the new one with those that leave the others."""
        stems = self.weave.stems_by_row.get(self.row + 1, ())
        own = [stem for stem in stems if self.node in stem.parents]
        lines = [
            (self.order.anchor(stem), self.place[kid])
            for stem in stems
            if stem.parents and all(map(self._stands, stem.parents))
            for kid in stem.kids
            if self._stands(kid)
        ]
        for stem in own:
            anchors = [self._anchor(stem, gap) for gap in range(self.count)]
            for kid in (self.place[kid] for kid in stem.kids if self._stands(kid)):
                right = sorted(anchor for anchor, other in lines if other > kid)
                left = sorted(anchor for anchor, other in lines if other < kid)
                for gap, anchor in enumerate(anchors):
                    crossed = bisect_left(right, anchor) + len(left) - bisect_right(left, anchor)
                    self.cost[gap] += CROSSING * crossed

    def _anchor(self, stem: Stem, gap: int) -> float:
        """Where a stem of the new one leaves the row: beside the other parent, as `Order.anchor` has it."""
        other = next((parent for parent in stem.parents if parent != self.node), None)
        if other is None or not self._stands(other):
            return gap - 0.5
        at, couples = self.place[other], self.weave.couples
        if gap in {at, at + 1}:
            return (gap - 0.5 + at) / 2
        towards = 0.25 if at < gap else -0.25
        left, right = (other, self.node) if at < gap else (self.node, other)
        beside = left if len(couples[left]) < len(couples[right]) else right
        return at + towards if beside == other else gap - 0.5 - towards

    def _price_couples(self) -> None:
        """Nobody should stand between partners."""
        for one, other in self.weave.couples_by_row.get(self.row, ()):
            if self.node in {one, other}:
                at = self.place[other if one == self.node else one]
                if at < 0:
                    continue
                for gap in range(self.count):
                    self.cost[gap] += (PARTED + NEAR) * max(at - gap, gap - at - 1, 0)
            elif self._stands(one) and self._stands(other):
                low, high = sorted((self.place[one], self.place[other]))
                self._between(low + 1, high, PARTED)

    def _price_sides(self) -> None:
        """What a worker has said about who stands left comes before all else, that a man stands left of a woman after all else."""
        for sides, cost in ((self.weave.nudged_by_row, NUDGED), (self.weave.facing_by_row, FACING)):
            for left, right in sides.get(self.row, ()):
                if left == self.node and self._stands(right):
                    self._between(self.place[right] + 1, self.count - 1, cost)
                elif right == self.node and self._stands(left):
                    self._between(0, self.place[left], cost)
