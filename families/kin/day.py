"""A family as it stood on one day: the edges that count, walked up and down (domain.md §5.4 rules 1 and 2)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from families.kin.bonds import Bond, bond_of, closest
from families.kin.graph import LINEAGE, Basis, Gender, KinGraph, KinPerson, Parentage, SiblingLink

FARTHEST = 6
"""Generations walked up, and down, from either person."""

Node = UUID | SiblingLink
"""A sibling link stands in the walk for the parent who is not recorded."""

N = TypeVar("N", bound=Node)
UNKNOWN = KinPerson()


@dataclass(frozen=True, slots=True)
class Path:
    """The nearest blood path: `up` steps from ego to a shared ancestor, `down` to the other."""

    up: int
    down: int

    @property
    def steps(self) -> tuple[int, int]:
        """Up and down, as the table of terms is keyed."""
        return self.up, self.down

    @property
    def length(self) -> tuple[int, int]:
        """What makes a path nearer: fewer steps in all, then fewer up."""
        return self.up + self.down, self.up


class FamilyDay:
    """One day's reading of a `KinGraph`; walks are kept, so one reading serves every pair."""

    def __init__(self, graph: KinGraph, on: date) -> None:
        self.on = on
        self.people = graph.people
        self.is_told_to_family = graph.is_told_to_family
        self.parents: dict[UUID, dict[UUID, set[Basis]]] = defaultdict(dict)
        self.children: dict[UUID, list[UUID]] = defaultdict(list)
        self.carers: dict[UUID, list[Parentage]] = defaultdict(list)
        self.cared_for: dict[UUID, list[Parentage]] = defaultdict(list)
        self.links: dict[UUID, dict[UUID, SiblingLink]] = defaultdict(dict)
        self._since: dict[tuple[UUID, UUID], date | None] = {}
        self._up: dict[Node, list[Node]] = defaultdict(list)
        self._walks: dict[UUID, dict[Node, int]] = {}
        self._blood: dict[UUID, dict[UUID, Path]] = {}
        self._partnerships = graph.partnerships
        self._read_parentages(graph)
        self._read_sibling_links(graph)

    @cached_property
    def bonds(self) -> Mapping[UUID, Mapping[UUID, Bond]]:
        """Who is or was whose partner; worked out when first asked for, as no blood term needs it."""
        found: dict[UUID, dict[UUID, list[Bond]]] = defaultdict(lambda: defaultdict(list))
        for partnership in self._partnerships:
            if self._counts(partnership.a, partnership.b) and partnership.begun(self.on):
                for one, other in ((partnership.a, partnership.b), (partnership.b, partnership.a)):
                    people = (self.person(one), self.person(other))
                    found[one][other].append(bond_of(partnership, people, other, self.on))
        return {one: {other: closest(bonds) for other, bonds in others.items()} for one, others in found.items()}

    def person(self, person: UUID) -> KinPerson:
        """What is recorded of them, or nothing."""
        return self.people.get(person, UNKNOWN)

    def gender(self, person: UUID) -> Gender:
        """Their gender, not recorded if they are not among the people."""
        return self.person(person).gender

    def parents_of(self, child: UUID) -> Mapping[UUID, set[Basis]]:
        """A child's birth and adoptive parents, and on which of the two bases each is one."""
        return self.parents.get(child, {})

    def children_of(self, parent: UUID) -> Sequence[UUID]:
        """The children whose birth or adoptive parent this is."""
        return self.children.get(parent, ())

    def bonds_of(self, person: UUID) -> Iterator[Bond]:
        """Everyone who is or was their partner."""
        return iter(self.bonds.get(person, {}).values())

    def since(self, child: UUID, parent: UUID) -> date | None:
        """The day this child became this parent's, where known."""
        return self._since.get((child, parent))

    def ancestors(self, person: UUID) -> dict[UUID, int]:
        """Those above a person and how many steps; the person themselves at 0."""
        return {node: steps for node, steps in self._above(person).items() if isinstance(node, UUID)}

    def descendants(self, person: UUID) -> dict[UUID, int]:
        """Those below a person and how many steps; the person themselves at 0."""
        return _walk(person, self.children)

    def blood(self, ego: UUID) -> dict[UUID, Path]:
        """Ego's blood and adoptive relatives, the nearest first."""
        if ego not in self._blood:
            paths = ((person, self.path(ego, person)) for person in self.people if person != ego)
            found = [(person, path) for person, path in paths if path]
            self._blood[ego] = dict(sorted(found, key=lambda item: item[1].length))
        return self._blood[ego]

    def path(self, ego: UUID, alter: UUID) -> Path | None:
        """The way over their nearest shared ancestor: fewest steps, then fewest up; None if they share none."""
        mine, theirs = self._above(ego), self._above(alter)
        shared = mine.keys() & theirs.keys()
        if not shared:
            return None
        _, up, down = min((mine[node] + theirs[node], mine[node], theirs[node]) for node in shared)
        return Path(up, down)

    def sides(self, ego: UUID, alter: UUID, path: Path) -> set[UUID]:
        """Through which of ego's parents alter is reached in just so many steps."""
        tops = [node for node, down in self._above(alter).items() if down == path.down]
        return {
            parent
            for parent in self.parents_of(ego)
            if any(self._above(parent).get(node) == path.up - 1 for node in tops)
        }

    def _above(self, person: UUID) -> dict[Node, int]:
        if person not in self._walks:
            self._walks[person] = _walk(person, self._up)
        return self._walks[person]

    def _read_parentages(self, graph: KinGraph) -> None:
        for parentage in graph.parentages:
            if not self._counts(parentage.parent, parentage.child) or not parentage.begun(self.on):
                continue
            if parentage.basis not in LINEAGE:
                self.carers[parentage.child].append(parentage)
                self.cared_for[parentage.parent].append(parentage)
            elif not parentage.over(self.on):
                self._add_parent(parentage)

    def _add_parent(self, parentage: Parentage) -> None:
        parent, child = parentage.parent, parentage.child
        bases = self.parents[child].setdefault(parent, set())
        if not bases:
            self.children[parent].append(child)
            self._up[child].append(parent)
        born = self.person(child).born if parentage.basis == Basis.BIRTH else None
        since = born or parentage.starts
        known = self._since.get((child, parent), since) if bases else since
        self._since[child, parent] = min(since, known) if since and known else None
        bases.add(parentage.basis)

    def _read_sibling_links(self, graph: KinGraph) -> None:
        for link in graph.sibling_links:
            if self._counts(link.a, link.b) and link.holds(self.on):
                self.links[link.a][link.b] = self.links[link.b][link.a] = link
                self._up[link.a].append(link)
                self._up[link.b].append(link)

    def _counts(self, one: UUID, other: UUID) -> bool:
        """Both ends are people here, and two people."""
        return one != other and one in self.people and other in self.people


def _walk(start: N, onward: Mapping[N, Sequence[N]]) -> dict[N, int]:
    """Everyone within reach one way, and the fewest steps to each; loops in the record do no harm."""
    reached = {start: 0}
    edge = [start]
    for steps in range(1, FARTHEST + 1):
        edge = list({node: None for last in edge for node in onward.get(last, ()) if node not in reached})
        if not edge:
            break
        reached.update(dict.fromkeys(edge, steps))
    return reached
