"""Facts that contradict themselves are refused out loud rather than drawn wrongly (peers.md §3 A 1)."""

from __future__ import annotations

import pytest

from families.drawing import ContradictoryFacts, TreePartnership, TreeSiblings
from tests.families.drawing.trees import children, man, person, tree, woman


def test_someone_twice_is_refused() -> None:
    with pytest.raises(ContradictoryFacts, match="twice"):
        tree([person("Ana"), person("Ana")])


def test_tie_to_someone_unknown_is_refused() -> None:
    with pytest.raises(ContradictoryFacts, match="not in the family tree"):
        tree([person("Ana")], parentages=children("ana", "ben"))


def test_tie_to_oneself_is_refused() -> None:
    with pytest.raises(ContradictoryFacts, match="tied to themselves"):
        tree([person("Ana")], siblings=[TreeSiblings("ana", "ana")])


def test_two_endings_of_one_partnership_are_refused() -> None:
    ends = [
        TreePartnership("ana", "ben", "married", 2010),
        TreePartnership("ben", "ana", "married", 2010, 2016, "divorced"),
    ]

    with pytest.raises(ContradictoryFacts, match="disagree"):
        tree([woman("Ana"), man("Ben")], ends)


def test_one_partnership_told_from_both_sides_is_no_contradiction() -> None:
    both = [TreePartnership("ana", "ben", "married", 2010), TreePartnership("ben", "ana", "married", 2010)]

    assert len(tree([woman("Ana"), man("Ben")], both).partnerships) == 2
