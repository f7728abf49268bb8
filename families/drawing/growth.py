"""Who stands left of whom, found by letting the people come one after another, as they were written down.

Whoever comes is given the best place among those who are there, and these keep theirs; so a picture with one person more
is the former picture with that person put in. Only where that costs a crossing, or parts a couple, is the whole order
searched for anew, and it is taken only if it saves one.

All this is made from the people and ties of the one picture: nothing is remembered from a picture that somebody else has
seen, so that no place can tell of someone whom the viewer may not see (domain.md §0.1 rule 3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from heapq import heappop, heappush

from families.drawing.facts import TreePerson
from families.drawing.gaps import best_gap
from families.drawing.ordering import CROSSING, Order, as_they_stand, starting_orders
from families.drawing.sifting import Known, climb
from families.drawing.unions import Descent, Union
from families.drawing.weave import Name, Weave

REARRANGED = CROSSING
"""What a new order must save to be worth that people lose their places: a crossing."""
PATIENCE = 1 / 150
"""How much worse an order must have become by crossings before it is searched for again: the larger, the more of its cost."""


class Growth:
    """The order of one group, person by person; `weave_of` weaves some of its people."""

    def __init__(self, weave_of: Callable[[Set[str]], Weave]) -> None:
        self.weave_of = weave_of
        self.there: set[str] = set()
        self.rows: dict[int, list[Name]] = {}
        self.cost = self.excess = 0.0

    def add(self, person: str) -> Order:
        """Let someone come, and the lines that they bring."""
        self.there.add(person)
        made = self.weave_of(self.there)
        number = {name: node for node, name in enumerate(made.names)}
        standing = {row: [number[name] for name in self.rows.get(row, ()) if name in number] for row in made.rows}
        order = Order(made, {row: [[node] for node in flat] for row, flat in standing.items()})
        for node in (number[(person,)], *range(len(made.people), made.size)):
            if order.place[node] < 0:
                row = made.row_of[node]
                order.rows[row].insert(best_gap(order, node), [node])
                order.number(row)
        order = self._mended(order)
        self.rows = {row: [made.names[node] for node in order.flat(row)] for row in order.rows}
        return order

    def _mended(self, order: Order) -> Order:
        """The order, or a better one if crossings have made it bad and there is one that has fewer."""
        before, self.cost = self.cost, order.cost()
        if self.cost - before >= CROSSING:
            self.excess += self.cost - before
        if self.excess < max(CROSSING, PATIENCE * order.weave.size * self.cost):
            return order
        self.excess = 0.0
        known: Known = {}
        found = facing_like(order, min((climb(start, known) for start in starts(order)), key=Order.cost))
        if self.cost - found.cost() < REARRANGED:
            return order
        self.cost = found.cost()
        return found


def starts(order: Order) -> Iterator[Order]:
    """Where a search begins: as people stand, then as a walk through the family meets them."""
    yield as_they_stand(order)
    yield from starting_orders(order.weave)


def facing_like(order: Order, found: Order) -> Order:
    """`found`, or its mirror image if that leaves more people where they were."""
    turned = Order(found.weave, {row: [block[::-1] for block in blocks[::-1]] for row, blocks in found.rows.items()})
    if turned.cost() - found.cost() >= CROSSING:
        return found
    return max((found, turned), key=lambda one: (agreement(order, one), -one.cost()))


def agreement(one: Order, other: Order) -> int:
    """How many more pairs stand the same way round than not."""
    total = 0
    for row in one.rows:
        flat = one.flat(row)
        for at, left in enumerate(flat):
            total += sum(1 if other.place[left] < other.place[right] else -1 for right in flat[at + 1 :])
    return total


def order_of_coming(people: Iterable[TreePerson], ties: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The first who was written down, then always the first of those whom a tie joins to someone there."""
    rank = {person.id: (person.recorded, place) for place, person in enumerate(people)}
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in ties:
        near[one].add(other)
        near[other].add(one)
    first = min(rank, key=rank.__getitem__)
    waiting, met = [(rank[first], first)], {first}
    while waiting:
        _rank, person = heappop(waiting)
        yield person
        for other in near[person] - met:
            met.add(other)
            heappush(waiting, (rank[other], other))


def unions_among(unions: Iterable[Union], there: Set[str], rank: Mapping[str, int]) -> list[Union]:
    """The unions as they were before the others came: half-siblings of whom one parent is there hang together."""
    found: dict[tuple[str, ...], tuple[tuple[str, ...], list[Descent]]] = {}
    for union in unions:
        parents = tuple(parent for parent in union.parents if parent in there)
        below = [descent for descent in union.descents if descent.child in there]
        if below and (parents or (not union.parents and len(below) > 1)):
            key = parents or ("", below[0].child)
            found.setdefault(key, (parents, []))[1].extend(below)
    return [
        Union(parents, tuple(sorted(below, key=lambda descent: rank[descent.child])))
        for parents, below in found.values()
    ]
