"""How far right everyone stands, in pixels, once their order is known: parents over the middle of their children.

Row by row, down and up in turn, people are drawn towards the lines that reach them; isotonic regression then finds the
nearest positions that keep the order and the gaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from families.drawing.ordering import Order
from families.drawing.twins import NO_JOG
from families.drawing.weave import Stem

SIGN = 26.0
PARTNERS, SIBLINGS, OTHERS = 130.0, 84.0, 100.0
ROUNDS = 24
PASSING_PULL, SMALL_BEND = 40.0, 6.0
LEAST_BESIDE = 10.0
"""The room between the words of two who stand side by side, at the least."""
DOWN_PULL, UP_PULL, COUPLE_PULL, NEIGHBOUR_PULL, STAY = 3.0, 4.0, 0.4, 0.1, 0.2


class Placing:
    """The positions of one order."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.weave = order.weave
        self.flats = {row: order.flat(row) for row in order.rows}
        self.anchors = [_anchor_nodes(stem, order, self.flats) for stem in self.weave.stems]
        beside = {nodes for stem, nodes in zip(self.weave.stems, self.anchors, strict=True) if nodes != stem.parents}
        self.gaps = {row: self._gaps(flat, beside) for row, flat in self.flats.items()}
        self.springs = {row: self._springs(row) for row in self.flats}
        self.x = [0.0] * self.weave.size
        for row, flat in self.flats.items():
            at = -sum(self.gaps[row]) / 2
            for node, gap in zip(flat, [*self.gaps[row], 0.0], strict=True):
                self.x[node] = at
                at += gap

    def _gaps(self, flat: Sequence[int], beside: set[tuple[int, ...]]) -> list[float]:
        siblings = self.weave.siblings
        gaps = []
        for one, other in pairwise(flat):
            left, right = self.weave.half[one], self.weave.half[other]
            notes = self.weave.couples[one].get(other)
            if notes is not None:
                gap = max(PARTNERS, 2 * max(left, right) + 16, notes + 2 * SIGN + 22)
            elif max(one, other) >= len(self.weave.people):
                gap = left + right + 10
            elif (one, other) in siblings:
                gap = max(SIBLINGS, left + right + 14)
            else:
                gap = max(OTHERS, left + right + 24)
            if (one, other) in beside:
                gap = max(gap, 2 * max(left, right) + 24)
            gaps.append(gap)
        return gaps

    def _springs(self, row: int) -> list[tuple[int, int, float, float]]:
        """What keeps neighbours from drifting apart: partners more than others."""
        flat, couples = self.flats[row], self.weave.couples
        return [
            (one, other, gap, COUPLE_PULL if other in couples[one] else NEIGHBOUR_PULL)
            for one, other, gap in zip(flat, flat[1:], self.gaps[row], strict=False)
        ]

    def anchor(self, stem: Stem) -> float:
        """Where the stem leaves the parents' row; for siblings without parents, the middle of them."""
        nodes = self.anchors[stem.number]
        return sum(self.x[node] for node in nodes) / len(nodes)

    def settle(self, rounds: int) -> None:
        """Draw everyone towards their lines, `rounds` times over all rows."""
        downward = list(self.flats)
        for turn in range(rounds):
            for row in downward if turn % 2 == 0 else reversed(downward):
                self._pull(row)

    def _pull(self, row: int) -> None:
        x = self.x
        pull: dict[int, float] = {}
        weight: dict[int, float] = {}
        forces = [(stem, stem.kids, self._down_pull(stem)) for stem in self.weave.stems_by_row.get(row, ())]
        forces += [(stem, stem.parents, -UP_PULL / len(stem.kids)) for stem in self.weave.stems_by_row.get(row + 1, ())]
        for stem, moved, force in forces:
            shift = self.anchor(stem) - sum(x[kid] for kid in stem.kids) / len(stem.kids)
            for node in moved:
                pull[node] = pull.get(node, 0.0) + force * shift
                weight[node] = weight.get(node, 0.0) + abs(force)
        for one, other, gap, spring in self.springs[row]:
            slack = spring * (x[other] - x[one] - gap)
            for node, force in ((one, slack), (other, -slack)):
                pull[node] = pull.get(node, 0.0) + force
                weight[node] = weight.get(node, 0.0) + spring
        if not pull:
            return
        flat = self.flats[row]
        weights = [weight.get(node, STAY) for node in flat]
        wanted = [x[node] + pull.get(node, 0.0) / heavy for node, heavy in zip(flat, weights, strict=True)]
        for node, at in zip(flat, keep_apart(wanted, weights, self.gaps[row]), strict=True):
            x[node] = at

    def _down_pull(self, stem: Stem) -> float:
        """A line that only passes one row after another is kept straight before all else."""
        return PASSING_PULL if self._only_passes(stem) else DOWN_PULL

    def _only_passes(self, stem: Stem) -> bool:
        people = len(self.weave.people)
        return len(stem.parents) == len(stem.kids) == 1 and min(stem.parents[0], stem.kids[0]) >= people

    def straighten(self) -> None:
        """Take the last small bends out of lines that only pass, for there is more room beside them than this takes; and set a child whom
        one parent has alone straight below the middle of that parent's sign.
        """
        for stem in sorted(self.weave.stems, key=lambda stem: stem.row):
            if self._only_passes(stem) and abs(self.x[stem.kids[0]] - self.x[stem.parents[0]]) < SMALL_BEND:
                self.x[stem.kids[0]] = self.x[stem.parents[0]]
            elif (
                len(stem.parents) == len(stem.kids) == 1
                and abs(self.x[stem.kids[0]] - self.x[stem.parents[0]]) < NO_JOG
            ):
                self._set(stem.kids[0], self.x[stem.parents[0]])

    def _set(self, node: int, x: float) -> None:
        """Move someone there, if those beside them leave the room for it."""
        flat = self.flats[self.weave.row_of[node]]
        place = flat.index(node)
        beside = [*flat[max(place - 1, 0) : place], *flat[place + 1 : place + 2]]
        room = [abs(self.x[other] - x) - self.weave.half[other] - self.weave.half[node] for other in beside]
        if all(each >= LEAST_BESIDE for each in room):
            self.x[node] = x


def _anchor_nodes(stem: Stem, order: Order, flats: dict[int, list[int]]) -> tuple[int, ...]:
    """The nodes whose middle a stem leaves from; of two partners apart, the outer one and its inner neighbour."""
    if len(stem.parents) < 2:
        return stem.parents or stem.kids
    corridor, flat = order.corridor(stem), flats[order.weave.row_of[stem.parents[0]]]
    beside = (flat[corridor], flat[corridor + 1])
    return stem.parents if set(beside) == set(stem.parents) else beside


def keep_apart(wanted: Sequence[float], weights: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The nearest positions, by least squares, in the given order and at least the given gaps apart."""
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    pools: list[tuple[float, float, int]] = []
    for want, weight, offset in zip(wanted, weights, offsets, strict=True):
        pool = (want - offset, weight, 1)
        while pools and pools[-1][0] > pool[0]:
            before = pools.pop()
            together = before[1] + pool[1]
            middle = (before[0] * before[1] + pool[0] * pool[1]) / together
            pool = (middle, together, before[2] + pool[2])
        pools.append(pool)
    flat = [middle for middle, _weight, count in pools for _ in range(count)]
    return [at + offset for at, offset in zip(flat, offsets, strict=True)]
