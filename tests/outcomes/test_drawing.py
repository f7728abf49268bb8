"""What is written in the picture of a curve, and where: no words on other words, and each line named once."""

import re
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest

from outcomes.drawing.curve import NARROW, WIDE, Dot, Line, Picture, draw

NAMED = re.compile(
    r'<rect x="(?P<x>[\d.-]+)" y="(?P<y>[\d.-]+)" width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)" rx="3"'
    r"[^>]*></rect><text[^>]*>(?P<words>[^<]+)</text>"
)


def dots(*values, since=2021):
    return [Dot(date(since + place, 4, 1), Decimal(str(value))) for place, value in enumerate(values)]


LEEDS = Picture(
    "Leeds",
    "",
    history=dots(75.2, 80.5, 84.3),
    since=dots(88.7, 85.0, since=2024),
    now="85.0 now",
    forecast=Line("98.3 if nothing changed", dots(89.1, 93.7, 98.3, since=2024)),
    elsewhere=[Line("Yorkshire", dots(80, 81, 81, 79, 77)), Line("England", dots(69, 70, 70, 69, 67))],
)
DORSET = Picture(
    "Dorset",
    "",
    history=dots(68, 68.2, 65.3),
    since=dots(67.3, 65.1, since=2024),
    now="65.1 now",
    forecast=Line("61.9 if nothing changed", dots(64.5, 63.2, 61.9, since=2024)),
    elsewhere=[
        Line("England", dots(69, 70, 70, 69, 67)),
        Line("South West", dots(58, 60, 63, 63, 62)),
        Line("Neighbours", dots(58, 59, 60, 61, 60)),
    ],
)


def slips(picture, sheet):
    """Where each name stands: its left, top, right and bottom."""
    found = {}
    for one in NAMED.finditer(draw(picture, sheet=sheet)):
        x, y, width, height = (float(one[side]) for side in ("x", "y", "width", "height"))
        found[one["words"]] = (x, y, x + width, y + height)
    return found


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] + 3 < other[3] and other[1] + 3 < one[3]


@pytest.mark.parametrize("sheet", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("picture", [LEEDS, DORSET], ids=["leeds", "dorset"])
def test_each_line_is_named_once_and_no_name_lies_on_another(picture, sheet):
    found = slips(picture, sheet)

    assert set(found) == {picture.now, *(line.name for line in picture.lines)}
    assert [(one, other) for one, other in combinations(found, 2) if overlap(found[one], found[other])] == []


def test_on_a_narrow_sheet_elsewhere_is_named_where_it_begins_above_our_own_or_below():
    found = slips(LEEDS, NARROW)
    wide = slips(LEEDS, WIDE)

    assert found["Yorkshire"][0] == found["England"][0] < found["85.0 now"][0]
    assert found["Yorkshire"][3] < found["England"][1]
    assert wide["Yorkshire"][0] > wide["85.0 now"][2]


def test_the_last_figure_keeps_away_from_its_forecast():
    assert slips(LEEDS, NARROW)["85.0 now"][1] > slips(LEEDS, NARROW)["98.3 if nothing changed"][3]
    assert slips(DORSET, NARROW)["65.1 now"][3] < slips(DORSET, NARROW)["61.9 if nothing changed"][1]


def test_without_a_figure_there_is_no_picture():
    assert draw(Picture("None", "", history=[])) == ""
