"""Where every line runs, once everyone has a place: couples, stems, bars, children, and bridges over a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from families.drawing.coordinates import SIGN
from families.drawing.facts import FamilyTree, TreeParentage, TreePartnership
from families.drawing.heights import LANE, NOTE_LEADING, TRACK, Crowding, Heights, heights
from families.drawing.layout import Drop, Layout, half_width
from families.drawing.ports import Arrival, Bridge, Port, arrival, ports
from families.drawing.strokes import Branch, ChildLine, CoupleLine, Note, Polyline, Routes, Stroke
from families.drawing.tracks import Bar, stack
from families.drawing.twins import NO_JOG, Place, Twins
from families.drawing.unions import KIN_BASES, Pair, partnerships_by_pair
from families.drawing.words import parentage_note, partnership_notes

SLASHES = {"separated": 1, "ended": 1, "divorced": 2}


def find_routes(tree: FamilyTree, layout: Layout) -> Routes:
    return _Router(tree, layout).routes()


def stroke_of_kind(kind: str) -> Stroke:
    return {
        "married": Stroke.SOLID,
        "civil": Stroke.SOLID,
        "cohabiting": Stroke.DASHED,
        "relationship": Stroke.DOTTED,
    }.get(kind, Stroke.FAINT)


def stroke_of_basis(basis: str) -> Stroke:
    if basis in {"adoptive", "unknown_siblings"}:
        return Stroke.TWIN if basis == "adoptive" else Stroke.FAINT
    return Stroke.SOLID if basis in {*KIN_BASES, "sibling", "loss"} else Stroke.DOTTED


def _said_once(facts: Iterable[TreeParentage]) -> str:
    """What to write beside a child's line; two parents' equal notes are written once."""
    return ", ".join(dict.fromkeys(filter(None, (parentage_note(fact) for fact in facts))))


class _Router:
    def __init__(self, tree: FamilyTree, layout: Layout) -> None:
        self.layout = layout
        self.partnerships = partnerships_by_pair(tree)
        self.twins = Twins(tree)
        self.words = {person.id: half_width(person) for person in layout.people}
        self.bridges = self._bridges()
        self.apart = {bridge.pair: place for place, bridge in enumerate(self.bridges) if bridge.name[0] == "couple"}
        self.ports = ports(layout, self.bridges)
        self.bars = {place: self._bar(drop) for place, drop in enumerate(layout.drops)}
        self.track = self._stack(dict(self.bars), {place: drop.row for place, drop in enumerate(layout.drops)})
        spans = {place: self._span(bridge) for place, bridge in enumerate(self.bridges)}
        self.lane = self._stack(spans, {place: self._lane_row(bridge) for place, bridge in enumerate(self.bridges)})
        self.heights = self._heights()
        self.y = {person: self.heights.y[row] for person, row in layout.row.items()}

    def routes(self) -> Routes:
        couples = tuple(self._couple(pair) for pair in self.layout.couples)
        branches = tuple(self._branch(place, drop) for place, drop in enumerate(self.layout.drops))
        bridges = tuple(self._care_bridge(bridge) for bridge in self.bridges if bridge.name[0] == "care")
        return Routes(couples, branches, bridges, self.y, self.heights.bottom)

    # What needs a bridge, and the stacking of bars and bridges

    def _bridges(self) -> list[Bridge]:
        line = [person.id for person in self.layout.in_reading_order()]
        row, x = self.layout.row, self.layout.x
        neighbours = {frozenset(two) for two in pairwise(line) if row[two[0]] == row[two[1]]}
        bridges = []
        for pair in self.layout.couples:
            if pair not in neighbours:
                one, other = sorted(pair, key=lambda person: (row[person], x[person]))
                bridges.append(Bridge(one, other, ("couple", one, other)))
        for descent in self.layout.sideways:
            carers = dict.fromkeys(fact.parent for fact in descent.facts)
            bridges += [Bridge(one, descent.child, ("care", one, descent.child, descent.basis)) for one in carers]
        return bridges

    def _bar(self, drop: Drop) -> Bar:
        below = []
        for person, x in drop.ends:
            if person is None:
                below.append(x)
            else:
                below += [x + self.ports[person, name].offset for name in self._arrivals(drop, person)]
        start = drop.start
        if start is not None and len(below) == 1 and abs(below[0] - start) < NO_JOG and self._is_beside(drop, below[0]):
            start = below[0]
        return Bar(() if start is None else (start,), tuple(below))

    def _is_beside(self, drop: Drop, x: float) -> bool:
        """Whether a line could come down there from two parents without running through the words under either."""
        apart = [abs(self.layout.x[parent] - x) - self.words[parent] for parent in drop.parents]
        return len(apart) == 1 or (bool(apart) and min(apart) >= 1)

    def _arrivals(self, drop: Drop, person: str) -> list[Arrival]:
        descents = self.layout.unions[drop.union].descents
        return [arrival(drop.union, descent.basis) for descent in descents if descent.child == person]

    def _span(self, bridge: Bridge) -> Bar:
        return Bar((), (self._end(bridge, bridge.one), self._end(bridge, bridge.other)))

    def _end(self, bridge: Bridge, person: str) -> float:
        """Where a bridge stands on one of its people: on top, or a little right of the middle when under them."""
        return self.layout.x[person] + self.ports.get((person, bridge.name), Port(10.0)).offset

    def _lane_row(self, bridge: Bridge) -> int:
        return max(self.layout.row[bridge.one], self.layout.row[bridge.other])

    @staticmethod
    def _stack(bars: dict[int, Bar], row_of: dict[int, int]) -> dict[int, int]:
        by_row: dict[int, list[int]] = defaultdict(list)
        for place, row in row_of.items():
            by_row[row].append(place)
        return {
            place: track
            for places in by_row.values()
            for place, track in zip(places, stack([bars[place] for place in places]), strict=True)
        }

    def _heights(self) -> Heights:
        tracks: dict[int, int] = defaultdict(int)
        lanes: dict[int, int] = defaultdict(int)
        for place, drop in enumerate(self.layout.drops):
            tracks[drop.row] = max(tracks[drop.row], self.track[place] + 1)
        for place, bridge in enumerate(self.bridges):
            row = self._lane_row(bridge)
            lanes[row] = max(lanes[row], self.lane[place] + 1)
        levels: dict[int, int] = defaultdict(int)
        for (person, _name), port in self.ports.items():
            levels[self.layout.row[person]] = max(levels[self.layout.row[person]], port.level)
        for pair, ties in self.partnerships.items():
            row = max(self.layout.row[person] for person in pair)
            lines = sum(len(partnership_notes(tie)) for tie in ties)
            levels[row] = max(levels[row], lines - (1 if pair in self.apart else 3))
        return heights(self.layout, Crowding(tracks, lanes, levels))

    # Couples

    def _couple(self, pair: Pair) -> CoupleLine:
        ties = self.partnerships.get(pair, [])
        kind = ties[-1].kind if ties else "parents"
        slashes = SLASHES.get(ties[-1].end_kind, 0) if ties else 0
        left, right = sorted(pair, key=lambda person: self.layout.x[person])
        if pair in self.apart:
            line, level = self._over(self.apart[pair])
            middle = (line[1][0] + line[2][0]) / 2
        else:
            level = self.y[left]
            line = ((self.layout.x[left], level), (self.layout.x[right], level))
            middle = (self.layout.x[left] + self.layout.x[right]) / 2
        slash_at = (middle - (16 if self._has_children(pair) and pair not in self.apart else 0), level)
        notes = self._couple_notes(ties, middle, level)
        return CoupleLine(pair, kind, line, stroke_of_kind(kind), slashes, slash_at, notes)

    def _has_children(self, pair: Pair) -> bool:
        return any(set(union.parents) == pair for union in self.layout.unions)

    @staticmethod
    def _couple_notes(ties: list[TreePartnership], x: float, level: float) -> tuple[Note, ...]:
        words = [note for tie in ties for note in partnership_notes(tie)]
        return tuple(Note((x, level - 13 - NOTE_LEADING * up), note) for up, note in enumerate(reversed(words)))

    def _over(self, place: int) -> tuple[Polyline, float]:
        """A bridge's line from one person up, over and down to the other, and the height it runs at."""
        bridge = self.bridges[place]
        level = self.heights.lane_top(self._lane_row(bridge)) - LANE * self.lane[place]
        one, other = self._end(bridge, bridge.one), self._end(bridge, bridge.other)
        return ((one, self.y[bridge.one]), (one, level), (other, level), (other, self.y[bridge.other])), level

    # Parents and children

    def _branch(self, place: int, drop: Drop) -> Branch:
        bar = self.bars[place]
        level = self.heights.bar_top(drop.row) - TRACK * self.track[place]
        stem = [((x, self._stem_top(drop)), (x, level)) for x in bar.from_above]
        joints = self._joints(drop, bar)
        low, high = self._reach(drop, bar, joints)
        if high > low:
            stem.append(((low, level), (high, level)))
        children = [
            line
            for person, x in drop.ends
            if person is not None
            for line in self._child_lines(drop, person, x, level, joints)
        ]
        onward = tuple(((x, level), (x, self.heights.y[drop.row])) for person, x in drop.ends if person is None)
        return Branch(
            tuple(stem),
            self._stem_stroke(drop, drop.row),
            tuple(children),
            onward,
            self._stem_stroke(drop, drop.row + 1),
            self.twins.bars(children),
        )

    def _joints(self, drop: Drop, bar: Bar) -> dict[Place, float]:
        """Where the lines of those born together leave a union's line."""
        descents = self.layout.unions[drop.union].descents
        x = {person: at for person, at in drop.ends if person is not None}
        at = {
            (one.child, one.basis): x[one.child] + self.ports[one.child, arrival(drop.union, one.basis)].offset
            for one in descents
            if one.child in x
        }
        return self.twins.joints(descents, at, bar.from_above)

    def _reach(self, drop: Drop, bar: Bar, joints: dict[Place, float]) -> tuple[float, float]:
        """From where to where a union's line runs across: to where its children's lines leave it."""
        if not joints:
            return bar.low, bar.high
        leaves = list(bar.from_above)
        for person, x in drop.ends:
            if person is None:
                leaves.append(x)
                continue
            arriving = self._arrivals(drop, person)
            leaves += [joints.get((person, name[2]), x + self.ports[person, name].offset) for name in arriving]
        return min(leaves), max(leaves)

    def _stem_stroke(self, drop: Drop, row: int) -> Stroke:
        """How a union's line is stroked where it leads to children in `row` and lower."""
        below = [
            descent for descent in self.layout.unions[drop.union].descents if self.layout.row[descent.child] >= row
        ]
        return (
            Stroke.DOTTED if all(stroke_of_basis(descent.basis) is Stroke.DOTTED for descent in below) else Stroke.SOLID
        )

    def _stem_top(self, drop: Drop) -> float:
        if len(drop.parents) == 2:
            pair = frozenset(drop.parents)
            return self._over(self.apart[pair])[1] if pair in self.apart else self.y[drop.parents[0]]
        if drop.parents:
            return self.heights.foot[drop.parents[0]]
        return self.heights.y[drop.row - 1]

    def _child_lines(
        self, drop: Drop, child: str, x: float, level: float, joints: dict[Place, float]
    ) -> list[ChildLine]:
        union = self.layout.unions[drop.union]
        lines = []
        for descent in union.descents:
            if descent.child != child:
                continue
            port = self.ports[child, arrival(drop.union, descent.basis)]
            at = x + port.offset
            words = _said_once(descent.facts)
            beside = (at + 7.5 * port.side, self.y[child] - SIGN - 10 - NOTE_LEADING * port.level)
            note = Note(beside, words, "start" if port.side > 0 else "end") if words else None
            line: Polyline = ((at, level), (at, self.y[child]))
            joint = joints.get((child, descent.basis))
            if joint is not None:
                line = ((joint, level), (at, self.y[child] - SIGN), (at, self.y[child]))
            lines.append(ChildLine(union.parents, child, descent.basis, line, stroke_of_basis(descent.basis), note))
        return lines

    def _care_bridge(self, bridge: Bridge) -> ChildLine:
        line, level = self._over(self.bridges.index(bridge))
        basis = bridge.name[3]
        words = _said_once(
            fact
            for descent in self.layout.sideways
            if (descent.child, descent.basis) == (bridge.other, basis)
            for fact in descent.facts
            if fact.parent == bridge.one
        )
        note = Note(((line[1][0] + line[2][0]) / 2, level - 5), words) if words else None
        return ChildLine((bridge.one,), bridge.other, basis, line, stroke_of_basis(basis), note)
