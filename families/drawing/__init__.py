"""The family tree as a genogram, made on the server, and the same facts as a list. Pure: no models, no database."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from families.drawing.facts import (
    AboutYear,
    ContradictoryFacts,
    FamilyTree,
    PartialDate,
    TreeBirth,
    TreeLoss,
    TreeNudge,
    TreeParentage,
    TreePartnership,
    TreePerson,
    TreeSiblings,
)
from families.drawing.key import KeyItem, key
from families.drawing.layout import lay_out
from families.drawing.placeholders import with_placeholders
from families.drawing.png import as_png, can_be_png
from families.drawing.routes import find_routes
from families.drawing.svg import picture
from families.drawing.text import Household, PersonLine, as_list

__all__ = [
    "AboutYear",
    "ContradictoryFacts",
    "Drawing",
    "FamilyTree",
    "Household",
    "KeyItem",
    "PartialDate",
    "PersonLine",
    "TreeBirth",
    "TreeLoss",
    "TreeNudge",
    "TreeParentage",
    "TreePartnership",
    "TreePerson",
    "TreeSiblings",
    "as_list",
    "as_png",
    "can_be_png",
    "draw",
]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture (its size in pixels), its key, and its equivalent in words.

    `beside` are the two whom the focus person could change places with, left and right; empty where nobody stands.
    `undrawn` is what was said of places and could not be followed.
    """

    svg: SafeString
    width: float
    height: float
    key: tuple[KeyItem, ...]
    households: tuple[Household, ...]
    beside: tuple[str, str]
    undrawn: tuple[TreeNudge, ...]


def draw(tree: FamilyTree, *, name: str = "family-tree") -> Drawing:
    """Draw a family tree; `name` begins the ids in the SVG, for a page with more than one."""
    whole = with_placeholders(tree)
    layout = lay_out(whole)
    routes = find_routes(whole, layout)
    svg = picture(whole, layout, routes, name)
    beside = next((layout.beside(person.id) for person in layout.people if person.is_focus), ("", ""))
    undrawn = tuple(nudge for nudge in tree.nudges if not layout.follows(nudge))
    return Drawing(svg, layout.width, routes.height, key(whole, routes), as_list(tree), beside, undrawn)
