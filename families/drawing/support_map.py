"""A support map (ecomap) as SVG: circles, lines with their signs, then everyone as a link that says who it is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from families.drawing.circles import DOES_SIZE, LINE, MAP, NAME_SIZE, Circles, Label, Place, Stands, place
from families.drawing.key import HEIGHT, WIDTH, KeyItem, sample
from families.drawing.markup import FONT, HOME, INK, NAMESPACE, PAPER, QUIET, element, join, text
from families.drawing.ties import Between, ends, line

MOST_SAYING = 16
"""Of more than these only the names are drawn; what they do stands in the titles and in the list."""
RING, LABEL_SIZE = "#cdbfae", 13.0
KINDS = (
    "natural_family",
    "natural_friend",
    "pet",
    "peer",
    "community_group",
    "voluntary_org",
    "private_service",
    "public_professional",
    "",
)
"""Clockwise from the top: those of one kind stand together; last, those of whom nobody said it."""
COLOURS = ("#fdf1df", "#e3f1ec", "#faf3c0", "#f6e3e0", "#f3e6f1", "#e6edf7", "#eeeee2", "#f0ece6", "#ffffff")
TINTS = dict(zip(KINDS, COLOURS, strict=True))
ROUND, SOFT, SQUARE = 18.0, 9.0, 0.0
CORNERS = dict(zip(KINDS, (ROUND, ROUND, ROUND, ROUND, SOFT, SOFT, SQUARE, SQUARE, SOFT), strict=True))
"""Round: our own people. A little round: groups. Square: those who are paid. So no colour says it alone."""
EDGES: dict[str, dict[str, str | float]] = {"": {"stroke_dasharray": "3 3"}, "pet": {"stroke_width": 3.2}}
"""A broken edge: nobody said who they are. A thick one: a pet."""
ANYWHERE = 3
"""How far in its circle stands whom nobody called close or not."""


@dataclass(frozen=True, slots=True)
class Supporter:
    """Someone on a map, in words ready to draw. `circle`: 0, the closest, to 3. `closeness`, `kind`: none where it was not said.
    `hope`: how near they are to be, where that is not as now. `said`: everything that is said of them; `href`: where their place
    leads, if anywhere."""

    name: str
    does: str
    hope: str
    said: str
    href: str
    circle: int
    closeness: int | None
    kind: str
    kind_words: str
    between: Between


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A finished picture (its size in pixels) and its key."""

    svg: SafeString
    width: float
    height: float
    key: tuple[KeyItem, ...]


def draw_map(
    centre: str, supporters: Sequence[Supporter], circles: Sequence[str], *, title: str, name: str = "support-map"
) -> MapDrawing:
    """Draw a support map; `circles` are their names from the middle, `name` begins the ids, for a page with more than one."""
    drawn = sorted(supporters, key=lambda one: KINDS.index(one.kind))
    says = len(drawn) <= MOST_SAYING
    found = place([Stands(_label(one, says=says), one.circle, one.closeness or ANYWHERE) for one in drawn])
    placed = list(zip(drawn, found.places, strict=True))
    lines = [part for one, at in placed for part in line(*ends(at), one.between)]
    svg = frame(
        found,
        element("title", title, id=f"{name}-title"),
        element("desc", _description(len(drawn)), id=f"{name}-desc"),
        rings(found, circles),
        element("g", join(lines), aria_hidden="true"),
        middle(centre, f"{name}-centre"),
        *(_bubble(one, at) for one, at in placed),
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )
    return MapDrawing(svg, 2 * found.half_width, 2 * found.half_height, tuple(_key(drawn)))


def _label(one: Supporter, *, says: bool) -> Label:
    return Label.of(one.name, one.does, one.hope) if says else Label.of(one.name)


def frame(circles: Circles, *content: str, beneath: float = 0, **attributes: str) -> SafeString:
    """The sheet, with the middle of the circles at 0, 0, and room beneath them."""
    across, down = circles.half_width, circles.half_height
    width, height = 2 * across, 2 * down + beneath
    return element(
        "svg",
        element("rect", x=-across, y=-down, width=width, height=height, fill=PAPER),
        *content,
        xmlns=NAMESPACE,
        viewBox=f"{-across:.0f} {-down:.0f} {width:.0f} {height:.0f}",
        width=width,
        height=height,
        font_family=FONT,
        **attributes,
    )


def rings(circles: Circles, names: Sequence[str]) -> SafeString:
    """The lines around the circles, each named at its top."""
    drawn = [
        element("ellipse", cx=0, cy=0, rx=across, ry=down, fill="none", stroke=RING, stroke_width=1.5)
        for across, down in reversed(circles.radii)
    ]
    named = [
        text(words, 0, 16 - down, LABEL_SIZE, fill=QUIET)
        for words, (_across, down) in zip(names, circles.radii, strict=True)
    ]
    return element("g", join([*drawn, *named]), aria_hidden="true")


def middle(words: str, name: str, half: tuple[float, float] = MAP.centre) -> SafeString:
    """Whom the map is drawn around; with an id, so that a page can begin there."""
    label = Label.of(words)
    oval = element("ellipse", cx=0, cy=0, rx=half[0], ry=half[1], fill=HOME, stroke=INK, stroke_width=2.5)
    first = 6 - (len(label.name) - 1) * 10
    lines = [
        text(one, 0, first + row * 20, 17 if half == MAP.centre else 14, font_weight=700)
        for row, one in enumerate(label.name)
    ]
    return element("g", oval, *lines, id=name)


def bubble(at: Place, kind: str) -> SafeString:
    """The place of someone on a map with what is written in it, its own middle at 0, 0."""
    names, does = at.label.name, at.label.does
    top = 4.5 - (len(names) + len(does) - 1) * LINE / 2
    lines = [text(words, 0, top + row * LINE, NAME_SIZE, font_weight=650) for row, words in enumerate(names)]
    top += len(names) * LINE
    lines += [text(words, 0, top + row * LINE, DOES_SIZE, fill=QUIET) for row, words in enumerate(does)]
    return join([_shape(kind, at.half_width, at.half_height), *lines])


def _shape(kind: str, half_width: float, half_height: float) -> SafeString:
    edge: dict[str, str | float] = {"stroke_width": 1.4, **EDGES.get(kind, {})}
    return element(
        "rect",
        x=-half_width,
        y=-half_height,
        width=2 * half_width,
        height=2 * half_height,
        rx=min(CORNERS[kind], half_height),
        fill=TINTS[kind],
        stroke=INK,
        **edge,
    )


def _bubble(one: Supporter, at: Place) -> SafeString:
    moved = element("g", bubble(at, one.kind), transform=f"translate({at.x:.1f} {at.y:.1f})")
    title = element("title", one.said)
    return element("a", title, moved, href=one.href) if one.href else element("g", title, moved)


def _description(count: int) -> str:
    if not count:
        return _("Nobody stands on this map.")
    drawn = ngettext("%(count)d person or place.", "%(count)d people and places.", count) % {"count": count}
    return _("%(drawn)s The same information is in the list with this picture.") % {"drawn": drawn}


# The key: only the signs that the picture uses


def _key(drawn: Sequence[Supporter]) -> Iterable[KeyItem]:
    for kind, words in {one.kind: one.kind_words for one in drawn}.items():
        shape = _shape(kind, 18, 10)
        at = f"translate({WIDTH / 2:.0f} {HEIGHT / 2:.0f})"
        yield KeyItem(sample(element("g", shape, transform=at), is_finished=True), words)
    used = [one.between for one in drawn]
    for strength, words in _strengths().items():
        if any(one.strength == strength for one in used):
            yield KeyItem(_line_sample(Between(strength, "none", "none")), words)
    for stress, words in _strains().items():
        if any(one.stress == stress for one in used):
            yield KeyItem(_line_sample(Between("ordinary", stress, "none")), words)
    if any(one.direction not in {"", "none"} for one in used):
        yield KeyItem(_line_sample(Between("ordinary", "none", "from_us")), _("arrow: who gives to whom"))
    if len({one.closeness for one in drawn if one.closeness}) > 1:
        yield KeyItem(SafeString(""), _("Further in: closer"))


def _strengths() -> dict[str, str]:
    return {
        "strong": _("strong tie"),
        "ordinary": _("ordinary tie"),
        "tenuous": _("thin tie"),
        "broken": _("broken off"),
        "": _("nobody said how strong"),
    }


def _strains() -> dict[str, str]:
    return {"some": _("sometimes strained"), "stressful": _("strained")}


def _line_sample(between: Between) -> SafeString:
    return sample(join(line((4, HEIGHT / 2), (WIDTH - 4, HEIGHT / 2), between)), is_finished=True)
