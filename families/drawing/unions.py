"""Who hangs from whom: a union is a couple, one parent alone, or nobody (siblings whose parents aren't recorded).

A child may hang from several unions, each by its own line: a birth couple and an adoptive couple, foster carers, a
guardian. There is no "primary family" (peers.md §3 A 1 and 2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from families.drawing.facts import FamilyTree, TreeParentage, TreePartnership, TreePerson

Pair = frozenset[str]

KIN_BASES = frozenset({"birth", "adoptive"})
PAIRED_BASES = KIN_BASES | {"unknown_siblings"}
"""On what someone hangs between two whether or not they were ever together."""
HANGING_BASES = KIN_BASES | {"sibling"}
"""On what brothers and sisters hang side by side, whoever cares for them."""


@dataclass(frozen=True, slots=True)
class Descent:
    """One child's place under a union on one basis, with the facts that put it there."""

    child: str
    basis: str
    facts: tuple[TreeParentage, ...] = ()


@dataclass(frozen=True, slots=True)
class Union:
    """Two, one or no parents, and the children who hang from them, oldest first."""

    parents: tuple[str, ...]
    descents: tuple[Descent, ...]

    @property
    def children(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(descent.child for descent in self.descents))


def partnerships_by_pair(tree: FamilyTree) -> dict[Pair, list[TreePartnership]]:
    """Each couple's partnerships, the earliest first and what still lasts at the end."""
    pairs: dict[Pair, list[TreePartnership]] = defaultdict(list)
    for tie in sorted(tree.partnerships, key=_by_time):
        same = pairs[tie.pair]
        if not same or _by_time(same[-1]) != _by_time(tie):
            same.append(tie)
    return dict(pairs)


def _by_time(tie: TreePartnership) -> tuple[bool, int, int, str, str, list[str]]:
    """The same for a record written from either side of the couple."""
    return (not tie.end_kind, tie.started or 0, tie.ended or 0, tie.kind, tie.end_kind, sorted(tie.pair))


def hanging_places(tree: FamilyTree, people: Sequence[TreePerson]) -> dict[tuple[str, ...], list[Descent]]:
    """Every set of one or two parents and what hangs from them, before anyone has a place on the page."""
    partners = {tie.pair for tie in tree.partnerships}
    known: dict[tuple[str, str], dict[str, list[TreeParentage]]] = defaultdict(lambda: defaultdict(list))
    for tie in sorted(set(tree.parentages), key=lambda tie: (tie.started or 0, tie.ended or 0)):
        known[tie.child, tie.basis][tie.parent].append(tie)
    order = {person.id: place for place, person in enumerate(people)}
    places: dict[tuple[str, ...], list[Descent]] = defaultdict(list)
    for (child, basis), by_parent in sorted(known.items(), key=lambda item: (order[item[0][0]], item[0][1])):
        for parents in _couples(sorted(by_parent, key=order.__getitem__), basis, partners):
            facts = tuple(fact for parent in parents for fact in by_parent[parent])
            places[parents].append(Descent(child, basis, facts))
    return dict(places)


def _couples(parents: list[str], basis: str, partners: set[Pair]) -> list[tuple[str, ...]]:
    """One child's parents on one basis, as couples where they are one and singly where not.

    Two birth or two adoptive parents hang a child between them whether or not they were ever together; two foster
    carers do so only as partners, since otherwise they cared one after the other.
    """
    if len(parents) == 2 and basis in PAIRED_BASES:
        return [tuple(parents)]
    found: list[tuple[str, ...]] = []
    left = list(parents)
    for one, other in combinations(parents, 2):
        if one in left and other in left and frozenset((one, other)) in partners:
            found.append((one, other))
            left = [parent for parent in left if parent not in {one, other}]
    return found + [(parent,) for parent in left]


def find_unions(
    tree: FamilyTree, people: Sequence[TreePerson], row_of: Mapping[str, int]
) -> tuple[list[Union], list[Descent]]:
    """The unions as they can be drawn, and the care that can't hang because the carer isn't higher than the child.

    Parents whom kinship puts in different rows each get their own line to the child.
    """
    standing: dict[tuple[str, ...], list[Descent]] = defaultdict(list)
    sideways: list[Descent] = []
    for parents, descents in hanging_places(tree, people).items():
        level = len({row_of[parent] for parent in parents}) == 1
        for group in [parents] if level else [(parent,) for parent in parents]:
            for descent in descents:
                facts = tuple(fact for fact in descent.facts if fact.parent in group)
                own = Descent(descent.child, descent.basis, facts)
                if row_of[group[0]] < row_of[descent.child]:
                    standing[group].append(own)
                else:
                    sideways.append(own)
    order = {person.id: place for place, person in enumerate(people)}
    unions = [
        Union(parents, tuple(sorted(below, key=lambda descent: (order[descent.child], _rank(descent.basis)))))
        for parents, below in standing.items()
    ]
    return unions + sibling_groups(tree, people, unions), sideways


def _rank(basis: str) -> int:
    return ("birth", "adoptive", "guardian", "kinship_carer", "foster", basis).index(basis)


def sibling_groups(tree: FamilyTree, people: Sequence[TreePerson], unions: Sequence[Union]) -> list[Union]:
    """Siblings known only as such, gathered so that each group hangs from one bar without parents."""
    near = _siblings_without_parents(tree)
    for one, other in _born_together_apart(tree, unions):
        near[one].add(other)
        near[other].add(one)
    groups: list[Union] = []
    seen: set[str] = set()
    for person in people:
        if person.id not in near or person.id in seen:
            continue
        group, waiting = set[str](), [person.id]
        while waiting:
            one = waiting.pop()
            if one not in group:
                group.add(one)
                waiting += near[one]
        seen |= group
        groups.append(Union((), tuple(Descent(one.id, "sibling") for one in people if one.id in group)))
    return groups


def _born_together_apart(tree: FamilyTree, unions: Sequence[Union]) -> list[tuple[str, str]]:
    """Who was born together and hangs from no line that both hang from: as where only one's parents are written down."""
    hung = [
        {descent.child for descent in union.descents if descent.basis == basis}
        for union in unions
        for basis in KIN_BASES
    ]
    return [(tie.a, tie.b) for tie in tree.births if not any(tie.pair <= children for children in hung)]


def born_together(tree: FamilyTree) -> dict[str, frozenset[str]]:
    """Of everyone who was born together with others of the tree: with whom, themselves among them."""
    together: dict[str, frozenset[str]] = {}
    for tie in tree.births:
        everyone = together.get(tie.a, tie.pair) | together.get(tie.b, tie.pair)
        together |= dict.fromkeys(everyone, everyone)
    return together


def _siblings_without_parents(tree: FamilyTree) -> dict[str, set[str]]:
    """Who is linked to whom as a sibling where the picture shows no parent that both have."""
    parents: dict[str, set[str]] = defaultdict(set)
    for tie in tree.parentages:
        if tie.basis in KIN_BASES:
            parents[tie.child].add(tie.parent)
    near: dict[str, set[str]] = defaultdict(set)
    for link in tree.siblings:
        if not parents[link.a] & parents[link.b]:
            near[link.a].add(link.b)
            near[link.b].add(link.a)
    return near
