"""The SVG as such: safe anywhere, without a style sheet, readable by a screen reader."""

from __future__ import annotations

import pytest

from families.drawing import PartialDate, TreePartnership, draw
from tests.families.drawing.trees import SVG, anchors, doyle, drawn, man, person, rowan, tree, woman

NASTY = "\"><script>alert('x')</script>&"


def test_everything_said_is_escaped() -> None:
    family = tree(
        [
            person(NASTY, 2010, id="a", kin=NASTY, href=NASTY, household=NASTY, at_home=True),
            person("Baby", id="b", expected=NASTY),
            person("Old", id="c", born=PartialDate(1950, text=NASTY), died=PartialDate(text=NASTY)),
        ]
    )

    drawing = draw(family)

    assert "<script" not in drawing.svg + "".join(item.sample for item in drawing.key)
    assert {anchor.get("href") for anchor in anchors(drawn(family))} >= {NASTY}


@pytest.mark.parametrize("unwanted", ["style", "class", "onclick"])
def test_looks_come_from_presentation_attributes_alone(unwanted: str) -> None:
    assert all(unwanted not in element.attrib for element in drawn(doyle()).iter())


def test_no_words_are_smaller_than_thirteen_pixels() -> None:
    assert min(float(words.get("font-size", "0")) for words in drawn(doyle()).iter(f"{SVG}text")) >= 13


def test_picture_is_a_named_and_described_group() -> None:
    svg = drawn(rowan())

    assert svg.get("role") == "group"
    assert svg.get("aria-labelledby") == "family-tree-title"
    assert svg.findtext(f"{SVG}title") == "Our family"
    assert (svg.findtext(f"{SVG}desc") or "").startswith("12 people in 3 rows.")


def test_two_pictures_on_a_page_keep_their_ids_apart() -> None:
    svg = draw(rowan(), name="then").svg

    assert ('id="then-title"' in svg, svg.count('id="then-centre"')) == (True, 1)


def test_picture_says_its_size() -> None:
    drawing = draw(rowan())
    svg = drawn(rowan())

    assert (float(svg.get("width", "0")), float(svg.get("height", "0"))) == (drawing.width, drawing.height)


def test_everything_is_inside_the_picture() -> None:
    svg = drawn(doyle())

    for words in svg.iter(f"{SVG}text"):
        assert 0 < float(words.get("x", "0")) < float(svg.get("width", "0"))
        assert 10 < float(words.get("y", "0")) < float(svg.get("height", "0"))


def test_nobody_drawn_says_so() -> None:
    svg = drawn(tree([]))

    assert [words.text for words in svg.findall(f"{SVG}text")] == ["Nobody has been drawn yet."]


def test_words_over_a_couple_never_leave_the_picture() -> None:
    often = [TreePartnership("ana", "ben", "married", year, year + 2, "divorced") for year in (1980, 1990, 2000, 2010)]

    svg = drawn(tree([woman("Ana"), man("Ben")], often))

    assert min(float(words.get("y", "0")) for words in svg.iter(f"{SVG}text")) > 10
