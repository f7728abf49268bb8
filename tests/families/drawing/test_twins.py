"""Those born together: joined at one point, a bar between those who are identical, and the same in words (domain.md §5.2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from families.drawing import ContradictoryFacts, FamilyTree, TreeBirth, TreePartnership, TreeSiblings, draw
from families.drawing.layout import lay_out
from families.drawing.routes import find_routes
from families.drawing.strokes import Branch
from tests.families.drawing.test_lines import child_lines
from tests.families.drawing.trees import children, man, tree, woman

PEOPLE = [man("Rob", 1989), woman("Dana", 1990), man("Jay", 2009), woman("Amina", 2015), man("Theo", 2015)]
COUPLE = [TreePartnership("dana", "rob", "married", 2008)]


def born(*births: TreeBirth, hung: str = "jay amina theo", more: FamilyTree | None = None) -> FamilyTree:
    return replace(more or tree(PEOPLE, COUPLE, children("dana rob", hung)), births=births)


def branches(family: FamilyTree) -> tuple[Branch, ...]:
    return find_routes(family, lay_out(family)).branches


def tops(family: FamilyTree, *names: str) -> list[tuple[float, float]]:
    return [line.line[0] for name in names for line in child_lines(family, name)]


def siblings_of(family: FamilyTree, name: str) -> tuple[str, ...]:
    return next(one.siblings for home in draw(family).households for one in home.people if one.id == name)


def test_twins_leave_the_line_of_their_parents_at_one_point_and_their_brother_does_not() -> None:
    amina, theo, jay = tops(born(TreeBirth("amina", "theo")), "amina", "theo", "jay")

    assert (amina == theo, jay == amina) == (True, False)


def test_the_line_across_ends_where_the_twins_leave_it() -> None:
    family = born(TreeBirth("amina", "theo"))

    [branch] = branches(family)

    assert branch.stem[-1][1] == tops(family, "theo")[0]


@pytest.mark.parametrize(("identical", "bars"), [("yes", 1), ("no", 0), ("unknown", 0)])
def test_only_identical_twins_have_a_bar(identical: str, bars: int) -> None:
    [branch] = branches(born(TreeBirth("amina", "theo", identical)))

    assert len(branch.bars) == bars


def test_of_three_only_the_two_who_are_identical_have_a_bar() -> None:
    family = tree([*PEOPLE, woman("Mia", 2015)], COUPLE, children("dana rob", "jay amina theo mia"))
    family = born(TreeBirth("amina", "theo", "no"), TreeBirth("amina", "mia", "yes"), more=family)

    [branch] = branches(family)

    assert (len(set(tops(family, "amina", "theo", "mia"))), len(branch.bars)) == (1, 1)


@pytest.mark.parametrize(
    "family",
    [
        born(TreeBirth("amina", "theo"), hung="jay amina"),
        born(TreeBirth("amina", "theo"), hung=""),
        born(TreeBirth("amina", "theo"), more=tree(PEOPLE, (), children("dana", "amina") + children("rob", "theo"))),
        born(TreeBirth("amina", "theo"), more=tree(PEOPLE, (), (), [TreeSiblings("amina", "jay")])),
    ],
    ids=["of one no parent is known", "of neither", "other parents", "a brother by a link"],
)
def test_twins_whom_no_line_joins_hang_from_one_of_their_own(family: FamilyTree) -> None:
    joined = [line for name in ("amina", "theo") for line in child_lines(family, name) if line.basis == "sibling"]

    assert [line.line[0] for line in joined] == 2 * [joined[0].line[0]]


def test_twins_are_joined_under_adoptive_parents_too_and_not_under_carers() -> None:
    adopted, fostered = ([*children("dana rob", "amina theo", basis)] for basis in ("adoptive", "foster"))

    joined = [
        tops(born(TreeBirth("amina", "theo"), more=tree(PEOPLE, COUPLE, ties)), "amina") for ties in (adopted, fostered)
    ]
    other = [
        tops(born(TreeBirth("amina", "theo"), more=tree(PEOPLE, COUPLE, ties)), "theo") for ties in (adopted, fostered)
    ]

    assert (joined[0] == other[0], joined[1] == other[1][:1]) == (True, False)


@pytest.mark.parametrize(
    ("identical", "said"),
    [("yes", "twin of Theo, identical"), ("no", "twin of Theo, not identical"), ("unknown", "twin of Theo")],
)
def test_the_list_says_whose_twin(identical: str, said: str) -> None:
    assert siblings_of(born(TreeBirth("amina", "theo", identical)), "amina") == (said,)


def test_the_list_says_of_three_that_they_were_born_together_and_not_twice_that_they_are_siblings() -> None:
    family = tree([*PEOPLE, woman("Mia", 2015)], (), (), [TreeSiblings("amina", "theo")])

    said = siblings_of(born(TreeBirth("amina", "theo"), TreeBirth("mia", "theo", "yes"), more=family), "theo")

    assert said == ("born together with Amina", "born together with Mia, identical")


def test_the_key_explains_the_joint_and_the_bar() -> None:
    keys = [[item.words for item in draw(born(TreeBirth("amina", "theo", how))).key][-2:] for how in ("yes", "no")]

    assert keys == [["born together: twins, or more", "identical"], ["child by birth", "born together: twins, or more"]]


def test_one_birth_said_in_two_ways_fails_loudly() -> None:
    with pytest.raises(ContradictoryFacts, match="disagree"):
        born(TreeBirth("amina", "theo", "yes"), TreeBirth("theo", "amina", "no"))
