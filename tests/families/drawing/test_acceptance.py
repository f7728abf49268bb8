"""What people asked of family trees elsewhere and did not get (peers.md §3 A 1–5), and families that are hard to draw."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from families.drawing import ContradictoryFacts, FamilyTree, TreePartnership, TreeSiblings, draw
from families.drawing.coordinates import SIGN
from families.drawing.layout import half_width, lay_out
from families.drawing.routes import find_routes
from families.drawing.strokes import Stroke
from tests.families.drawing.large import large
from tests.families.drawing.test_anything import crossed_by_a_stem
from tests.families.drawing.test_lines import child_lines, couple
from tests.families.drawing.trees import children, doyle, man, person, rowan, tree, two_couples, woman
from tests.families.kin.village import kits, rowans


def four_partners() -> FamilyTree:
    """Hub has had two children with each of four partners."""
    ends = ["divorced", "divorced", "ended", ""]
    return tree(
        [
            man("Hub", 1965),
            *(woman(f"P{n}", 1966 + n) for n in range(4)),
            *(person(f"C{n}{m}", 1990 + 5 * n + m) for n in range(4) for m in (1, 2)),
        ],
        [TreePartnership("hub", f"p{n}", "married", 1990 + 5 * n, None, end) for n, end in enumerate(ends)],
        [tie for n in range(4) for tie in children(f"hub p{n}", f"c{n}1 c{n}2")],
    )


def cousins_married() -> FamilyTree:
    """Cal and Dot are both grandchildren of Gil and Gert, and have two children."""
    return tree(
        [
            *(man("Gil", 1930), woman("Gert", 1932), man("Abe", 1955), woman("Amy", 1956), woman("Bea", 1957)),
            *(man("Bob", 1956), man("Cal", 1980), woman("Dot", 1982), woman("Eva", 1984), man("Kid", 2008)),
            woman("Kim", 2010, is_focus=True),
        ],
        [
            *(TreePartnership("gil", "gert", "married", 1953), TreePartnership("abe", "amy", "married", 1978)),
            *(TreePartnership("bea", "bob", "married", 1979), TreePartnership("cal", "dot", "married", 2005)),
        ],
        [
            *(children("gil gert", "abe bea") + children("abe amy", "cal eva")),
            *(children("bea bob", "dot") + children("cal dot", "kid kim")),
        ],
    )


def fostered() -> FamilyTree:
    """Kai was born to Bea and Bo and is fostered by Fay and Gus, a couple."""
    return tree(
        [woman("Bea", 1990), man("Bo", 1989), woman("Fay", 1975), man("Gus", 1974), person("Kai", 2015)],
        [TreePartnership("bea", "bo", "cohabiting", 2013, 2016, "ended"), TreePartnership("fay", "gus", "married")],
        children("bea bo", "kai") + children("fay gus", "kai", "foster", 2019),
    )


# A 1


def test_a1_birth_parents_and_present_carers_at_once_the_carers_dotted() -> None:
    lines = {line.parents: line.stroke for line in child_lines(fostered(), "kai")}

    assert lines == {("bo", "bea"): Stroke.SOLID, ("gus", "fay"): Stroke.DOTTED}


def test_a1_siblings_whose_parents_are_unknown_hang_from_one_bar_and_from_nobody() -> None:
    family = tree([woman("Ana"), man("Ben")], siblings=[TreeSiblings("ana", "ben")])

    assert {(line.child, line.parents) for one in ("ana", "ben") for line in child_lines(family, one)} == {
        ("ana", ()),
        ("ben", ()),
    }


def test_a1_living_together_that_ended_is_told_from_a_divorce_in_picture_and_words() -> None:
    family = fostered()

    line = couple(family, "bea", "bo")
    said = [one.partners for home in draw(family).households for one in home.people if one.id == "bea"]

    assert (line.stroke, line.slashes, said) == (Stroke.DASHED, 1, [("lived as a couple with Bo, 2013 to 2016",)])


def test_a1_a_partnership_declared_again_with_another_end_fails_loudly() -> None:
    ends = [TreePartnership("ana", "ben", "married", 2010, 2016, end) for end in ("separated", "divorced")]

    with pytest.raises(ContradictoryFacts, match="disagree"):
        tree([woman("Ana"), man("Ben")], ends)


# A 2


def test_a2_birth_and_adoptive_parents_are_both_drawn_and_told_apart() -> None:
    lines = {line.parents: line.stroke for line in child_lines(two_couples(), "kit")}

    assert lines == {("bo", "bea"): Stroke.SOLID, ("al", "ann"): Stroke.TWIN}


# A 3


@pytest.mark.parametrize(("ego", "alter", "word"), [("Kit", "Bea", "birth mother"), ("Kit", "Al", "adoptive father")])
def test_a3_no_adoptive_parent_is_a_step_parent(ego: str, alter: str, word: str) -> None:
    assert kits().term(ego, alter) == word


def test_a3_no_child_of_ones_own_is_a_step_child() -> None:
    assert [rowans().term("Dana", child) for child in ("Amina", "Theo", "Mia")] == ["daughter", "son", "daughter"]


# A 4


@pytest.mark.parametrize(
    ("ego", "alter", "word"),
    [("Bill", "Otto", "son-in-law"), ("Otto", "Dana", "sister-in-law"), ("Amina", "Otto", "uncle by marriage")],
)
def test_a4_relations_by_marriage_are_related(ego: str, alter: str, word: str) -> None:
    assert rowans().term(ego, alter) == word


# A 5


def test_a5_everyone_of_four_couples_children_hangs_from_their_own_two_parents() -> None:
    family = four_partners()

    hung = {line.child: set(line.parents) for one in family.people for line in child_lines(family, one.id)}

    assert hung == {f"c{n}{m}": {"hub", f"p{n}"} for n in range(4) for m in (1, 2)}


def test_a5_the_children_of_four_couples_stand_together_and_in_the_order_of_their_other_parents() -> None:
    x = lay_out(four_partners()).x

    others = sorted((f"p{n}" for n in range(4)), key=x.__getitem__)
    born = sorted((name for name in x if name.startswith("c")), key=x.__getitem__)

    assert [name[1] for name in born] == [other[1] for other in others for _ in range(2)]


@pytest.mark.parametrize(
    ("family", "shared", "one", "other"),
    [(rowan, "dana", ("sid", "theo"), ("rob", "amina")), (doyle, "karen", ("leroy", "dion"), ("tomasz", "ben"))],
)
def test_a5_half_siblings_stand_on_their_own_parents_side(family, shared, one, other) -> None:
    x = lay_out(family()).x

    assert (x[one[0]] - x[other[0]]) * (x[one[1]] - x[other[1]]) > 0


# Hard to draw


LARGE = [large(20), large(60), large(200, 1875)]
HARD = [*LARGE, four_partners(), cousins_married(), fostered(), two_couples(), rowan(), doyle()]


def test_cousins_who_married_stand_side_by_side_under_their_own_parents() -> None:
    layout = lay_out(cousins_married())

    row = [one.id for one in layout.in_reading_order() if layout.row[one.id] == layout.row["cal"]]
    assert row == ["eva", "cal", "dot"]


@pytest.mark.parametrize("family", HARD, ids=lambda family: str(len(family.people)))
def test_no_line_of_a_couple_runs_through_a_third_person(family: FamilyTree) -> None:
    layout = lay_out(family)
    routes = find_routes(family, layout)

    for line in routes.couples:
        for (left, top), (right, bottom) in pairwise(line.line):
            low, high = sorted((left, right))
            hit = {
                one.id
                for one in family.people
                if low - SIGN < layout.x[one.id] < high + SIGN
                and min(top, bottom) - SIGN < routes.y[one.id] < max(top, bottom) + SIGN
            }
            assert hit <= line.pair


@pytest.mark.parametrize("family", HARD, ids=lambda family: str(len(family.people)))
def test_no_line_to_children_runs_through_anyone(family: FamilyTree) -> None:
    assert not crossed_by_a_stem(family)


@pytest.mark.parametrize("family", HARD, ids=lambda family: str(len(family.people)))
def test_nobodys_words_lie_on_anothers(family: FamilyTree) -> None:
    layout = lay_out(family)

    for one, other in pairwise(layout.in_reading_order()):
        if layout.row[one.id] == layout.row[other.id]:
            assert layout.x[other.id] - layout.x[one.id] >= half_width(one) + half_width(other)


def test_no_line_from_two_parents_runs_through_the_words_under_either() -> None:
    family = surnamed(large(60), "Farringdon")
    layout = lay_out(family)
    routes = find_routes(family, layout)
    half = {one.id: half_width(one) for one in family.people}
    stems = [(drop, branch.stem[0][0][0]) for drop, branch in zip(layout.drops, routes.branches, strict=True)]

    assert len([drop for drop, _x in stems if len(drop.parents) == 2]) > 15
    assert {
        parent
        for drop, x in stems
        if len(drop.parents) == 2
        for parent in drop.parents
        if abs(layout.x[parent] - x) < half[parent]
    } == set()


def surnamed(family: FamilyTree, surname: str) -> FamilyTree:
    """The same family, with names that take room."""
    return replace(family, people=tuple(replace(one, name=f"{one.name} {surname}") for one in family.people))


def test_a_man_stands_left_of_a_woman_where_nothing_else_speaks_for_a_side() -> None:
    x = lay_out(cousins_married()).x

    assert x["gil"] < x["gert"]
    assert set(sorted(["amy", "abe", "bea", "bob"], key=x.__getitem__)[1:3]) == {"abe", "bea"}, "siblings come first"


@pytest.mark.parametrize("family", LARGE, ids=lambda family: str(len(family.people)))
def test_no_couple_of_a_large_family_is_parted(family: FamilyTree) -> None:
    assert all(len(line.line) == 2 for line in find_routes(family, lay_out(family)).couples)
