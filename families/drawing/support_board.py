"""The circles of a new map with everyone's name in theirs, to be moved by hand: no lines, and small enough for a phone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from families.drawing.circles import Label, Place, Sheet, Stands, place
from families.drawing.markup import QUIET, element, text
from families.drawing.support_map import LABEL_SIZE, bubble, frame, middle, rings

BOARD = Sheet((42.0, 24.0), (62.0, 76.0), (36.0, 52.0))
STEP = 38.0
"""From one to the next of those who wait beneath the circles."""
KIND = "natural_friend"


@dataclass(frozen=True, slots=True)
class Named:
    """A row of the form: its prefix, the name in it, and its circle from 0 to 3, or None while none is chosen."""

    row: str
    name: str
    circle: int | None


def draw_board(centre: str, rows: Sequence[Named], circles: Sequence[str]) -> SafeString:
    """The circles as the rows stand. Beneath them waits whoever has no circle yet."""
    named = [one for one in rows if one.name]
    placed = [(one, one.circle) for one in named if one.circle is not None]
    waiting = [one for one in named if one.circle is None]
    found = place([Stands(Label.of(one.name), circle, 3) for one, circle in placed], BOARD)
    beneath = found.half_height + LABEL_SIZE
    return frame(
        found,
        rings(found, circles),
        middle(centre, "board-centre", BOARD.centre),
        text(_("Not in a circle yet"), 0, beneath, LABEL_SIZE, fill=QUIET),
        *(_node(one, at) for (one, _circle), at in zip(placed, found.places, strict=True)),
        *(_node(one, _beneath(one, beneath + (number + 0.8) * STEP)) for number, one in enumerate(waiting)),
        beneath=(len(waiting) + 1.6) * STEP,
        role="img",
        aria_label=_("The circles, as the rows below say. To move someone, choose another circle in their row."),
        data_board=" ".join(f"{across:.0f},{down:.0f}" for across, down in found.radii),
        data_waiting=f"{beneath + STEP * 0.8:.0f}",
    )


def _beneath(one: Named, down: float) -> Place:
    label = Label.of(one.name)
    return Place(0, down, *label.half, label)


def _node(one: Named, at: Place) -> SafeString:
    moved = f"translate({at.x:.0f} {at.y:.0f})"
    return element("g", bubble(at, KIND), data_node=one.row, transform=moved)
