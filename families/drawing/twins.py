"""Those born together: joined at one point of the line that they hang from, and identical ones by a bar (domain.md §5.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from families.drawing.facts import FamilyTree
from families.drawing.strokes import ChildLine, Point, Polyline
from families.drawing.unions import HANGING_BASES, Descent, Pair, born_together

BAR_AT = 0.55
"""How far down from the point where they are joined the bar between identical ones runs."""
Place = tuple[str, str]
"""One person on one basis."""


class Twins:
    """Who of a tree was born together, and who of them is identical."""

    def __init__(self, tree: FamilyTree) -> None:
        self.together = born_together(tree)
        self.identical: frozenset[Pair] = frozenset(tie.pair for tie in tree.births if tie.identical == "yes")

    def joints(
        self, descents: Sequence[Descent], at: Mapping[Place, float], stem: Sequence[float]
    ) -> dict[Place, float]:
        """Where above them the lines of those born together meet, of all that hang from one line; `at` is where each arrives.

        Where the line from their parents comes down as good as over their middle, they meet there.
        """
        found: dict[Place, float] = {}
        for basis in sorted({descent.basis for descent in descents} & HANGING_BASES):
            here = [place for place in at if place[1] == basis]
            for group in self._groups([person for person, _basis in here]):
                arrives = [at[person, basis] for person in group]
                middle = (min(arrives) + max(arrives)) / 2
                near = [x for x in stem if abs(x - middle) < NO_JOG]
                found |= {(person, basis): near[0] if near else middle for person in group}
        return found

    def _groups(self, people: Sequence[str]) -> list[list[str]]:
        groups: dict[frozenset[str], list[str]] = {}
        for person in people:
            if person in self.together:
                groups.setdefault(self.together[person], []).append(person)
        return [group for group in groups.values() if len(group) > 1]

    def bars(self, lines: Sequence[ChildLine]) -> tuple[Polyline, ...]:
        """A bar between the lines of each two who are identical and joined."""
        joined = [line for line in lines if is_joined(line)]
        return tuple(
            (_down(one), _down(other))
            for one, other in combinations(joined, 2)
            if one.basis == other.basis
            and one.line[0] == other.line[0]
            and frozenset((one.child, other.child)) in self.identical
        )


NO_JOG = 16.0
"""How far beside the middle a line may come down and still be led there."""


def is_joined(line: ChildLine) -> bool:
    """Whether a child's line meets others above them, before it comes down to the child."""
    return len(line.line) > 2


def _down(line: ChildLine) -> Point:
    (x, y), (right, bottom) = line.line[:2]
    return x + (right - x) * BAR_AT, y + (bottom - y) * BAR_AT
