"""The picture of a support map: everyone in their circle, no two over one another, and the signs that were meant."""

import math
import re
from itertools import combinations

import pytest
from defusedxml import ElementTree

from families.drawing.circles import CIRCLES, Label, Stands, place
from families.drawing.support_board import Named, draw_board
from families.drawing.support_map import KINDS, Supporter, draw_map
from families.drawing.ties import Between, line

NAMES = ["Closest to us", "Friends", "People we do things with", "People who are paid"]
SVG = "{http://www.w3.org/2000/svg}"


def supporter(name="Pam next door", *, circle=1, closeness=4, kind="natural_friend", hope="", **between):
    tie = Between(**({"strength": "ordinary", "stress": "none", "direction": "to_us"} | between))
    return Supporter(name, "Listening", hope, f"{name}, all of it", "#tie-1", circle, closeness, kind, "Friend", tie)


def drawn(*supporters):
    return draw_map("Amina", supporters, NAMES, title="Support map around Amina")


@pytest.mark.parametrize("count", [0, 1, 3, 8, 12, 25, 60])
def test_no_two_of_a_circle_lie_over_one_another(count):
    standing = [Stands(Label.of(f"Someone {n}", "Lifts"), n % CIRCLES, 1 + n % 5) for n in range(count)]

    places = place(standing).places

    assert len(places) == count
    over = [
        (one, other)
        for (first, one), (second, other) in combinations(enumerate(places), 2)
        if first % CIRCLES == second % CIRCLES
        and abs(one.x - other.x) < one.half_width + other.half_width - 1
        and abs(one.y - other.y) < one.half_height + other.half_height - 1
    ]
    assert over == []


@pytest.mark.parametrize("count", [4, 20])
def test_everyone_stands_in_their_circle_the_closer_the_further_in(count):
    standing = [Stands(Label.of("Pam"), n % CIRCLES, 1 + n % 5) for n in range(count)]

    found = place(standing)

    for one, at in zip(standing, found.places, strict=True):
        out = [math.hypot(at.x / across, at.y / down) for across, down in found.radii]
        assert sum(part > 1 for part in out) == one.circle


def test_the_closer_stands_further_in():
    near, far = (place([Stands(Label.of("Pam"), 1, closeness)]).places[0] for closeness in (5, 1))

    assert math.hypot(near.x, near.y) < math.hypot(far.x, far.y)


def test_the_same_map_is_drawn_the_same():
    assert drawn(supporter(), supporter("Kayleigh")).svg == drawn(supporter(), supporter("Kayleigh")).svg


def test_everyone_is_a_link_with_a_title_in_the_order_of_their_kinds():
    svg = ElementTree.fromstring(
        drawn(supporter("GP", kind="public_professional"), supporter("Nan", kind="natural_family")).svg
    )

    links = svg.findall(f".//{SVG}a")

    assert [(link.get("href"), link.findtext(f"{SVG}title")) for link in links] == [
        ("#tie-1", "Nan, all of it"),
        ("#tie-1", "GP, all of it"),
    ]
    assert (svg.get("role"), svg.findtext(f"{SVG}title")) == ("group", "Support map around Amina")


def test_nothing_needs_a_style_sheet_and_nothing_is_markup():
    svg = drawn(supporter('<script>"Pam"</script>')).svg

    assert not re.search(r"style=|class=|<script|url\(", svg)


@pytest.mark.parametrize(
    ("said", "strokes", "arrows"),
    [
        ({"strength": "strong", "direction": "none"}, 1, 0),
        ({"strength": "broken", "direction": "none"}, 2, 0),
        ({"strength": "broken", "stress": "some", "direction": "none"}, 3, 0),
        ({"stress": "some"}, 2, 1),
        ({"direction": "both"}, 1, 2),
        ({"direction": "from_us"}, 1, 1),
    ],
)
def test_a_line_has_its_signs(said, strokes, arrows):
    between = Between(**({"strength": "ordinary", "stress": "none", "direction": "to_us"} | said))

    parts = list(line((0, 0), (100, 0), between))

    assert (sum('fill="none"' in part for part in parts), sum("Z" in part for part in parts)) == (strokes, arrows)


@pytest.mark.parametrize(("strength", "width"), [("strong", "5.5"), ("ordinary", "2.4"), ("tenuous", "2")])
def test_how_strong_a_tie_is_shows_in_its_width(strength, width):
    [stroke] = line((0, 0), (100, 0), Between(strength, "none", "none"))

    assert (f'stroke-width="{width}"' in stroke, "dasharray" in stroke) == (True, strength == "tenuous")


def test_an_arrow_points_to_whoever_is_given_to():
    to_us, to_them = (
        list(line((0, 0), (100, 0), Between("ordinary", "none", way)))[-1] for way in ("to_us", "from_us")
    )

    assert ('d="M0 0L' in to_us, 'd="M100 0L' in to_them) == (True, True)


def test_a_strained_tie_is_a_zigzag_however_strong():
    [strong], [thin] = (line((0, 0), (100, 0), Between(kind, "stressful", "none")) for kind in ("strong", "tenuous"))

    assert strong.count("L") == thin.count("L") > 10


def test_the_key_has_only_the_signs_of_the_picture():
    words = [item.words for item in drawn(supporter(strength="strong", stress="some", direction="none")).key]

    assert words == ["Friend", "strong tie", "sometimes strained"]


def test_of_many_only_the_names_are_drawn():
    few, many = drawn(supporter()).svg, drawn(*[supporter()] * 17).svg

    assert (">Listening<" in few, ">Listening<" in many) == (True, False)


def test_a_long_name_is_cut_in_the_picture_and_whole_in_its_title():
    svg = drawn(supporter("The Larkfield and District Allotment Association of 1922")).svg

    assert ("…" in svg, "The Larkfield and District Allotment Association of 1922, all of it" in svg) == (True, True)


def test_every_kind_has_its_tint_and_no_two_shapes_are_told_apart_by_it_alone():
    corners = {kind: re.findall(r' rx="([\d.]+)" fill="#', drawn(supporter(kind=kind)).svg)[-1] for kind in KINDS}

    assert (corners["natural_family"], corners["community_group"], corners["public_professional"]) == ("18", "9", "0")


def test_whoever_has_a_name_and_a_circle_alone_is_drawn_with_a_broken_edge_and_no_arrow():
    said, rex = (
        drawn(supporter(circle=0)),
        drawn(supporter("Rex", circle=0, closeness=None, kind="", direction="", strength="", stress="")),
    )

    assert ['stroke-dasharray="3 3"' in one.svg for one in (said, rex)] == [False, True]
    assert [one.svg.count("Z") for one in (said, rex)] == [1, 0]
    assert [item.words for item in rex.key] == ["Friend", "nobody said how strong"]


def test_the_board_has_every_named_row_once_and_says_where_the_circles_are():
    rows = [Named("ties-0", "Pam", 1), Named("ties-1", "", None), Named("ties-2", "Kayleigh", None)]

    svg = ElementTree.fromstring(draw_board("Amina", rows, NAMES))

    assert [node.get("data-node") for node in svg.iter() if node.get("data-node")] == ["ties-0", "ties-2"]
    assert len(svg.get("data-board").split()) == CIRCLES


def test_what_is_hoped_for_stands_quietly_beneath():
    said = ElementTree.fromstring(drawn(supporter(hope="hope: closer")).svg).iter(f"{SVG}text")

    assert [one.text for one in said if one.text in {"Pam next door", "Listening", "hope: closer"}] == [
        "Pam next door",
        "Listening",
        "hope: closer",
    ]
