"""The line between the middle of a support map and someone on it, by Hartman's signs (domain.md §5.3).

Thick: strong. Fine: nobody said how strong. Dashed: thin. Cut: broken off. Short strokes across: sometimes strained. Zigzag:
strained. Arrows: who gives to whom.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from families.drawing.circles import MAP, Place
from families.drawing.markup import LINE, element, number

WIDTHS = {"strong": 5.5, "ordinary": 2.4, "tenuous": 2.0, "broken": 2.4, "": 1.1}
ZIGZAG_WIDTHS = {"strong": 4.0, "tenuous": 1.3}
ARROW, ARROW_HALF = 11.0, 6.0
AMPLITUDE, STEP = 5.0, 7.0
HALF_CUT = 8.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Between:
    """What is between two ends: strength and strain, each empty where nobody was asked, and who gives.

    `direction` is as seen from the beginning, which is “us”.
    """

    strength: str
    stress: str
    direction: str


def ends(place: Place) -> tuple[Point, Point]:
    """Where the line leaves the middle, and where it comes to someone's place."""
    length = math.hypot(place.x, place.y)
    towards = place.x / length, place.y / length
    out = MAP.centre[0] * MAP.centre[1] / math.hypot(MAP.centre[1] * towards[0], MAP.centre[0] * towards[1])
    inward = min(
        place.half_width / abs(towards[0]) if towards[0] else math.inf,
        place.half_height / abs(towards[1]) if towards[1] else math.inf,
    )
    reach = max(length - inward, out + 2 * ARROW)
    return (towards[0] * out, towards[1] * out), (towards[0] * reach, towards[1] * reach)


def line(begin: Point, end: Point, between: Between) -> Iterable[SafeString]:
    """The line with all its signs, from us to them."""
    to_us, to_them = between.direction in {"to_us", "both"}, between.direction in {"from_us", "both"}
    length = math.dist(begin, end)
    first = along(begin, end, (ARROW - 2) / length if to_us else 0)
    last = along(begin, end, 1 - ((ARROW - 2) / length if to_them else 0))
    yield _stroke(first, last, between)
    if between.strength == "broken":
        yield _across(first, last, _cut(first, last), slant=5)
    if between.stress == "some":
        middle, step = (0.25 if between.strength == "broken" else 0.5), 6 / math.dist(first, last)
        yield _across(first, last, (middle - step, middle, middle + step), slant=0)
    if to_us:
        yield _arrow(first, begin)
    if to_them:
        yield _arrow(last, end)


def along(begin: Point, end: Point, part: float) -> Point:
    return begin[0] + (end[0] - begin[0]) * part, begin[1] + (end[1] - begin[1]) * part


def _stroke(begin: Point, end: Point, between: Between) -> SafeString:
    before, after = _cut(begin, end)
    parts = [(0.0, before), (after, 1.0)] if between.strength == "broken" else [(0.0, 1.0)]
    zigzags = between.stress == "stressful"
    drawn = [(along(begin, end, one), along(begin, end, other)) for one, other in parts]
    dashed = between.strength == "tenuous" and not zigzags  # a dashed zigzag is seen as neither
    look: dict[str, str | float] = {"stroke_dasharray": "7 6"} if dashed else {}
    width = (ZIGZAG_WIDTHS if zigzags else WIDTHS).get(between.strength, 2.4)
    path = "".join(_zigzag(*part) if zigzags else _straight(*part) for part in drawn)
    return element("path", d=path, fill="none", stroke=LINE, stroke_width=width, stroke_linejoin="round", **look)


def _cut(begin: Point, end: Point) -> tuple[float, float]:
    """Between which parts of its way a line that is broken off is cut."""
    half = min(HALF_CUT / math.dist(begin, end), 0.3)
    return 0.5 - half, 0.5 + half


def _straight(begin: Point, end: Point) -> str:
    return f"M{_point(begin)}L{_point(end)}"


def _zigzag(begin: Point, end: Point) -> str:
    steps = max(round(math.dist(begin, end) / STEP), 2)
    right = _sideways(begin, end, AMPLITUDE)
    points = [begin]
    for step in range(1, steps):
        x, y = along(begin, end, step / steps)
        side = 1 if step % 2 else -1
        points.append((x + right[0] * side, y + right[1] * side))
    return "M" + "L".join(map(_point, [*points, end]))


def _across(begin: Point, end: Point, parts: Iterable[float], *, slant: float) -> SafeString:
    """Short strokes across the line; leaning, where it is cut."""
    side, length = _sideways(begin, end, 8), math.dist(begin, end)
    lean = (end[0] - begin[0]) / length * slant, (end[1] - begin[1]) / length * slant
    strokes = []
    for part in parts:
        x, y = along(begin, end, part)
        one = x + side[0] + lean[0], y + side[1] + lean[1]
        strokes.append(_straight(one, (x - side[0] - lean[0], y - side[1] - lean[1])))
    return element("path", d="".join(strokes), fill="none", stroke=LINE, stroke_width=2.2)


def _arrow(base: Point, tip: Point) -> SafeString:
    side = _sideways(base, tip, ARROW_HALF)
    back = along(tip, base, ARROW / math.dist(base, tip))
    corners = [tip, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1])]
    return element("path", d="M" + "L".join(map(_point, corners)) + "Z", fill=LINE)


def _sideways(begin: Point, end: Point, by: float) -> Point:
    length = math.dist(begin, end)
    return -(end[1] - begin[1]) / length * by, (end[0] - begin[0]) / length * by


def _point(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"
