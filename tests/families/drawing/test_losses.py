"""Pregnancies that were lost or ended and that their parent wants drawn: the signs of domain.md §5.2, and a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from families.drawing import FamilyTree, TreeLoss, TreePartnership, draw
from families.drawing.layout import lay_out
from families.drawing.placeholders import with_placeholders
from families.drawing.routes import find_routes
from families.drawing.signs import loss
from tests.families.drawing.test_anything import crossed_by_a_stem
from tests.families.drawing.trees import SVG, anchors, children, drawn, man, tree, woman

FAMILY = tree(
    [man("Rob", 1989), woman("Dana", 1990), woman("Amina", 2015)],
    [TreePartnership("dana", "rob", "married")],
    children("dana rob", "amina"),
)
KINDS = {
    "miscarriage": "a pregnancy lost by miscarriage",
    "termination": "a pregnancy ended by termination",
    "stillbirth": "a baby who was stillborn",
}


def with_loss(kind: str = "miscarriage", when: str = "2019") -> FamilyTree:
    return replace(FAMILY, losses=(TreeLoss("one", "dana", kind, when),))


def titles(family: FamilyTree) -> list[str]:
    return [group.findtext(f"{SVG}title", "") for group in drawn(family).iter(f"{SVG}g")]


@pytest.mark.parametrize(("kind", "words"), KINDS.items())
def test_each_is_said_in_the_picture_the_list_and_the_key(kind: str, words: str) -> None:
    family = with_loss(kind)
    drawing = draw(family)

    said = {one.id: one.losses for home in drawing.households for one in home.people}

    assert said == {"dana": (f"{words}, 2019",), "rob": (), "amina": ()}
    assert f"{words}, 2019" in titles(family)
    assert words in [item.words for item in drawing.key]


def test_a_day_that_is_not_known_or_not_shown_is_not_said() -> None:
    assert KINDS["miscarriage"] in titles(with_loss(when=""))


def test_the_three_signs_differ() -> None:
    assert len({str(loss(kind, 0, 0, 10)) for kind in KINDS}) == 3


def test_it_hangs_from_whose_it_is_and_from_nobody_who_is_only_their_partner() -> None:
    whole = with_placeholders(with_loss())
    routes = find_routes(whole, lay_out(whole))

    assert [line.parents for line in routes.child_lines() if line.child == "loss-one"] == [("dana",)]


def test_nobody_is_counted_for_it_and_it_is_no_link() -> None:
    svg = drawn(with_loss())

    assert (len(anchors(svg)), svg.findtext(f"{SVG}desc", "")[:8]) == (3, "3 people")


def test_no_line_runs_through_anyone() -> None:
    assert not crossed_by_a_stem(with_placeholders(with_loss()))
