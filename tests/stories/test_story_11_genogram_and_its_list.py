"""11. Rowan's tree doubles Amina's outline, dashes who lives together, cuts Dana and Rob's line twice; its list says the same."""

import re

import pytest
from defusedxml import ElementTree

from tests.browser import journey as steps
from tests.families.drawing.trees import SVG, anchors

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DASHED = "7 5"
PAIRS = {"Dana and Sid": ("Dana", "Sid"), "Dana and Rob": ("Dana", "Rob"), "Joan and Bill": ("Joan", "Bill")}
HOME = ["Dana", "Sid", "Amina", "Jay", "Theo", "Mia"]
TOLD = {
    "Dana": ["mother", "divorced from Rob, 2008 to 2017", "lives as a couple with Sid"],
    "Theo": ["half-brother", "child of Dana", "child of Sid"],
    "Rob": ["father", "divorced from Dana"],
    "Joan": ["maternal grandmother", "married to Bill"],
    "Mia": ["sister (full or half not known)", "child of Dana"],
}
"""What the list says of each, in whatever order it stands in their line."""


@pytest.fixture
def tree(someone):
    priya = someone("Priya")
    page = steps.the_family_called(priya, "Rowan")
    steps.follow(page, "Family tree")
    return priya


def drawing(someone):
    return ElementTree.fromstring(someone.page.locator("main svg[role=group]").evaluate("it => it.outerHTML"))


def middles(svg):
    """Where each person's sign stands: the middle of its first shape, by the first word of its title."""
    found = {}
    for one in anchors(svg):
        title, shape = one[0].text or "", one[1]
        name = re.split(r"[ ,]", title)[0]
        x, y = (float(shape.get("cx") or shape.get("x")), float(shape.get("cy") or shape.get("y")))
        half = float(shape.get("width", 0)) / 2
        found[name] = (x + half, y + half)
    return found


def strokes(svg):
    """Each line of the picture: its corners, and how it is dashed."""
    for line in svg.iterfind(f".//{SVG}path"):
        corners = [tuple(map(float, at.split())) for at in re.split("[ML]", line.get("d"))[1:] if len(at.split()) == 2]
        yield corners, line.get("stroke-dasharray"), line.get("stroke")


def couple_line(svg, one, other):
    """The line that runs from one sign to the other, and its dashes."""
    signs = middles(svg)
    ends = pytest.approx(sorted((signs[one][0], signs[other][0])), abs=40)
    for corners, dashes, colour in strokes(svg):
        if colour is None and sorted((corners[0][0], corners[-1][0])) == ends:
            return corners, dashes
    raise AssertionError(f"no line from {one} to {other}")


def slashes_on(svg, corners):
    """How many short slanting strokes cross this line."""
    left, right = sorted((corners[0][0], corners[-1][0]))
    heights = {y for _, y in corners}
    return sum(
        len(line) == 2
        and abs(line[0][0] - line[1][0]) == pytest.approx(8)
        and abs(line[0][1] - line[1][1]) == pytest.approx(16)
        and left < (line[0][0] + line[1][0]) / 2 < right
        and any(abs((line[0][1] + line[1][1]) / 2 - y) < 1 for y in heights)
        for line, _, _ in strokes(svg)
    )


def test_the_picture(tree):
    svg = drawing(tree)

    doubled = [one[0].text.split(",")[0] for one in anchors(svg) if len(one.findall(f"{SVG}circle")) == 2]
    lines = {name: couple_line(svg, *pair) for name, pair in PAIRS.items()}

    assert doubled == ["Amina"]
    assert {name: (dashes, slashes_on(svg, corners)) for name, (corners, dashes) in lines.items()} == {
        "Dana and Sid": (DASHED, 0),
        "Dana and Rob": (None, 2),
        "Joan and Bill": (None, 0),
    }


def test_its_list_says_the_same_by_household(tree):
    tree.page.get_by_text("Read this as a list").click()
    opened = tree.page.locator("main details[open]")

    lines = {re.split("[ ,]", line)[0]: line for line in opened.get_by_role("listitem").all_inner_texts()}
    missing = {fact for name, facts in TOLD.items() for fact in facts if fact not in lines[name]}

    assert lines.keys() == middles(drawing(tree)).keys()
    assert not missing
    first_home = opened.get_by_role("list").first.get_by_role("listitem").all_inner_texts()
    assert [re.split("[ ,]", line)[0] for line in first_home] == HOME
    tree.check_accessible()
