"""The key explains the signs in use and no others."""

from __future__ import annotations

from defusedxml import ElementTree

from families.drawing import FamilyTree, PartialDate, TreePartnership, draw
from tests.families.drawing.trees import children, doyle, man, person, rowan, tree, two_couples, woman


def words(family: FamilyTree) -> list[str]:
    return [item.words for item in draw(family).key]


def test_key_of_nobody_is_empty() -> None:
    assert words(tree([])) == []


def test_key_has_only_the_signs_used() -> None:
    family = tree([woman("Ana", 1990), man("Ben", 1991)], [TreePartnership("ana", "ben", "cohabiting")])

    assert words(family) == ["woman or girl", "man or boy", "living together as a couple"]


def test_key_of_the_doyles() -> None:
    assert words(doyle()) == [
        "woman or girl",
        "man or boy",
        "non-binary, or gender in their own words",
        "not born yet",
        "the person at the centre",
        "lives at Ash Road",
        "has died",
        "married or civil partners",
        "living together as a couple",
        "divorced, or civil partnership dissolved",
        "child by birth",
        "adopted",
        "fostered",
    ]


def test_key_does_not_call_an_ended_cohabitation_a_divorce() -> None:
    assert "separated or no longer together" in words(two_couples())
    assert "divorced, or civil partnership dissolved" not in words(two_couples())


def test_key_explains_rough_ages() -> None:
    assert words(tree([woman("Ana", born=PartialDate(1990))])) == [
        "woman or girl",
        "about this age; birthday not known",
    ]


def test_key_of_carers() -> None:
    family = tree([woman("Ana"), man("Ben")], (), children("ana", "ben", "guardian"))

    assert words(family)[-1] == "SGO: special guardian"


def test_key_names_no_household_when_the_tree_does_not() -> None:
    assert words(tree([person("Ana", at_home=True)]))[-1] == "lives in this household"


def test_samples_are_small_pictures_without_words_for_screen_readers() -> None:
    for item in draw(rowan()).key:
        sample = ElementTree.fromstring(item.sample)
        assert (sample.get("aria-hidden"), sample.get("focusable")) == ("true", "false")
