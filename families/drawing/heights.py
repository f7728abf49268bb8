"""How far down each row stands, in pixels, once it is known what has to fit above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from families.drawing.coordinates import SIGN
from families.drawing.layout import MARGIN, Layout
from families.drawing.lettering import LINE_HEIGHT, name_lines
from families.drawing.signs import RING
from families.drawing.words import years_mark

TRACK, FIRST_LANE, LANE, NOTE_LEADING = 15.0, 22.0, 36.0, 14.0
NOTE_ROOM = 32.0
LABEL_TOP = 20.0
UNDER_LABELS = 30.0


@dataclass(frozen=True, slots=True)
class Crowding:
    """What has to fit above each row: tracks of bars, lanes of bridges, and levels of words beside child lines."""

    tracks: Mapping[int, int]
    lanes: Mapping[int, int]
    levels: Mapping[int, int]
    """Also the lines of words over a couple's line beyond what there is room for anyway."""

    def over_bridges(self, row: int) -> float:
        """The room for the bridges over a row, each with two lines of words."""
        lanes = self.lanes.get(row, 0)
        return FIRST_LANE + LANE * (lanes - 1) if lanes else 0.0

    def over_signs(self, row: int) -> float:
        """The room between the signs of a row and the lowest bar over them."""
        return NOTE_ROOM + NOTE_LEADING * self.levels.get(row, 0) + self.over_bridges(row)

    def over_row(self, row: int) -> float:
        """The room between the signs of a row and the words of the row above."""
        if row not in self.tracks:
            return UNDER_LABELS + NOTE_LEADING * self.levels.get(row, 0) + self.over_bridges(row)
        return UNDER_LABELS + TRACK * (self.tracks[row] - 1) + self.over_signs(row)


@dataclass(frozen=True, slots=True)
class Heights:
    """`y` is the middle of each row's signs, `foot` where each person's words end."""

    y: list[float]
    foot: dict[str, float]
    crowding: Crowding
    bottom: float

    def lane_top(self, row: int) -> float:
        """The lowest bridge over a row."""
        return self.y[row] - SIGN - 20

    def bar_top(self, row: int) -> float:
        """The lowest bar over a row."""
        return self.y[row] - SIGN - self.crowding.over_signs(row)


def label_height(lines: int) -> float:
    """The height of `lines` of words under a sign."""
    return LABEL_TOP + LINE_HEIGHT * (lines - 1) + 8 if lines else 6


def lines_under(name: str, years: str) -> int:
    return len(name_lines(name)) + bool(years)


def heights(layout: Layout, crowding: Crowding) -> Heights:
    """Stand the rows under each other with room for words, bars and bridges."""
    label = {
        person.id: label_height(lines_under(person.name, years_mark(person))) + (RING if person.is_focus else 0)
        for person in layout.people
    }
    count = max(layout.row.values(), default=-1) + 1
    tallest = [0.0] * count
    for person, row in layout.row.items():
        tallest[row] = max(tallest[row], label[person])
    y: list[float] = []
    foot = MARGIN - UNDER_LABELS
    for row in range(count):
        y.append(foot + crowding.over_row(row) + SIGN)
        foot = y[-1] + SIGN + tallest[row]
    feet = {person: y[row] + SIGN + label[person] for person, row in layout.row.items()}
    return Heights(y, feet, crowding, foot + MARGIN)
