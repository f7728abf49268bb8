"""A worker moves someone left or right of another in the family tree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from families.drawing import FamilyTree, TreeNudge, TreePartnership, draw
from families.drawing.layout import lay_out
from tests.families.drawing.blended import blended
from tests.families.drawing.test_anything import anything
from tests.families.drawing.test_places import in_turn, row_of
from tests.families.drawing.trees import children, doyle, man, person, rowan, tree, woman


def nudged(family: FamilyTree, *said: str) -> FamilyTree:
    """With people moved, each said as "amina theo": Amina stands left of Theo."""
    pairs = [pair.split() for pair in said]
    return replace(family, nudges=tuple(TreeNudge(*pair, place) for place, pair in enumerate(pairs)))


def siblings() -> FamilyTree:
    return in_turn(tree([woman("Ma"), *(person(n, 2000) for n in "ABC")], (), children("ma", "a b c")))


@pytest.mark.parametrize(
    ("said", "row"),
    [
        (["b a"], ["b", "a", "c"]),
        (["c a"], ["c", "a", "b"]),
        (["b a", "c b"], ["c", "b", "a"]),
        (["a b", "b c", "c a"], ["b", "c", "a"]),
    ],
)
def test_whoever_is_moved_stands_there_whatever_their_age_and_the_last_word_holds(said, row) -> None:
    assert row_of(nudged(siblings(), *said), "a") == row


def test_partners_change_sides() -> None:
    family = in_turn(tree([woman("Ana"), man("Ben")], [TreePartnership("ana", "ben", "married")]))
    left, right = row_of(family, "ana")

    assert row_of(nudged(family, f"{right} {left}"), "ana") == [right, left]


def test_a_partner_and_children_come_along() -> None:
    people = [woman("Ma"), man("Al"), man("Bo"), woman("Pat"), person("Kid"), person("Cub")]
    ties = children("ma", "al bo") + children("bo pat", "kid") + children("al", "cub")
    family = in_turn(tree(people, [TreePartnership("bo", "pat", "married")], ties))

    moved = nudged(family, "bo al")

    assert (row_of(moved, "al")[-1], row_of(moved, "kid")) == ("al", ["kid", "cub"])


@pytest.mark.parametrize("said", ["ma a", "solo a", "a solo"])
def test_a_move_that_cant_be_drawn_changes_nothing_and_is_told(said: str) -> None:
    family = siblings()
    family = replace(family, people=(*family.people, person("Solo", recorded=9)))

    drawing = draw(nudged(family, said))

    assert (drawing.svg, [f"{one.left} {one.right}" for one in drawing.undrawn]) == (draw(family).svg, [said])


def test_who_stands_beside_can_be_changed_places_with() -> None:
    family = siblings()

    assert draw(
        replace(family, people=tuple(replace(one, is_focus=one.id == "b") for one in family.people))
    ).beside == (
        "a",
        "c",
    )


@anything
@given(st.integers(0, 60), st.randoms(use_true_random=False))
def test_every_move_within_a_row_is_followed(seed: int, dice) -> None:
    family = blended(seed, 14)
    layout = lay_out(family)
    someone = dice.choice(family.people).id
    left, right = layout.beside(someone)

    said = [f"{someone} {left}"] * bool(left) + [f"{right} {someone}"] * bool(right)

    for move in said:
        assert not draw(nudged(family, move)).undrawn


@pytest.mark.parametrize(("family", "said"), [(rowan, "theo amina"), (doyle, "karen sean"), (doyle, "kiran ada")])
def test_couples_stay_side_by_side_when_someone_is_moved(family, said: str) -> None:
    before = in_turn(family())

    assert parted(nudged(before, said)) == parted(before)


def parted(family: FamilyTree) -> set[frozenset[str]]:
    order = [one.id for one in lay_out(family).in_reading_order()]
    return {tie.pair for tie in family.partnerships if abs(order.index(tie.a) - order.index(tie.b)) > 1}


def test_a_move_holds_while_people_come_and_turns_nobody_round() -> None:
    family = nudged(siblings(), "c a")
    pat = man("Pat", recorded=9)

    later = replace(family, people=(*family.people, pat), partnerships=(TreePartnership("a", "pat", "married"),))

    assert [one for one in row_of(later, "a") if one != "pat"] == row_of(family, "a")
