"""The key to one picture: only the signs it uses, each with a small sample."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from families.drawing.facts import FamilyTree, PartialDate, TreePerson
from families.drawing.markup import FONT, LINE, NAMESPACE, element, join, text
from families.drawing.routes import stroke_of_basis, stroke_of_kind
from families.drawing.signs import shape_of, sign
from families.drawing.strokes import ChildLine, Routes, Stroke
from families.drawing.svg import child_line, path, slashes
from families.drawing.twins import is_joined
from families.drawing.words import age_mark, placeholder

WIDTH, HEIGHT, SMALL = 56.0, 30.0, 11.0
PLACEHOLDER = 17.0
"""What stands where no person is written down is drawn smaller than a person."""


@dataclass(frozen=True, slots=True)
class KeyItem:
    """A sample of a sign, as SVG that needs no words of its own, and what it means."""

    sample: SafeString
    words: str


def key(tree: FamilyTree, routes: Routes) -> tuple[KeyItem, ...]:
    """What the signs in this picture mean, people first, then couples, then children."""
    return (*_people(tree), *_couples(routes), *_children(routes))


def _people(tree: FamilyTree) -> Iterable[KeyItem]:
    shapes = {shape_of(person) for person in tree.people}
    for shape, person, words in (
        ("woman_girl", TreePerson("", "", "woman_girl"), _("woman or girl")),
        ("man_boy", TreePerson("", "", "man_boy"), _("man or boy")),
        ("diamond", TreePerson("", "", "non_binary"), _("non-binary, or gender in their own words")),
        ("not_recorded", TreePerson("", "", "not_recorded"), _("gender not recorded")),
        ("unborn", TreePerson("", "", expected=""), _("not born yet")),
        *(
            (kind, TreePerson("", "", stands_for=kind), placeholder(TreePerson("", "", stands_for=kind)))
            for kind in ("siblings", "miscarriage", "termination", "stillbirth")
        ),
    ):
        if shape in shapes:
            yield KeyItem(_person(person, PLACEHOLDER if person.stands_for else SMALL), words)
    if any(person.is_focus for person in tree.people):
        yield KeyItem(
            _person(TreePerson("", "", "woman_girl", is_focus=True), SMALL - 3), _("the person at the centre")
        )
    if any(person.at_home for person in tree.people):
        yield KeyItem(_person(TreePerson("", "", "woman_girl", at_home=True)), _household(tree))
    if any(person.died is not None for person in tree.people):
        yield KeyItem(_person(TreePerson("", "", "man_boy", died=PartialDate())), _("has died"))
    if any(age_mark(person, tree.as_at).startswith("~") for person in tree.people):
        yield KeyItem(
            sample(text("~40", WIDTH / 2, HEIGHT / 2 + 5, 15, font_weight=600)),
            _("about this age; birthday not known"),
        )


def _household(tree: FamilyTree) -> str:
    names = {person.household for person in tree.people if person.at_home}
    if len(names) == 1 and (name := names.pop()):
        return _("lives at %(household)s") % {"household": name}
    return _("lives in this household")


def _couples(routes: Routes) -> Iterable[KeyItem]:
    kinds = {couple.kind for couple in routes.couples}
    cut = {couple.slashes for couple in routes.couples}
    for kind, words in (
        ("married", _("married or civil partners")),
        ("cohabiting", _("living together as a couple")),
        ("relationship", _("in a relationship")),
        ("parents", _("parents of a child; nothing more recorded")),
    ):
        if kind in kinds or (kind == "married" and "civil" in kinds):
            yield KeyItem(sample(join(_across(kind, 0))), words)
    if 1 in cut:
        yield KeyItem(sample(join(_across("married", 1))), _("separated or no longer together"))
    if 2 in cut:
        yield KeyItem(sample(join(_across("married", 2))), _("divorced, or civil partnership dissolved"))


def _across(kind: str, cuts: int) -> Iterable[SafeString]:
    yield path([((4, HEIGHT / 2), (WIDTH - 4, HEIGHT / 2))], stroke_of_kind(kind))
    yield from slashes(cuts, (WIDTH / 2, HEIGHT / 2))


def _children(routes: Routes) -> Iterable[KeyItem]:
    bases = {line.basis for line in routes.child_lines()}
    for basis, words in (
        ("birth", _("child by birth")),
        ("adoptive", _("adopted")),
        ("foster", _("fostered")),
        ("guardian", _("SGO: special guardian")),
        ("kinship_carer", _("kin: kinship carer")),
        ("sibling", _("brothers and sisters; parents not recorded")),
    ):
        if basis in bases:
            yield KeyItem(sample(join(_down(basis))), words)
    if any(is_joined(line) for branch in routes.branches for line in branch.children):
        yield KeyItem(sample(join(_joined())), _("born together: twins, or more"))
    if any(branch.bars for branch in routes.branches):
        yield KeyItem(sample(join(_joined(is_identical=True))), _("identical"))


def _joined(*, is_identical: bool = False) -> Iterable[SafeString]:
    top, left, right = (WIDTH / 2, 4.0), (14.0, HEIGHT - 2), (WIDTH - 14, HEIGHT - 2)
    yield path([(left, top, right)], Stroke.SOLID)
    if is_identical:
        yield path([((20.5, 18.0), (WIDTH - 20.5, 18.0))], Stroke.SOLID)


def _down(basis: str) -> Iterable[SafeString]:
    if basis == "sibling":
        yield path([((14, HEIGHT), (14, 8), (WIDTH - 14, 8), (WIDTH - 14, HEIGHT))], stroke_of_basis(basis))
        return
    line = ((WIDTH / 2, 2.0), (WIDTH / 2, HEIGHT - 2))
    yield from child_line(ChildLine((), "", basis, line, stroke_of_basis(basis)))


def _person(person: TreePerson, size: float = SMALL) -> SafeString:
    return sample(sign(person, WIDTH / 2, HEIGHT / 2, size))


def sample(drawn: str, *, is_finished: bool = False) -> SafeString:
    """A small picture of a sign; `is_finished`: it says itself how it is drawn."""
    is_finished = is_finished or "<text" in drawn
    return element(
        "svg",
        drawn if is_finished else element("g", drawn, fill="none", stroke=LINE, stroke_width=2.2),
        xmlns=NAMESPACE,
        viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        width=WIDTH,
        height=HEIGHT,
        aria_hidden="true",
        focusable="false",
        font_family=FONT,
    )
