"""A curve no larger than a line of words, for a board of many. What it says stands in words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString

from families.drawing.markup import INK, NAMESPACE, element
from outcomes.drawing.scale import Scale

WIDTH, HEIGHT, EDGE = 240.0, 84.0, 9.0
FOOT = 0.6
"""The lowest figure stands above a foot of so much of it: no small change looks like a great one."""
Places = Sequence[tuple[date, Decimal]]


def draw_small(history: Places, since: Places, forecast: Places) -> SafeString:
    """History solid, forecast dotted, bold since. It is hidden from those who hear the page. Empty for fewer than two figures."""
    told = [*history, *since]
    if len(told) < 2:
        return SafeString("")
    every = [*told, *forecast]
    values, days = [float(value) for _day, value in every], [day for day, _value in every]
    scale = Scale(EDGE, WIDTH - EDGE, EDGE, HEIGHT - EDGE, (min(days), max(days)), (min(values) * FOOT, max(values)))
    look = {"fill": "none", "stroke_linejoin": "round", "stroke_linecap": "round"}
    last_day, last = told[-1]
    lines = [
        element("path", d=scale.points(dots), stroke=stroke, stroke_width=width, **look, **more)
        for dots, stroke, width, more in (
            (forecast, "#6d625a", 2.2, {"stroke_dasharray": "2 5"}),
            (history, INK, 2, {}),
            ([*history[-1:], *since], INK, 4, {}),
        )
        if len(dots) > 1
    ]
    return element(
        "svg",
        *lines,
        element("circle", cx=scale.x(last_day), cy=scale.y(last), r=5, fill=INK),
        xmlns=NAMESPACE,
        viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        width=WIDTH,
        height=HEIGHT,
        aria_hidden="true",
        focusable="false",
    )
