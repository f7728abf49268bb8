"""Every sign of domain.md §5.2."""

from __future__ import annotations

import pytest

from families.drawing import PartialDate, TreePerson
from families.drawing.words import life
from tests.families.drawing.trees import (
    AS_AT,
    SVG,
    anchor_of,
    anchors,
    doyle,
    drawn,
    man,
    person,
    rowan,
    titles,
    tree,
    woman,
)


def shapes(one: TreePerson) -> list[str]:
    """The elements of one person's sign, drawn alone, without the words."""
    (anchor,) = anchors(drawn(tree([one])))
    return [child.tag.removeprefix(SVG) for child in anchor if child.tag not in {f"{SVG}title", f"{SVG}text"}][:-1]


def words(one: TreePerson) -> list[str]:
    (anchor,) = anchors(drawn(tree([one])))
    return [text.text or "" for text in anchor.findall(f"{SVG}text")]


@pytest.mark.parametrize(
    ("gender", "expected"),
    [
        ("woman_girl", ["circle"]),
        ("man_boy", ["rect"]),
        ("non_binary", ["rect"]),
        ("self_described", ["rect"]),
        ("not_recorded", ["rect"]),
    ],
)
def test_shape_says_the_gender(gender: str, expected: list[str]) -> None:
    assert shapes(person("Sam", gender=gender)) == expected


@pytest.mark.parametrize("gender", ["non_binary", "self_described"])
def test_diamond_is_rounded_and_stands_on_its_point(gender: str) -> None:
    (anchor,) = anchors(drawn(tree([person("Sam", gender=gender)])))

    diamond = anchor.find(f"{SVG}rect")

    assert diamond is not None
    assert diamond.get("transform", "").startswith("rotate(45")
    assert float(diamond.get("rx", "0")) > 0


def test_outline_is_dashed_only_where_gender_is_not_recorded() -> None:
    svg = drawn(tree([person("Sam"), man("Bill")]))

    dashed = [
        title
        for title, one in zip(titles(svg), anchors(svg), strict=True)
        if one.find("*[@stroke-dasharray]") is not None
    ]

    assert dashed == ["Sam, gender not recorded"]


def test_unborn_is_a_triangle_with_its_due_date() -> None:
    baby = person("Baby", expected="3 June")

    assert (shapes(baby), words(baby)) == (["path"], ["Baby", "due 3 June"])


def test_focus_person_alone_has_a_double_outline() -> None:
    svg = drawn(rowan())

    doubled = [
        title for title, one in zip(titles(svg), anchors(svg), strict=True) if len(one.findall(f"{SVG}circle")) == 2
    ]

    assert [title.split(",")[0] for title in doubled] == ["Amina"]
    assert [title for title in titles(svg) if "the person at the centre" in title] == doubled


def test_died_is_crossed_with_dates_and_without_age() -> None:
    margaret = woman("Margaret", 1954, died=PartialDate(2019))

    assert (shapes(margaret), words(margaret)) == (["circle", "path"], ["Margaret", "1954\N{EN DASH}2019"])


@pytest.mark.parametrize(
    ("born", "died", "years"),
    [
        (1954, PartialDate(), "1954\N{EN DASH}?"),
        (None, PartialDate(2019), "died 2019"),
        (None, PartialDate(), "has died"),
    ],
)
def test_died_says_what_is_known_of_the_dates(born: int | None, died: PartialDate, years: str) -> None:
    assert words(woman("Margaret", born, died=died)) == ["Margaret", years]


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (PartialDate(2015, 3, 16), "11"),
        (PartialDate(2015, 3, 17), "10"),
        (PartialDate(2025, 4, 1), "<1"),
        (PartialDate(1985), "~41"),
        (PartialDate(1985, 1), "~41"),
    ],
)
def test_age_stands_inside_the_sign(born: PartialDate, age: str) -> None:
    assert words(person("Sam", born=born))[0] == age


@pytest.mark.parametrize(("year", "said"), [(1909, []), (1910, ["~116"]), (1870, [])])
def test_an_age_that_can_hardly_be_is_not_drawn(year: int, said: list[str]) -> None:
    """As in a tree of forebears, where nobody wrote down when each died."""
    ada = person("Ada", born=PartialDate(year))

    assert words(ada) == [*said, "Ada", f"b. {year}"]
    assert ("years old" in life(ada, AS_AT)) is (year == 1910)


def test_household_is_tinted() -> None:
    svg = drawn(rowan())

    tinted = {
        title.split(",")[0]
        for title, one in zip(titles(svg), anchors(svg), strict=True)
        if one.find("*[@fill='#fbe3c0']") is not None or one.find("*[@fill='#f6c97f']") is not None
    }

    assert tinted == {"Dana", "Sid", "Amina", "Theo", "Mia", "Jay"}


def test_title_says_who_it_is() -> None:
    (title,) = titles(drawn(tree([woman("Joan", 1960, kin="maternal grandmother")])))

    assert title == "Joan, maternal grandmother, 65 years old, born 15 June 1960, woman or girl"


def test_people_are_in_reading_order() -> None:
    order = [title.split(",")[0] for title in titles(drawn(doyle()))]

    assert {order.index(name) for name in ("Patrick", "Margaret", "Joyce", "Marek", "Halina")} == set(range(5))
    assert order.index("Leroy") < order.index("Karen") < order.index("Tomasz")
    assert order.index("Ada") + 1 == order.index("Ben")


def test_long_names_are_broken_not_cut() -> None:
    assert words(person("Josephine Oluwaseun Featherstonehaugh")) == ["Josephine", "Oluwaseun", "Featherstonehaugh"]


def test_person_without_a_page_is_no_link() -> None:
    svg = drawn(tree([person("Sam", href="")]))

    assert anchor_of(svg, "Sam").attrib == {}
