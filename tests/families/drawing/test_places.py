"""People keep their place when one is added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from families.drawing import FamilyTree, TreePartnership
from families.drawing.layout import Layout, lay_out
from tests.families.drawing.blended import blended
from tests.families.drawing.large import large
from tests.families.drawing.test_anything import anything
from tests.families.drawing.trees import children, man, person, rowan, tree, woman


def among(family: FamilyTree, first: int) -> FamilyTree:
    """A family as it was when only its first people were written down."""
    people = sorted(family.people, key=lambda one: one.recorded)[:first]
    there = {one.id for one in people}
    return replace(
        family,
        people=tuple(people),
        partnerships=tuple(tie for tie in family.partnerships if tie.pair <= there),
        parentages=tuple(tie for tie in family.parentages if {tie.parent, tie.child} <= there),
        siblings=tuple(tie for tie in family.siblings if {tie.a, tie.b} <= there),
    )


def in_turn(family: FamilyTree) -> FamilyTree:
    """The same family, its people written down in the order in which they are given."""
    return replace(
        family, people=tuple(replace(one, recorded=place) for place, one in enumerate(family.people, start=1))
    )


def turned(before: Layout, after: Layout) -> set[frozenset[str]]:
    """Who stood level before and after, but the other way round."""
    return {
        frozenset((one, other))
        for one, other in combinations(before.x, 2)
        if before.row[one] == before.row[other] and after.row[one] == after.row[other]
        if (before.x[one] < before.x[other]) != (after.x[one] < after.x[other])
    }


def additions(family: FamilyTree) -> Iterator[set[frozenset[str]]]:
    """For each person who came, whom that turned round."""
    pictures = [lay_out(among(family, count)) for count in range(2, len(family.people) + 1)]
    return (turned(before, after) for before, after in pairwise(pictures))


def row_of(family: FamilyTree, one: str) -> list[str]:
    layout = lay_out(family)
    return [other.id for other in layout.in_reading_order() if layout.row[other.id] == layout.row[one]]


@st.composite
def lineages(draw: st.DrawFn) -> FamilyTree:
    """Someone's descendants and whom they married, each written down after one to whom a tie joins them."""
    people, couples, parents = [person("P0", 1900)], dict[str, str](), []
    for count in range(1, draw(st.integers(2, 16))):
        near = draw(st.sampled_from(people))
        new = person(f"P{count}", draw(st.none() | st.integers(1900, 2020)))
        if near.id not in couples and draw(st.booleans()):
            couples |= {near.id: new.id, new.id: near.id}
        else:
            both = " ".join(filter(None, (near.id, couples.get(near.id))))
            parents += children(both, new.id)
        people.append(new)
    pairs = [TreePartnership(one, other, "married") for one, other in couples.items() if one < other]
    return in_turn(tree(people, pairs, parents))


@anything
@given(lineages())
def test_whoever_comes_to_a_line_of_descent_turns_nobody_round(family: FamilyTree) -> None:
    assert not any(additions(family))


def test_whoever_comes_to_a_large_family_turns_nobody_round() -> None:
    assert not any(additions(in_turn(large(40))))


def test_nineteen_of_twenty_who_come_turn_nobody_round() -> None:
    came = [turned for seed in range(30) for turned in additions(blended(seed, 12 + seed % 3 * 8))]

    assert sum(not turned for turned in came) / len(came) >= 0.95


def test_an_older_sister_found_later_goes_left_of_the_younger_and_turns_nobody_round() -> None:
    family = in_turn(rowan())
    older = woman("Ruth", 2013, recorded=99)
    with_ruth = replace(
        family,
        people=(*family.people, older),
        parentages=(*family.parentages, *children("dana rob", "ruth")),
    )

    row = row_of(with_ruth, "amina")

    assert row.index("ruth") == row.index("amina") - 1
    assert [one for one in row if one != "ruth"] == row_of(family, "amina")


def test_a_partner_found_later_stands_beside_and_turns_nobody_round() -> None:
    family = in_turn(
        tree([woman("Ma"), *(person(f"C{n}", 2000 + n) for n in range(4))], (), children("ma", "c0 c1 c2 c3"))
    )
    partner = man("Pat", recorded=99)
    married = replace(family, people=(*family.people, partner), partnerships=(TreePartnership("c1", "pat", "married"),))

    row = row_of(married, "c1")

    assert abs(row.index("pat") - row.index("c1")) == 1
    assert [one for one in row if one != "pat"] == ["c0", "c1", "c2", "c3"]


def test_people_are_turned_round_where_that_saves_a_crossing() -> None:
    """Pat came between Ma and Fay, who fosters Kid; Baby's line would cross Kid's."""
    people = [person("Kid", 2015), woman("Ma", 1983), woman("Fay", 1980), man("Pat", 1989), person("Baby", 2020)]
    ties = [*children("ma", "kid"), *children("fay", "kid", "foster"), *children("ma pat", "baby")]
    family = in_turn(tree(people, [TreePartnership("ma", "pat", "married")], ties))

    assert (row_of(among(family, 4), "ma"), row_of(family, "ma")) == (["fay", "pat", "ma"], ["pat", "ma", "fay"])
