"""A drawing as PNG."""

from __future__ import annotations

import struct

import pytest

from families.drawing import TreePerson, as_png, can_be_png, draw
from families.drawing.png import MOST_PIXELS
from tests.families.drawing.large import large
from tests.families.drawing.trees import doyle, person, tree


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def png_of(*people: TreePerson) -> bytes:
    drawing = draw(tree(people))
    return as_png(drawing.svg, drawing.width, drawing.height)


def test_it_is_twice_as_large_as_the_drawing() -> None:
    drawing = draw(doyle())

    width, height = size_of(as_png(drawing.svg, drawing.width, drawing.height))

    assert (abs(width - 2 * drawing.width) <= 1, abs(height - 2 * drawing.height) <= 1) == (True, True)


def test_two_hundred_people_stay_within_the_pixels_that_are_allowed() -> None:
    drawing = draw(large(200, 1875))

    width, height = size_of(as_png(drawing.svg, drawing.width, drawing.height))

    assert 0.99 * MOST_PIXELS < width * height < 1.001 * MOST_PIXELS


def test_names_are_lettered() -> None:
    assert png_of(person("Ada", id="a")) != png_of(person("Bob", id="a"))


@pytest.mark.parametrize(
    ("name", "is_held"),
    [
        ("Zo\u00eb \u0141uczak", True),
        ("Zoe\u0308", True),
        ("O\u2019Hara", True),
        ("\u0627\u0645\u064a\u0646\u0629", False),
        ("Nguy\u1ec5n", False),
        ("\u674e", False),
    ],
)
def test_a_name_in_letters_that_the_font_lacks_has_no_png(name: str, *, is_held: bool) -> None:
    assert can_be_png(draw(tree([person(name)])).svg) is is_held


def test_a_name_that_looks_like_markup_is_lettered_as_it_is() -> None:
    hostile = '<image href="file:///etc/hostname" width="500" height="500"/>'

    assert "<image" not in draw(tree([person(hostile, id="a")])).svg
    assert size_of(png_of(person(hostile, id="a")))
