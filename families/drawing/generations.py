"""Which row each person stands in: parents above children, partners and siblings level, for any facts whatever.

Ties are taken in order of weight. One that joins two groups that were apart decides how these stand to each other; one
within a group is kept only if it contradicts none before it, so a kin marriage, a carer younger than the child or a
circle of guardians costs a longer line, never a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from families.drawing.facts import FamilyTree, TreePerson
from families.drawing.unions import KIN_BASES, hanging_places

YEARS_BETWEEN_ROWS = 27


@dataclass(frozen=True, slots=True)
class Step:
    """`lower` stands `drop` rows (0 or 1) below `upper`."""

    upper: str
    lower: str
    drop: int


class Rows:
    """People placed relative to each other, group by group."""

    def __init__(self, people: Iterable[str]) -> None:
        self.row = dict.fromkeys(people, 0)
        self.group = {person: [person] for person in self.row}
        self.steps: list[Step] = []
        self._below: dict[str, list[tuple[str, int]]] = defaultdict(list)

    def tie(self, step: Step, *, firm: bool = True) -> None:
        """Take a tie into account; one that is not firm only joins groups that nothing else joins."""
        apart = self.group[step.upper] is not self.group[step.lower]
        if apart:
            self._join(step)
        elif not firm or self._contradicts(step):
            return
        self.steps.append(step)
        self._below[step.upper].append((step.lower, step.drop))
        if not step.drop:
            self._below[step.lower].append((step.upper, 0))

    def _join(self, step: Step) -> None:
        shift = self.row[step.upper] + step.drop - self.row[step.lower]
        group = self.group[step.upper]
        for person in self.group[step.lower]:
            self.row[person] += shift
            self.group[person] = group
            group.append(person)

    def _contradicts(self, step: Step) -> bool:
        if step.drop:
            return step.upper in self._reached_from(step.lower, dropped=True)
        return step.upper in self._reached_from(step.lower, dropped=False) or step.lower in self._reached_from(
            step.upper, dropped=False
        )

    def _reached_from(self, start: str, *, dropped: bool) -> set[str]:
        """Who stands lower than `start`, or no higher if `dropped` counts the first step as taken."""
        seen = {(start, dropped)}
        waiting = [(start, dropped)]
        while waiting:
            person, lower = waiting.pop()
            for other, drop in self._below[person]:
                state = (other, lower or bool(drop))
                if state not in seen:
                    seen.add(state)
                    waiting.append(state)
        return {person for person, lower in seen if lower}

    def settle(self) -> None:
        """Push people down until every kept tie holds; ends because kept ties never run in a circle."""
        moved = True
        while moved:
            moved = False
            for step in self.steps:
                upper, lower = self.row[step.upper], self.row[step.lower]
                if lower < upper + step.drop:
                    self.row[step.lower] = upper + step.drop
                    moved = True
                elif not step.drop and lower > upper:
                    self.row[step.upper] = lower
                    moved = True

    def draw_parents_down(self) -> None:
        """Let those with nobody above them stand right over their children."""
        low = {step.lower for step in self.steps if step.drop}
        level = {person for step in self.steps if not step.drop for person in (step.upper, step.lower)}
        children: dict[str, list[int]] = defaultdict(list)
        for step in self.steps:
            if step.drop:
                children[step.upper].append(self.row[step.lower])
        for person, rows in children.items():
            if person not in low and person not in level:
                self.row[person] = min(rows) - 1


def place_in_rows(tree: FamilyTree, people: Sequence[TreePerson]) -> tuple[dict[str, int], list[list[TreePerson]]]:
    """Everyone's row, 0 at the top, and the groups that any tie joins, the focus person's group first."""
    rows = Rows(person.id for person in people)
    for step, firm in _steps(tree, people):
        rows.tie(step, firm=firm)
    rows.settle()
    rows.draw_parents_down()
    groups: dict[int, list[TreePerson]] = {}
    for person in people:
        groups.setdefault(id(rows.group[person.id]), []).append(person)
    ordered = sorted(groups.values(), key=_most_wanted)
    _level_by_age(rows.row, ordered)
    return rows.row, ordered


def _most_wanted(group: list[TreePerson]) -> tuple[bool, int, int, tuple[int, int, int, str, str]]:
    """The focus person's group, then those who were written down first, so that a new one changes no other's place."""
    first = min(person.recorded for person in group)
    return (not any(person.is_focus for person in group), first, -len(group), group[0].birth_order)


def _steps(tree: FamilyTree, people: Sequence[TreePerson]) -> list[tuple[Step, bool]]:
    """Every tie as a step, the weightiest first: kin, couples, parents of one child, siblings, then care."""
    order = {person.id: place for place, person in enumerate(people)}

    def ordered(steps: Iterable[Step]) -> list[Step]:
        return sorted(set(steps), key=lambda step: (order[step.upper], order[step.lower]))

    kin = ordered(Step(tie.parent, tie.child, 1) for tie in tree.parentages if tie.basis in KIN_BASES)
    care = ordered(Step(tie.parent, tie.child, 1) for tie in tree.parentages if tie.basis not in KIN_BASES)
    couples = ordered(_level(tie.a, tie.b, order) for tie in tree.partnerships)
    parents = ordered(
        _level(one, other, order) for place in hanging_places(tree, people) for one, other in combinations(place, 2)
    )
    siblings = ordered(_level(one, other, order) for one, other in tree.sibling_pairs())
    firm = [(step, True) for step in (*kin, *couples, *parents, *siblings)]
    return firm + [(step, False) for step in care]


def _level(one: str, other: str, order: dict[str, int]) -> Step:
    upper, lower = sorted((one, other), key=order.__getitem__)
    return Step(upper, lower, 0)


def _level_by_age(row: dict[str, int], groups: list[list[TreePerson]]) -> None:
    """Shift each group that nothing joins to the first so that people of an age stand level; the top row is 0."""
    first = _top_year(row, groups[0]) if groups else None
    for group in groups:
        top = min(row[person.id] for person in group)
        depth = max(row[person.id] for person in groups[0]) - min(row[person.id] for person in groups[0])
        own = _top_year(row, group)
        shift = 0
        if first is not None and own is not None and group is not groups[0]:
            shift = round((own - first) / YEARS_BETWEEN_ROWS)
        shift = max(0, min(shift, depth))
        for person in group:
            row[person.id] += shift - top


def _top_year(row: dict[str, int], group: list[TreePerson]) -> float | None:
    """About when the people of a group's top row were born, told from everyone whose year is known."""
    top = min(row[person.id] for person in group)
    years = [
        person.born.year - YEARS_BETWEEN_ROWS * (row[person.id] - top)
        for person in group
        if person.born is not None and person.born.year is not None
    ]
    return sum(years) / len(years) if years else None
