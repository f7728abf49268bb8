"""The signs for people (domain.md §5.2): the shape says the person's own gender, never anything inferred."""

from __future__ import annotations

from django.utils.safestring import SafeString

from families.drawing.coordinates import SIGN
from families.drawing.facts import TreePerson
from families.drawing.markup import FOCUS_FILL, HOME, INK, PAPER, element, join, text

RING = 6.0


def shape_of(person: TreePerson) -> str:
    """The name of a person's sign: unborn, or their gender as far as there is a sign for it; or what stands where no person does."""
    if person.stands_for:
        return person.stands_for
    if person.expected is not None:
        return "unborn"
    if person.gender in {"woman_girl", "man_boy"}:
        return person.gender
    return "diamond" if person.gender in {"non_binary", "self_described"} else "not_recorded"


def outline(shape: str, x: float, y: float, size: float, **look: str | float) -> SafeString:
    """One shape centred on a point; `size` is half its width in pixels."""
    if shape == "woman_girl":
        return element("circle", cx=x, cy=y, r=size, **look)
    if shape == "man_boy":
        return element("rect", x=x - size, y=y - size, width=2 * size, height=2 * size, **look)
    if shape == "not_recorded":
        return element("rect", x=x - size, y=y - size, width=2 * size, height=2 * size, rx=size * 0.5, **look)
    if shape == "unborn":
        path = f"M{x:.1f} {y - size:.1f}l{size:.1f} {2 * size:.1f}h{-2 * size:.1f}z"
        return element("path", d=path, stroke_linejoin="round", **look)
    side = size * 1.72
    turn = f"rotate(45 {x:.1f} {y:.1f})"
    return element(
        "rect", x=x - side / 2, y=y - side / 2, width=side, height=side, rx=size * 0.28, transform=turn, **look
    )


def sign(person: TreePerson, x: float, y: float, size: float = SIGN) -> SafeString:
    """A person's sign: filled for those at home, doubled for the focus person, crossed for those who died."""
    if person.stands_for == "siblings":
        return unknown_siblings(x, y, size)
    if person.stands_for:
        return loss(person.stands_for, x, y, size * 0.6)
    shape = shape_of(person)
    look: dict[str, str | float] = {"fill": _fill(person), "stroke": INK, "stroke_width": 2.5}
    if shape == "not_recorded":
        look["stroke_dasharray"] = "5 4"
    parts = []
    if person.is_focus:
        parts.append(outline(shape, x, y, size + RING, fill=PAPER, stroke=INK, stroke_width=2))
    parts.append(outline(shape, x, y, size, **look))
    if person.died is not None:
        reach = size * 0.7
        parts.append(cross(x, y, reach))
    return join(parts)


def unknown_siblings(x: float, y: float, size: float = SIGN) -> SafeString:
    """The “?” for brothers or sisters of whom nobody knows who they are (peers.md §3 A 1)."""
    look: dict[str, str | float] = {"fill": PAPER, "stroke": INK, "stroke_width": 1.8, "stroke_dasharray": "3 3"}
    drawn = outline("woman_girl", x, y, size * 0.72, **look)
    return join([drawn, text("?", x, y + size * 0.28, size * 0.85, font_weight=600)])


def loss(kind: str, x: float, y: float, size: float) -> SafeString:
    """A pregnancy that was lost or ended: a small triangle crossed, with a bar for a termination; a small sign crossed for a
    stillbirth."""
    look: dict[str, str | float] = {"fill": PAPER, "stroke": INK, "stroke_width": 2}
    parts = [outline("not_recorded" if kind == "stillbirth" else "unborn", x, y, size, **look)]
    parts.append(cross(x, y, size * 0.9))
    if kind == "termination":
        parts.append(
            element("path", d=f"M{x - size:.1f} {y + size + 5:.1f}h{2 * size:.1f}", stroke=INK, stroke_width=2)
        )
    return join(parts)


def cross(x: float, y: float, reach: float) -> SafeString:
    """The X through someone who has died."""
    over = 2 * reach
    path = f"M{x - reach:.1f} {y - reach:.1f}l{over:.1f} {over:.1f}m0 {-over:.1f}l{-over:.1f} {over:.1f}"
    return element("path", d=path, fill="none", stroke=INK, stroke_width=2)


def _fill(person: TreePerson) -> str:
    if not person.at_home:
        return PAPER
    return FOCUS_FILL if person.is_focus else HOME
