"""Brothers or sisters of whom nobody knows who they are: a “?” beside those whose they are, and a sentence (peers.md §3 A 1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from families.drawing import FamilyTree, TreePartnership, TreeSiblings, draw
from families.drawing.layout import lay_out
from families.drawing.placeholders import with_placeholders
from families.drawing.routes import find_routes
from families.drawing.strokes import ChildLine, Stroke
from tests.families.drawing.test_anything import crossed_by_a_stem
from tests.families.drawing.trees import SVG, anchors, children, drawn, man, tree, woman

PEOPLE = [man("Rob", 1989), woman("Dana", 1990), woman("Amina", 2015), man("Theo", 2019)]


def of(*people: str, more: FamilyTree | None = None) -> FamilyTree:
    return replace(more or tree(PEOPLE, (), children("dana rob", "amina theo")), unknown_siblings=people)


def lines(family: FamilyTree) -> Iterable[ChildLine]:
    whole = with_placeholders(family)
    routes = find_routes(whole, lay_out(whole))
    return [line for line in routes.child_lines() if line.child.startswith("siblings-of")]


@pytest.mark.parametrize("couple", [[], [TreePartnership("dana", "rob", "married")]])
def test_they_hang_from_the_same_parents_by_a_fainter_line(couple: list[TreePartnership]) -> None:
    [line] = lines(of("amina", more=tree(PEOPLE, couple, children("dana rob", "amina"))))

    assert (line.parents, line.stroke) == (("rob", "dana"), Stroke.FAINT)


def test_they_stand_in_the_row_of_whose_brothers_and_sisters_they_are_and_last() -> None:
    layout = lay_out(with_placeholders(of("amina")))

    row = [one.id for one in layout.in_reading_order() if layout.row[one.id] == layout.row["amina"]]
    assert [one.startswith("siblings-of") for one in row] == [False, False, True]


def test_said_of_two_with_the_same_parents_they_are_drawn_once() -> None:
    assert len(lines(of("amina", "theo"))) == 1


def test_where_no_parent_is_known_they_hang_beside_them_from_nobody() -> None:
    [line] = lines(of("amina", more=tree(PEOPLE)))

    assert (line.parents, line.basis) == ((), "sibling")


def test_adopted_children_have_theirs_by_birth_where_that_is_known() -> None:
    family = tree(PEOPLE, (), children("dana", "amina") + children("rob", "amina", "adoptive"))

    [line] = lines(of("amina", more=family))

    assert line.parents == ("dana",)


def test_they_are_a_question_mark_and_no_link() -> None:
    svg = drawn(of("amina"))

    assert [text.text for text in svg.iter(f"{SVG}text")].count("?") == 1
    assert (len(anchors(svg)), svg.findtext(f"{SVG}desc", "")[:8]) == (4, "4 people")


def test_the_list_says_it_of_whose_they_are() -> None:
    said = {one.id: one.siblings for home in draw(of("amina")).households for one in home.people}

    assert said == {
        "amina": ("has brothers or sisters, not known who",),
        "theo": (),
        "dana": (),
        "rob": (),
    }


def test_the_key_explains_the_question_mark() -> None:
    assert "brothers or sisters, not known who" in [item.words for item in draw(of("amina")).key]


def test_nothing_is_drawn_where_nobody_said_so() -> None:
    assert with_placeholders(of()) == of()


@pytest.mark.parametrize(
    "family",
    [of("amina", "rob", "dana"), of("theo", more=tree(PEOPLE, (), (), [TreeSiblings("amina", "theo")]))],
)
def test_no_line_runs_through_anyone(family: FamilyTree) -> None:
    assert not crossed_by_a_stem(with_placeholders(family))
