"""Generations: parents above children, partners level, whatever else is true."""

from __future__ import annotations

from families.drawing import FamilyTree, TreePartnership, TreeSiblings
from families.drawing.layout import lay_out
from tests.families.drawing.trees import children, man, person, tree, woman


def rows(family: FamilyTree) -> dict[str, int]:
    return dict(sorted(lay_out(family).row.items()))


def test_partners_stand_level_and_parents_above() -> None:
    family = tree(
        [woman("Gran"), woman("Ma"), man("Pa"), person("Kid")],
        [TreePartnership("ma", "pa", "married")],
        children("gran", "ma") + children("ma pa", "kid"),
    )

    assert rows(family) == {"gran": 0, "kid": 2, "ma": 1, "pa": 1}


def test_uncle_who_marries_his_niece_stands_level_with_her() -> None:
    family = tree(
        [woman("Top"), man("Uncle"), woman("Sister"), woman("Niece"), person("Kid")],
        [TreePartnership("uncle", "niece", "married")],
        children("top", "uncle sister") + children("sister", "niece") + children("uncle niece", "kid"),
    )

    assert rows(family) == {"kid": 3, "niece": 2, "sister": 1, "top": 0, "uncle": 2}


def test_partner_who_is_an_ancestor_stays_above() -> None:
    family = tree(
        [woman("Old"), woman("Mid"), man("Young")],
        [TreePartnership("old", "young", "relationship")],
        children("old", "mid") + children("mid", "young"),
    )

    assert rows(family) == {"mid": 1, "old": 0, "young": 2}


def test_parents_of_different_generations_are_both_above() -> None:
    family = tree(
        [woman("Gran"), woman("Ma"), man("Son"), person("Kid")],
        parentages=children("gran", "ma") + children("ma", "son") + children("gran son", "kid"),
    )

    assert rows(family) == {"gran": 0, "kid": 3, "ma": 1, "son": 2}


def test_grandmother_who_cares_stays_a_grandmother() -> None:
    family = tree(
        [woman("Gran"), woman("Ma"), person("Kid")],
        parentages=children("gran", "ma") + children("ma", "kid") + children("gran", "kid", "kinship_carer"),
    )

    assert rows(family) == {"gran": 0, "kid": 2, "ma": 1}


def test_sister_who_cares_stays_a_sister() -> None:
    family = tree(
        [woman("Ma"), woman("Big"), man("Little")],
        parentages=children("ma", "big little") + children("big", "little", "guardian"),
    )

    assert rows(family) == {"big": 1, "little": 1, "ma": 0}


def test_foster_carers_stand_right_above_the_child() -> None:
    family = tree(
        [woman("Gran"), woman("Ma"), person("Kid"), woman("Fay")],
        parentages=children("gran", "ma") + children("ma", "kid") + children("fay", "kid", "foster"),
    )

    assert rows(family)["fay"] == 1


def test_circle_of_guardians_is_drawn_all_the_same() -> None:
    circle = children("ana", "ben", "guardian") + children("ben", "cy", "foster") + children("cy", "ana", "guardian")

    assert rows(tree([person("Ana"), person("Ben"), person("Cy")], parentages=circle)) == {"ana": 0, "ben": 1, "cy": 2}


def test_circle_of_births_is_drawn_all_the_same() -> None:
    family = tree([person("Ana"), person("Ben")], parentages=children("ana", "ben") + children("ben", "ana"))

    assert rows(family) == {"ana": 0, "ben": 1}


def test_siblings_known_only_as_such_stand_level() -> None:
    family = tree([woman("Ana"), man("Ben"), person("Kid")], (), children("ben", "kid"), [TreeSiblings("ana", "ben")])

    assert rows(family) == {"ana": 0, "ben": 0, "kid": 1}


def test_families_nothing_joins_stand_level_by_age() -> None:
    family = tree(
        [woman("Gran", 1940), woman("Ma", 1967), person("Kid", 1994), woman("Fay", 1966), person("Fin", 1995)],
        parentages=children("gran", "ma") + children("ma", "kid") + children("fay", "fin"),
    )

    assert rows(family) == {"fay": 1, "fin": 2, "gran": 0, "kid": 2, "ma": 1}


def test_people_nothing_joins_stand_below() -> None:
    family = tree([woman("Ma"), person("Kid"), person("Solo", 1930)], parentages=children("ma", "kid"))

    assert rows(family) == {"kid": 1, "ma": 0, "solo": 2}
