"""Every line of domain.md §5.2, and the cases of peers.md §3 A that are about drawing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from families.drawing import FamilyTree, TreeParentage, TreePartnership, TreeSiblings
from families.drawing.layout import half_width, lay_out
from families.drawing.routes import find_routes
from families.drawing.strokes import ChildLine, CoupleLine, Stroke
from tests.families.drawing.trees import SVG, children, doyle, drawn, man, person, rowan, tree, two_couples, woman


def couple(family: FamilyTree, one: str, other: str) -> CoupleLine:
    lines = find_routes(family, lay_out(family)).couples
    return next(line for line in lines if line.pair == {one, other})


def child_lines(family: FamilyTree, child: str) -> list[ChildLine]:
    return [line for line in find_routes(family, lay_out(family)).child_lines() if line.child == child]


def pair(kind: str, started: int | None = None, ended: int | None = None, end_kind: str = "") -> FamilyTree:
    return tree([woman("Ana"), man("Ben")], [TreePartnership("ana", "ben", kind, started, ended, end_kind)])


@pytest.mark.parametrize(
    ("kind", "stroke", "note"),
    [
        ("married", Stroke.SOLID, "m. 2010"),
        ("civil", Stroke.SOLID, "c.p. 2010"),
        ("cohabiting", Stroke.DASHED, "together 2010"),
        ("relationship", Stroke.DOTTED, "since 2010"),
    ],
)
def test_couples_line_says_how_they_are_together(kind: str, stroke: Stroke, note: str) -> None:
    line = couple(pair(kind, 2010), "ana", "ben")

    assert (line.stroke, [note.words for note in line.notes], line.slashes) == (stroke, [note], 0)


@pytest.mark.parametrize(
    ("kind", "end_kind", "slashes", "over"),
    [
        ("married", "separated", 1, "sep. 2016"),
        ("married", "divorced", 2, "d. 2016"),
        ("cohabiting", "ended", 1, "until 2016"),
    ],
)
def test_slashes_say_how_it_ended(kind: str, end_kind: str, slashes: int, over: str) -> None:
    line = couple(pair(kind, 2010, 2016, end_kind), "ana", "ben")

    assert (line.slashes, line.notes[0].words) == (slashes, over)


def test_death_is_no_slash() -> None:
    assert couple(pair("married", 1977, 2019, "death"), "ana", "ben").slashes == 0


def test_ended_cohabitation_is_not_a_divorce() -> None:
    line = couple(pair("cohabiting", 2010, 2016, "ended"), "ana", "ben")

    assert (line.stroke, line.slashes) == (Stroke.DASHED, 1)


def test_one_couple_has_one_line_with_the_latest_and_all_dates() -> None:
    again = [
        TreePartnership("ana", "ben", "married", 2001, 2005, "divorced"),
        TreePartnership("ben", "ana", "married", 2010),
    ]
    line = couple(tree([woman("Ana"), man("Ben")], again), "ana", "ben")

    assert (line.slashes, [note.words for note in reversed(line.notes)]) == (0, ["m. 2001", "d. 2005", "m. 2010"])


def test_parents_never_together_share_a_faint_line() -> None:
    family = tree([woman("Ana"), man("Ben"), person("Cy")], parentages=children("ana ben", "cy"))

    assert couple(family, "ana", "ben").stroke is Stroke.FAINT


def test_an_only_child_of_one_parent_hangs_from_the_middle_of_that_parent() -> None:
    people = [woman("Dana", 1990), man("Sid", 1989), man("Rob", 1990)]
    people += [man("Theo", 2019), woman("Mia", 2024), man("Jay", 2010), woman("Amina", 2016)]
    couples = [TreePartnership("dana", "sid", "cohabiting", 2018), TreePartnership("dana", "rob", "married", 2009)]
    parents = children("dana sid", "theo") + children("dana", "mia") + children("dana rob", "jay amina")
    layout = lay_out(tree(people, couples, parents))

    (mia,) = child_lines(tree(people, couples, parents), "mia")

    assert {x for x, _y in mia.line} == {layout.x["dana"]}


def test_an_only_child_is_not_set_so_close_to_others_that_words_touch() -> None:
    names = ["Theodora W", "Theodora W", "Mia Alexandra"]
    people = [
        woman("Dana", 1980),
        man("Sid", 1979),
        man("Rob", 1978),
        replace(woman("Ann", 1981), name="Mia Alexandra"),
    ]
    people += [replace(person(f"k{place}", 2005 + place), name=name) for place, name in enumerate(names)]
    couples = [TreePartnership("dana", "sid", "cohabiting", 2018), TreePartnership("dana", "rob", "married", 2009)]
    layout = lay_out(tree(people, couples, children("dana", "k0") + children("ann", "k1") + children("dana sid", "k2")))

    row = [one for one in layout.in_reading_order() if layout.row[one.id] == layout.row["k1"]]
    between = [layout.x[two.id] - layout.x[one.id] - half_width(one) - half_width(two) for one, two in pairwise(row)]
    assert min(between) >= 10


def test_rowan_partnerships() -> None:
    family = rowan()

    assert couple(family, "dana", "sid").stroke is Stroke.DASHED
    assert couple(family, "dana", "rob").slashes == 2


@pytest.mark.parametrize(
    ("basis", "stroke", "note"),
    [
        ("birth", Stroke.SOLID, None),
        ("adoptive", Stroke.TWIN, "A 2016"),
        ("foster", Stroke.DOTTED, "2016"),
        ("guardian", Stroke.DOTTED, "SGO 2016"),
        ("kinship_carer", Stroke.DOTTED, "kin 2016"),
    ],
)
def test_childs_line_says_the_basis(basis: str, stroke: Stroke, note: str | None) -> None:
    family = tree([woman("Ana"), person("Cy")], parentages=children("ana", "cy", basis, 2016))

    (line,) = child_lines(family, "cy")

    assert (line.stroke, line.note and line.note.words) == (stroke, note)


def test_former_foster_carer_stays_with_both_years() -> None:
    family = tree([woman("Fay"), person("Cy")], parentages=[TreeParentage("fay", "cy", "foster", 2016, 2019)])

    (line,) = child_lines(family, "cy")

    assert line.note is not None
    assert line.note.words == "2016\N{EN DASH}2019"


def test_child_of_birth_and_adoptive_parents_hangs_from_both_couples() -> None:
    lines = child_lines(two_couples(), "kit")

    assert {(line.parents, line.basis) for line in lines} == {(("bo", "bea"), "birth"), (("al", "ann"), "adoptive")}


def test_lines_to_one_child_arrive_apart() -> None:
    first, second = child_lines(two_couples(), "kit")

    assert first.line[-1][0] != second.line[-1][0]


def test_fostered_then_adopted_by_one_couple_is_two_lines() -> None:
    family = tree(
        [woman("Ann"), woman("Amy"), person("Kit")],
        [TreePartnership("ann", "amy", "civil")],
        children("ann amy", "kit", "foster", 2017) + children("ann amy", "kit", "adoptive", 2019),
    )

    lines = child_lines(family, "kit")

    assert sorted(line.basis for line in lines) == ["adoptive", "foster"]
    assert lines[0].line[-1][0] != lines[1].line[-1][0]


def test_successive_foster_carers_are_no_couple() -> None:
    family = tree([woman("Fay"), man("Gus"), person("Kai")], parentages=children("fay gus", "kai", "foster"))

    assert {line.parents for line in child_lines(family, "kai")} == {("fay",), ("gus",)}


def test_siblings_hang_from_a_bar_where_parents_are_not_recorded() -> None:
    family = tree([woman("Ana"), man("Ben")], siblings=[TreeSiblings("ana", "ben")])

    (branch,) = find_routes(family, lay_out(family)).branches

    assert {line.child for line in branch.children} == {"ana", "ben"}
    assert len(branch.stem) == 1


def test_siblings_who_share_a_parent_are_not_joined_twice() -> None:
    family = tree([woman("Ma"), woman("Ana"), man("Ben")], (), children("ma", "ana ben"), [TreeSiblings("ana", "ben")])

    assert len(find_routes(family, lay_out(family)).branches) == 1


def test_sister_as_guardian_is_bridged_over_the_row() -> None:
    family = tree(
        [woman("Ma"), woman("Big"), man("Little")],
        (),
        children("ma", "big little") + children("big", "little", "guardian"),
    )

    (bridge,) = find_routes(family, lay_out(family)).bridges

    assert (bridge.parents, bridge.child, bridge.stroke) == (("big",), "little", Stroke.DOTTED)


def test_children_stand_in_the_order_of_their_parents_couples() -> None:
    x = lay_out(doyle()).x

    assert x["leroy"] < x["karen"] < x["tomasz"] < x["priya"]
    assert x["chloe"] < x["dion"] < x["ella"] < x["ada"] < x["ben"] < x["kiran"]


def test_half_siblings_stand_on_their_own_parents_side() -> None:
    x = lay_out(rowan()).x

    assert (x["theo"] - x["amina"]) * (x["sid"] - x["rob"]) > 0


def test_many_partners_are_all_joined_to_their_own_children() -> None:
    partners = [TreePartnership("hub", f"p{n}", "cohabiting", 1990 + 5 * n) for n in range(4)]
    family = tree(
        [man("Hub"), *(woman(f"P{n}") for n in range(4)), *(person(f"C{n}") for n in range(4))],
        partners,
        [tie for n in range(4) for tie in children(f"hub p{n}", f"c{n}")],
    )

    for n in range(4):
        (line,) = child_lines(family, f"c{n}")
        assert set(line.parents) == {"hub", f"p{n}"}


def test_lines_are_hidden_from_screen_readers() -> None:
    svg = drawn(rowan())

    assert [group.get("aria-hidden") for group in svg.findall(f"{SVG}g")] == ["true", "true"]
