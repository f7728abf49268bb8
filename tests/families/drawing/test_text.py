"""The list has the same facts as the picture."""

from __future__ import annotations

import pytest

from families.drawing import FamilyTree, PartialDate, PersonLine, TreeParentage, TreePartnership, TreeSiblings, as_list
from tests.families.drawing.trees import children, man, person, rowan, tree, two_couples, woman


def line(family: FamilyTree, name: str) -> PersonLine:
    return next(line for home in as_list(family) for line in home.people if line.name == name)


def test_home_comes_first_and_generations_in_order() -> None:
    homes = [(home.name, home.is_home, [line.name for line in home.people]) for home in as_list(rowan())]

    assert homes == [
        ("Elm Close", True, ["Sid", "Dana", "Jay", "Amina", "Theo", "Mia"]),
        ("", False, ["Bill", "Joan", "Rob", "Otto", "Uma", "Ivy"]),
    ]


def test_line_of_a_mother() -> None:
    assert line(rowan(), "Dana") == PersonLine(
        id="dana",
        name="Dana",
        href="/people/dana/",
        kin="mother",
        gender="woman or girl",
        life="35 years old, born 15 June 1990",
        is_focus=False,
        partners=("lives as a couple with Sid, since 2018", "divorced from Rob, 2012 to 2017"),
        parents=("child of Bill", "child of Joan"),
        siblings=(),
    )


def test_both_couples_of_an_adopted_child_are_named() -> None:
    assert line(two_couples(), "Kit").parents == (
        "child of Bea",
        "child of Bo",
        "adopted by Al, since 2019",
        "adopted by Ann, since 2019",
    )


@pytest.mark.parametrize(
    ("kind", "end_kind", "said"),
    [
        ("married", "", "married to Ben, since 1980"),
        ("civil", "", "civil partner of Ben, since 1980"),
        ("relationship", "", "in a relationship with Ben, since 1980"),
        ("married", "separated", "married to Ben, now separated, since 1980"),
        ("cohabiting", "ended", "lived as a couple with Ben, since 1980"),
        ("relationship", "ended", "was in a relationship with Ben, since 1980"),
    ],
)
def test_partnership_in_words(kind: str, end_kind: str, said: str) -> None:
    family = tree([woman("Ana"), man("Ben")], [TreePartnership("ana", "ben", kind, 1980, None, end_kind)])

    assert line(family, "Ana").partners == (said,)


def test_marriage_lasted_until_death_even_if_nobody_wrote_its_end() -> None:
    family = tree([woman("Ana"), man("Ben", died=PartialDate(2019))], [TreePartnership("ana", "ben", "married", 1980)])

    assert line(family, "Ana").partners == ("married to Ben until death, 1980 to 2019",)


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("birth", "child of Ana"),
        ("adoptive", "adopted by Ana, 2016 to 2019"),
        ("foster", "fostered by Ana, 2016 to 2019"),
        ("guardian", "in the special guardianship of Ana, 2016 to 2019"),
        ("kinship_carer", "in the kinship care of Ana, 2016 to 2019"),
    ],
)
def test_parentage_in_words(basis: str, said: str) -> None:
    family = tree([woman("Ana"), person("Cy")], (), [TreeParentage("ana", "cy", basis, 2016, 2019)])

    assert line(family, "Cy").parents == (said,)


def test_siblings_without_parents_are_named_on_both_sides() -> None:
    family = tree([woman("Ana"), man("Ben")], siblings=[TreeSiblings("ana", "ben")])

    assert (line(family, "Ana").siblings, line(family, "Ben").siblings) == (
        ("brother or sister of Ben",),
        ("brother or sister of Ana",),
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"born": PartialDate(1954), "died": PartialDate(2019)}, "died 2019 aged about 65, born 1954"),
        ({"born": PartialDate(1954, 6, 1), "died": PartialDate(2019, 5, 1)}, "died 2019 aged 64, born 1954"),
        ({"born": PartialDate(1985)}, "about 41 years old, born 1985"),
        ({"born": PartialDate(2025, 9, 1)}, "under 1 year old, born 2025"),
        ({"born": PartialDate(2025, 1, 1, "New Year 2025")}, "1 year old, born New Year 2025"),
        ({"expected": "June"}, "not born yet, due June"),
        ({"expected": ""}, "not born yet"),
        ({"died": PartialDate()}, "has died"),
        ({}, ""),
    ],
)
def test_life_in_words(facts: dict[str, object], said: str) -> None:
    assert line(tree([person("Sam", **facts)]), "Sam").life == said


def test_household_the_tree_does_not_tint_keeps_its_name() -> None:
    homes = as_list(tree([person("Ana", household="Oak Road"), person("Ben"), person("Cy", household="Oak Road")]))

    assert [(home.name, len(home.people)) for home in homes] == [("Oak Road", 2), ("", 1)]


def test_children_in_the_list_say_their_parents_basis_once_each() -> None:
    family = tree([woman("Ana"), person("Cy")], (), children("ana", "cy") + children("ana", "cy"))

    assert line(family, "Cy").parents == ("child of Ana",)
