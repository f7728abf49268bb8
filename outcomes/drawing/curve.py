"""The whole curve: readable on a wall from three metres (domain.md §7.7; ui.md §3c)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import itemgetter

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from families.drawing.lettering import width_of
from families.drawing.markup import FONT, INK, NAMESPACE, PAPER, element, join, text
from outcomes.drawing.scale import Scale, steps

LEFT, TOP, BOTTOM = 66.0, 64.0, 46.0
FOOT, END, NOW, MARKER = 14.0, 14.5, 16.0, 13.0
APART = 19.0
GRID, BAND, SOFT, TEAL, AMBER, QUIET = "#ddd2c4", "#f3ece1", "#5a5048", "#0f5c57", "#a35b00", "#8f7f68"


@dataclass(frozen=True, slots=True)
class Sheet:
    """How large a picture is, in pixels; `several` periods at most are named at its foot. On a narrow one names stand above their lines."""

    width: float
    height: float
    several: int
    is_narrow: bool = False


WIDE, NARROW = Sheet(860.0, 430.0, 8), Sheet(440.0, 400.0, 4, is_narrow=True)


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure: the first day of its period, and its number in the story, if it has one."""

    day: date
    value: Decimal
    short: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its name at its end."""

    name: str
    dots: Sequence[Dot]

    @property
    def places(self) -> list[tuple[date, Decimal]]:
        return [(dot.day, dot.value) for dot in self.dots]


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn. `history` ends where `since` begins; `sign` follows each figure of the scale."""

    title: str
    words: str
    history: Sequence[Dot]
    since: Sequence[Dot] = ()
    now: str = ""
    forecast: Line | None = None
    earlier: Sequence[Line] = ()
    wanted: Line | None = None
    elsewhere: Sequence[Line] = ()
    sign: str = ""
    periods: Sequence[tuple[date, str]] = field(default=())

    @property
    def told(self) -> list[Dot]:
        return [*self.history, *self.since]

    @property
    def lines(self) -> list[Line]:
        """Those beside the figures themselves."""
        ours = [one for one in (self.forecast, self.wanted) if one]
        return [*self.elsewhere, *self.earlier, *ours]


def draw(picture: Picture, *, name: str = "curve", sheet: Sheet = WIDE) -> SafeString:
    """The picture, with its title and its words; `name` begins the ids in it. Empty where there is no figure."""
    if not picture.told:
        return SafeString("")
    scale, marks = _scale(picture, sheet)
    return element(
        "svg",
        element("title", picture.title, id=f"{name}-title"),
        element("desc", picture.words, id=f"{name}-words"),
        _band(picture, scale),
        *_grid(picture, scale, marks, sheet.several),
        *_beside(picture, scale),
        *(_beginnings(picture, scale) if sheet.is_narrow else ()),
        *_figures(picture, scale),
        *_ends(picture, scale, is_narrow=sheet.is_narrow),
        _now(picture, scale),
        *_markers(picture, scale),
        xmlns=NAMESPACE,
        viewBox=f"0 0 {sheet.width:.0f} {sheet.height:.0f}",
        width=sheet.width,
        height=sheet.height,
        role="img",
        aria_labelledby=f"{name}-title {name}-words",
        font_family=FONT,
    )


def _scale(picture: Picture, sheet: Sheet) -> tuple[Scale, list[float]]:
    dots = [*picture.told, *(dot for line in picture.lines for dot in line.dots)]
    marks = steps(max(float(dot.value) for dot in dots))
    widest = max((width_of(line.name, END) for line in picture.lines), default=0.0)
    days = [dot.day for dot in dots]
    beside = 0.0 if sheet.is_narrow else min(widest, 270.0) * 0.92
    right = sheet.width - max(beside, 20.0) - 18
    return Scale(LEFT, right, TOP, sheet.height - BOTTOM, (min(days), max(days)), (0.0, marks[-1])), marks


def _band(picture: Picture, scale: Scale) -> SafeString:
    """What has happened since the history ended, and what is to come."""
    line = picture.forecast or picture.wanted
    if line is None or not picture.history:
        return SafeString("")
    x = scale.x(picture.history[-1].day)
    words = _("since then") if picture.forecast else _("what we want")
    return join(
        [
            element("rect", x=x, y=TOP - 10, width=max(scale.right - x, 0), height=scale.bottom - TOP + 10, fill=BAND),
            text(words, x + 8, TOP - 44, FOOT, text_anchor="start", fill=SOFT),
        ]
    )


def _grid(picture: Picture, scale: Scale, marks: Sequence[float], several: int) -> Iterator[SafeString]:
    decimals = (
        0
        if all(mark == int(mark) for mark in marks)
        else (1 if all(mark * 10 == int(mark * 10) for mark in marks) else 2)
    )
    for mark in marks:
        y = scale.y(mark)
        yield element("path", d=f"M{LEFT:.0f} {y:.1f}H{scale.right:.1f}", stroke=GRID)
        said = f"{number_format(mark, decimals, use_l10n=True, force_grouping=True)}{picture.sign}"
        yield text(said, LEFT - 10, y + 5, FOOT, text_anchor="end", fill=SOFT)
    every = -(-len(picture.periods) // several) or 1
    named = list(picture.periods[::-1][::every])
    for day, short in named:
        yield text(short, scale.x(day), scale.bottom + 24, FOOT, fill=SOFT)


def _beside(picture: Picture, scale: Scale) -> Iterator[SafeString]:
    look = {"fill": "none", "stroke_linejoin": "round", "stroke_linecap": "round"}
    for line in picture.elsewhere:
        yield element("path", d=scale.points(line.places), stroke=QUIET, stroke_width=1.4, **look)
    for line in picture.earlier:
        yield element(
            "path", d=scale.points(line.places), stroke=QUIET, stroke_width=1.8, stroke_dasharray="1 6", **look
        )
    if picture.forecast:
        yield element(
            "path",
            d=scale.points(picture.forecast.places),
            stroke="#6d625a",
            stroke_width=3,
            stroke_dasharray="3 7",
            **look,
        )
    if picture.wanted:
        yield element(
            "path",
            d=scale.points(picture.wanted.places),
            stroke=TEAL,
            stroke_width=3.5,
            stroke_dasharray="11 6",
            **look,
        )


def _figures(picture: Picture, scale: Scale) -> Iterator[SafeString]:
    look = {"fill": "none", "stroke": INK, "stroke_linejoin": "round", "stroke_linecap": "round"}
    for dots, width in ((picture.history, 3), ([*picture.history[-1:], *picture.since], 5.5)):
        if len(dots) > 1:
            yield element("path", d=scale.points([(dot.day, dot.value) for dot in dots]), stroke_width=width, **look)
    told = picture.told
    for dot in told[:-1]:
        yield element(
            "circle", cx=scale.x(dot.day), cy=scale.y(dot.value), r=4, fill=PAPER, stroke=INK, stroke_width=2.5
        )
    x, y = scale.x(told[-1].day), scale.y(told[-1].value)
    yield element("circle", cx=x, cy=y, r=7.5, fill=INK)


def _now(picture: Picture, scale: Scale) -> SafeString:
    """What the last figure is, above it or below."""
    last = picture.told[-1]
    x, y = scale.x(last.day), scale.y(last.value)
    anchor = "end" if x > scale.left + 90 else "start"
    up = _is_above(picture, scale) or y + 28 > scale.bottom - 4
    return _named(picture.now, x, y - 16 if up else y + 28, NOW, anchor, {"font_weight": "700"})


def _named(words: str, x: float, y: float, size: float, anchor: str, look: dict[str, str]) -> SafeString:
    """Words on a slip of paper, so that the lines below don’t run through them."""
    width = width_of(words, size)
    left = x - width if anchor == "end" else x
    slip = {"x": left - 3, "y": y - size, "width": width + 6, "height": size * 1.3, "rx": 3}
    return join(
        [element("rect", **slip, fill=PAPER, fill_opacity=0.8), text(words, x, y, size, text_anchor=anchor, **look)]
    )


def _is_above(picture: Picture, scale: Scale) -> bool:
    """Whether the last figure stands above the end of its forecast: what is written of each stays out of the way of the other."""
    line = picture.forecast or picture.wanted
    return line is not None and scale.y(picture.told[-1].value) < scale.y(line.dots[-1].value)


def _ends(picture: Picture, scale: Scale, *, is_narrow: bool) -> Iterator[SafeString]:
    """The name of each line at its end, moved apart where two would lie on one another; on a narrow sheet, elsewhere's at its beginning."""
    looks = {id(picture.forecast): (SOFT, "650"), id(picture.wanted): (TEAL, "650")}
    ours = [one for one in picture.lines if one.name and not (is_narrow and one in picture.elsewhere)]
    ends = sorted(((scale.y(line.dots[-1].value), line) for line in ours), key=itemgetter(0))
    place, below = TOP - 20, _is_above(picture, scale)
    for y, line in ends:
        place = max(place + APART, (y + 19 if below else y - 10) if is_narrow else y + 5)
        fill, weight = looks.get(id(line), (SOFT, "400"))
        x = scale.x(line.dots[-1].day)
        x, anchor = (x, "end") if is_narrow else (min(x + 9, scale.right + 9), "start")
        yield _named(line.name, x, place, END, anchor, {"fill": fill, "font_weight": weight})


def _beginnings(picture: Picture, scale: Scale) -> Iterator[SafeString]:
    """The name of each line of elsewhere where it begins: above it, or below it where it begins below our own."""
    ours, look = scale.y(picture.told[0].value), {"fill": SOFT, "font_weight": "400"}
    starts = sorted(((scale.y(line.dots[0].value), line) for line in picture.elsewhere), key=itemgetter(0))
    upper = [one for one in starts if one[0] < ours]
    place = float("inf")
    for y, line in upper[::-1]:
        place = min(place - APART, y - 9)
        yield _named(line.name, scale.x(line.dots[0].day), place, END, "start", look)
    place = 0.0
    for y, line in starts[len(upper) :]:
        place = max(place + APART, y + 18)
        yield _named(line.name, scale.x(line.dots[0].day), place, END, "start", look)


def _markers(picture: Picture, scale: Scale) -> Iterator[SafeString]:
    """Where a note says what happened: the same number stands beside the story."""
    y, before = TOP - MARKER - 8, -100.0
    for dot in picture.told:
        if not dot.number:
            continue
        x = scale.x(dot.day)
        up = y - 2 * MARKER - 2 if x - before < 2 * MARKER else y
        before = x if up == y else before
        yield element(
            "path", d=f"M{x:.1f} {scale.y(dot.value) - 8:.1f}V{up + MARKER:.1f}", stroke=AMBER, stroke_width=1.5
        )
        yield element("circle", cx=x, cy=up, r=MARKER, fill=AMBER)
        yield text(str(dot.number), x, up + 5, FOOT, fill=PAPER, font_weight="700")
