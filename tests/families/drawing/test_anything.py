"""Whatever the facts, nobody is lost and nothing lies on top of anyone."""

from __future__ import annotations

from itertools import combinations
from random import Random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from families.drawing import FamilyTree, TreeBirth, TreeParentage, TreePartnership, TreePerson, TreeSiblings, draw
from families.drawing.coordinates import SIGN
from families.drawing.facts import PartialDate
from families.drawing.layout import Layout, half_width, lay_out
from families.drawing.routes import find_routes
from families.drawing.strokes import Routes
from tests.families.drawing.trees import AS_AT, SVG, anchors, doyle, drawn, rowan, two_couples

BASES = ["birth", "birth", "adoptive", "foster", "guardian", "kinship_carer"]
KINDS = ["married", "civil", "cohabiting", "relationship"]
ENDS = ["", "separated", "divorced", "ended", "death"]
GENDERS = ["woman_girl", "man_boy", "non_binary", "self_described", "not_recorded"]
YEARS = st.none() | st.integers(1900, 2026)


def people(number: int) -> st.SearchStrategy[TreePerson]:
    return st.builds(
        TreePerson,
        id=st.just(f"p{number}"),
        name=st.text("ab \N{LATIN SMALL LETTER E WITH ACUTE}<&", min_size=1, max_size=30),
        gender=st.sampled_from(GENDERS),
        born=st.none() | st.builds(PartialDate, YEARS),
        died=st.none() | st.builds(PartialDate, YEARS),
        expected=st.none() | st.none() | st.just("May"),
        href=st.just(f"/people/{number}/"),
        is_focus=st.booleans() if number == 0 else st.just(False),
        recorded=st.integers(0, 9),
    )


@st.composite
def family_trees(draw_: st.DrawFn, most: int = 11) -> FamilyTree:
    """Any facts at all, sensible or not: circles, kin marriages, carers younger than the child."""
    count = draw_(st.integers(0, most))
    everyone = [draw_(people(number)) for number in range(count)]
    pairs = st.sampled_from(list(combinations([one.id for one in everyone], 2)) or [("", "")])
    turned = st.builds(lambda pair, turn: pair[::-1] if turn else pair, pairs, st.booleans())
    few = count if count > 1 else 0
    couples = draw_(
        st.dictionaries(pairs, st.tuples(st.sampled_from(KINDS), YEARS, st.sampled_from(ENDS)), max_size=few)
    )
    ties = draw_(st.lists(st.tuples(turned, st.sampled_from(BASES), YEARS), max_size=2 * few))
    links = draw_(st.lists(pairs, max_size=few // 3))
    births = draw_(st.dictionaries(pairs, st.sampled_from(["yes", "no", "unknown"]), max_size=few // 3))
    return FamilyTree(
        tuple(everyone),
        AS_AT,
        "Any family",
        tuple(TreePartnership(*pair, kind, began, None, end) for pair, (kind, began, end) in couples.items()),
        tuple(TreeParentage(*pair, basis, began) for pair, basis, began in ties),
        tuple(TreeSiblings(*pair) for pair in links),
        tuple(TreeBirth(*pair, identical) for pair, identical in births.items()),
    )


anything = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def placed(family: FamilyTree) -> tuple[Layout, Routes]:
    layout = lay_out(family)
    return layout, find_routes(family, layout)


def crossed_by_a_stem(family: FamilyTree) -> set[str]:
    """Whom a line from parents runs through who is neither its parent nor its child."""
    layout, routes = placed(family)
    return {
        one.id
        for branch in routes.branches
        for (left, top), (right, bottom) in [*branch.stem, *branch.onward]
        for one in family.people
        if left - SIGN <= layout.x[one.id] <= right + SIGN and top < routes.y[one.id] < bottom
    }


@anything
@given(family_trees())
def test_everyone_is_a_link_exactly_once(family: FamilyTree) -> None:
    hrefs = sorted(anchor.get("href", "") for anchor in anchors(drawn(family)))

    assert hrefs == sorted(one.href for one in family.people)


@anything
@given(family_trees())
def test_no_two_people_overlap(family: FamilyTree) -> None:
    layout, routes = placed(family)

    for one, other in combinations(layout.people, 2):
        apart = abs(layout.x[one.id] - layout.x[other.id])
        if layout.row[one.id] == layout.row[other.id]:
            assert apart >= max(2 * SIGN, half_width(one) + half_width(other))
        else:
            assert abs(routes.y[one.id] - routes.y[other.id]) > 2 * SIGN


@anything
@given(family_trees())
def test_every_parentage_is_drawn(family: FamilyTree) -> None:
    _layout, routes = placed(family)

    lines = {(parent, line.child, line.basis) for line in routes.child_lines() for parent in line.parents}
    assert lines - {(parent, child, "sibling") for parent, child, _basis in lines} == {
        (tie.parent, tie.child, tie.basis) for tie in family.parentages
    }


@anything
@given(family_trees())
def test_every_couple_is_drawn(family: FamilyTree) -> None:
    _layout, routes = placed(family)

    assert {tie.pair for tie in family.partnerships} <= {couple.pair for couple in routes.couples}


@anything
@given(family_trees())
def test_every_child_line_ends_at_its_child(family: FamilyTree) -> None:
    layout, routes = placed(family)

    for branch in routes.branches:
        for line in branch.children:
            x, y = line.line[-1]
            assert abs(x - layout.x[line.child]) < SIGN
            assert y == routes.y[line.child]


@anything
@given(family_trees(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing(family: FamilyTree, dice: Random) -> None:
    shuffled = FamilyTree(
        tuple(dice.sample(family.people, len(family.people))),
        family.as_at,
        family.title,
        tuple(dice.sample(family.partnerships, len(family.partnerships))),
        tuple(dice.sample(family.parentages, len(family.parentages))),
        tuple(dice.sample(family.siblings, len(family.siblings))),
        tuple(dice.sample(family.births, len(family.births))),
    )

    assert draw(shuffled) == draw(family)


@anything
@given(family_trees())
def test_the_list_has_everyone_once(family: FamilyTree) -> None:
    listed = sorted(line.id for home in draw(family).households for line in home.people)

    assert listed == sorted(one.id for one in family.people)


@anything
@given(family_trees())
@example(rowan())
@example(doyle())
@example(two_couples())
def test_no_stem_runs_through_someone(family: FamilyTree) -> None:
    assert not crossed_by_a_stem(family)


def test_sixty_people_are_all_drawn() -> None:
    everyone = tuple(TreePerson(str(number), f"Person {number}") for number in range(60))
    ties = tuple(TreeParentage(str(number // 3), str(number)) for number in range(1, 60))

    svg = drawn(FamilyTree(everyone, AS_AT, "Sixty", parentages=ties))

    assert len(svg.findall(f"{SVG}a")) == 60
