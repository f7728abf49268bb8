"""The picture as SVG: lines first, then people in reading order, each a link that says who it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from families.drawing.coordinates import SIGN
from families.drawing.facts import FamilyTree, TreePerson
from families.drawing.heights import LABEL_TOP, label_height, lines_under
from families.drawing.layout import Layout, half_width
from families.drawing.lettering import AGE_SIZE, LINE_HEIGHT, NAME_SIZE, NOTE_SIZE, YEARS_SIZE, name_lines, width_of
from families.drawing.markup import FONT, LINE, NAMESPACE, PAPER, QUIET, element, join, number, text
from families.drawing.signs import RING, sign
from families.drawing.strokes import Branch, ChildLine, Note, Polyline, Routes, Stroke
from families.drawing.words import age_mark, gender, life, placeholder, years_mark

DASHES = {Stroke.DASHED: "7 5", Stroke.DOTTED: "2 5", Stroke.FAINT: "10 4 2 4"}
HALO = 8.0
SLASH = 8.0
"""How far a slash reaches above and below its line: not into the words that stand over it."""
TWIN_LEFT, TWIN_RIGHT = -3.0, 3.5


def picture(tree: FamilyTree, layout: Layout, routes: Routes, name: str) -> SafeString:
    """The whole drawing; `name` keeps its ids apart from those of another drawing on the page."""
    width, height = number(layout.width), number(routes.height)
    people = [
        person_sign(person, layout.x[person.id], routes.y[person.id], tree.as_at, name)
        for person in layout.in_reading_order()
    ]
    return element(
        "svg",
        element("title", tree.title, id=f"{name}-title"),
        element("desc", _description(layout), id=f"{name}-desc"),
        element("rect", width=width, height=height, fill=PAPER),
        element("g", join(_lines(routes)), aria_hidden="true", fill="none", stroke=LINE, stroke_width=2.2),
        element("g", join(_notes(routes)), aria_hidden="true"),
        *_empty(layout, routes),
        *people,
        xmlns=NAMESPACE,
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="group",
        font_family=FONT,
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def _description(layout: Layout) -> str:
    count = sum(not person.stands_for for person in layout.people)
    if not count:
        return _("Nobody has been drawn yet.")
    people = ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
    rows = len(set(layout.row.values()))
    drawn = ngettext("%(people)s in %(rows)d row.", "%(people)s in %(rows)d rows.", rows) % {
        "people": people,
        "rows": rows,
    }
    return _("%(drawn)s The same information is in the list with this picture.") % {"drawn": drawn}


def _empty(layout: Layout, routes: Routes) -> Iterable[SafeString]:
    if not layout.people:
        yield text(_("Nobody has been drawn yet."), layout.width / 2, routes.height / 2 + 6, NAME_SIZE)


# People


def person_sign(person: TreePerson, x: float, y: float, as_at: date, name: str) -> SafeString:
    """One person as a link: sign, age, name and years, with a title that says the same and the kin term.

    The one at the centre has an id, so that a page can begin there. What stands where no person is written down is no link.
    """
    if person.stands_for:
        said_of_it = element("title", placeholder(person))
        return element("g", said_of_it, sign(person, x, y), *_label(person, x, y + SIGN))
    said = [
        person.name,
        person.kin,
        _("the person at the centre") if person.is_focus else "",
        life(person, as_at),
        gender(person),
    ]
    if person.at_home:
        said.append(_("lives in this household"))
    parts = [element("title", ", ".join(part for part in said if part)), sign(person, x, y)]
    age = age_mark(person, as_at)
    if age:
        parts.append(text(age, x, y + 6.5, AGE_SIZE if len(age) < 4 else YEARS_SIZE, font_weight=600))
    parts += _label(person, x, y + SIGN + (RING if person.is_focus else 0))
    where = {"href": person.href} if person.href else {}
    return element("a", *parts, **where, **({"id": f"{name}-centre"} if person.is_focus else {}))


def _label(person: TreePerson, x: float, top: float) -> Iterable[SafeString]:
    names, years = name_lines(person.name), years_mark(person)
    half = half_width(person)
    height = label_height(lines_under(person.name, years))
    yield element("rect", x=x - half, y=top + 5, width=2 * half, height=height - 7, fill=PAPER, fill_opacity=0.85)
    at = top + LABEL_TOP
    for line in names:
        yield text(line, x, at, NAME_SIZE, font_weight=600)
        at += LINE_HEIGHT
    if years:
        yield text(years, x, at - 1, YEARS_SIZE, fill=QUIET)


# Lines


def _lines(routes: Routes) -> Iterable[SafeString]:
    for couple in routes.couples:
        if len(couple.line) > 2:
            yield _halo([couple.line])
        yield path([couple.line], couple.stroke)
    for branch in routes.branches:
        yield from _branch(branch)
    for bridge in routes.bridges:
        yield _halo([bridge.line])
        yield from child_line(bridge)
    for couple in routes.couples:
        yield from slashes(couple.slashes, couple.slash_at)


def _branch(branch: Branch) -> Iterable[SafeString]:
    spans = [_below(line) for line in branch.stem]
    yield _halo([*spans, *(child.line for child in branch.children), *branch.onward])
    yield path(branch.stem, branch.stroke)
    if branch.onward:
        yield path(branch.onward, branch.onward_stroke)
    for child in branch.children:
        yield from child_line(child)
    if branch.bars:
        yield path(branch.bars, Stroke.SOLID)


def _below(line: Polyline) -> Polyline:
    """A stem's halo starts a little lower than the stem, so as not to cut the couple's line it hangs from."""
    (x, y), (right, bottom) = line
    return ((x, min(y + 6, bottom)), (right, bottom)) if x == right else line


def child_line(child: ChildLine) -> Iterable[SafeString]:
    """One child's line: solid by birth, solid beside dashed by adoption, dotted in care."""
    if child.stroke is not Stroke.TWIN:
        yield path([child.line], child.stroke)
        return
    yield path([_shifted(child.line, TWIN_LEFT)], Stroke.SOLID)
    yield path([_shifted(child.line, TWIN_RIGHT)], Stroke.DASHED)
    x, y = child.line[0]
    yield path([((x + TWIN_LEFT, y), (x + TWIN_RIGHT, y))], Stroke.SOLID)


def slashes(count: int, at: tuple[float, float]) -> Iterable[SafeString]:
    """One slash for those who separated, two for those who divorced."""
    x, y = at
    for offset in {1: (0.0,), 2: (-5.0, 5.0)}.get(count, ()):
        yield path([((x + offset - 4, y + SLASH), (x + offset + 4, y - SLASH))], Stroke.SOLID)


def path(lines: Iterable[Polyline], stroke: Stroke) -> SafeString:
    look: dict[str, str | float] = {"stroke_dasharray": DASHES[stroke]} if stroke in DASHES else {}
    if stroke is Stroke.DOTTED:
        look["stroke_linecap"] = "round"
    if stroke is Stroke.FAINT:
        look["stroke_width"] = 1.5
    return element("path", d=_d(lines), **look)


def _halo(lines: Iterable[Polyline]) -> SafeString:
    return element("path", d=_d(lines), stroke=PAPER, stroke_width=HALO)


def _d(lines: Iterable[Polyline]) -> str:
    return "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in line) for line in lines)


def _shifted(line: Polyline, right: float) -> Polyline:
    return tuple((x + right, y) for x, y in line)


# Words beside lines


def _notes(routes: Routes) -> Iterable[SafeString]:
    for couple in routes.couples:
        for note in couple.notes:
            yield from _note(note)
    for child in routes.child_lines():
        if child.note:
            yield from _note(child.note)


def _note(note: Note) -> Iterable[SafeString]:
    x, y = note.at
    width = width_of(note.words, NOTE_SIZE)
    left = {"start": x, "end": x - width}.get(note.anchor, x - width / 2)
    yield element("rect", x=left - 1, y=y - 11, width=width + 2, height=13, fill=PAPER, fill_opacity=0.85)
    yield text(note.words, x, y, NOTE_SIZE, fill=QUIET, text_anchor=note.anchor)
