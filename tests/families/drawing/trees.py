"""Family trees to draw in tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from families.drawing import FamilyTree, PartialDate, TreeParentage, TreePartnership, TreePerson, TreeSiblings, draw

AS_AT = date(2026, 3, 16)
SVG = "{http://www.w3.org/2000/svg}"


def woman(name: str, year: int | None = None, **facts: object) -> TreePerson:
    return person(name, year, gender="woman_girl", **facts)


def man(name: str, year: int | None = None, **facts: object) -> TreePerson:
    return person(name, year, gender="man_boy", **facts)


def person(name: str, year: int | None = None, **facts: object) -> TreePerson:
    """Someone born in the middle of `year`, whose id is their name in small letters."""
    born = PartialDate(year, 6, 15, f"15 June {year}") if year else None
    known = {"id": name.lower(), "name": name, "born": born, "href": f"/people/{name.lower()}/", **facts}
    return TreePerson(**known)  # type: ignore[arg-type]


def children(parents: str, names: str, basis: str = "birth", started: int | None = None) -> list[TreeParentage]:
    """Each of `names` a child of each of `parents`, both given as words."""
    return [TreeParentage(one, child, basis, started) for one in parents.split() for child in names.split()]


def tree(
    people: Iterable[TreePerson],
    partnerships: Iterable[TreePartnership] = (),
    parentages: Iterable[TreeParentage] = (),
    siblings: Iterable[TreeSiblings] = (),
) -> FamilyTree:
    return FamilyTree(tuple(people), AS_AT, "Our family", tuple(partnerships), tuple(parentages), tuple(siblings))


def rowan() -> FamilyTree:
    """Family Rowan of domain.md §13."""
    home = {"at_home": True, "household": "Elm Close"}
    return tree(
        [
            *(woman("Joan", 1960), man("Bill", 1958), man("Rob", 1989), woman("Uma", 1992), man("Otto", 1991)),
            woman("Ivy", 2016),
            woman("Dana", 1990, kin="mother", **home),
            man("Sid", 1988, **home),
            woman("Amina", 2015, is_focus=True, **home),
            *(man("Theo", 2019, **home), woman("Mia", 2023, **home), man("Jay", 2009, **home)),
        ],
        [
            TreePartnership("joan", "bill", "married", 1985),
            TreePartnership("dana", "rob", "married", 2012, 2017, "divorced"),
            TreePartnership("dana", "sid", "cohabiting", 2018),
            TreePartnership("uma", "otto", "married", 2014),
        ],
        [
            *(children("joan bill", "dana uma") + children("dana rob", "amina") + children("dana sid", "theo")),
            *(children("dana", "mia jay") + children("uma otto", "ivy")),
        ],
    )


def doyle() -> FamilyTree:
    """Twenty-one people: two partners after each other, half-siblings, adopted, fostered, expected (ui.md §3a)."""
    home = {"at_home": True, "household": "Ash Road"}
    return tree(
        [
            *(man("Patrick", 1952), woman("Margaret", 1954, died=PartialDate(2019)), woman("Halina", 1957)),
            *(man("Marek", 1955, died=PartialDate(2010)), woman("Joyce", 1960), man("Sean", 1979)),
            *(woman("Michelle", 1981), woman("Karen", 1985, **home), woman("Aoife", 1988), man("Tomasz", 1984)),
            *(woman("Anna", 1990), man("Leroy", 1986, **home), woman("Priya", 1987)),
            *(woman("Ada", 2012, is_focus=True, **home), man("Ben", 2014, **home), woman("Chloe", 2018, **home)),
            *(man("Dion", 2020, **home), woman("Ella", 2021, **home), person("Kiran", 2017, gender="non_binary")),
            *(man("Jayden", 2015), person("Baby", expected="March")),
        ],
        [
            TreePartnership("patrick", "margaret", "married", 1977),
            TreePartnership("marek", "halina", "married", 1982, 1995, "divorced"),
            TreePartnership("karen", "tomasz", "married", 2010, 2016, "divorced"),
            TreePartnership("leroy", "karen", "married", 2017),
            TreePartnership("tomasz", "priya", "cohabiting", 2016),
            TreePartnership("michelle", "sean", "married", 2008),
        ],
        [
            *children("patrick margaret", "sean karen aoife"),
            *(children("marek halina", "tomasz anna") + children("joyce", "leroy") + children("anna", "baby")),
            *(children("karen tomasz", "ada ben") + children("leroy karen", "chloe dion")),
            *(children("leroy karen", "ella", "adoptive", 2021) + children("tomasz priya", "kiran")),
            *children("michelle sean", "jayden", "foster"),
        ],
    )


def two_couples() -> FamilyTree:
    """Kit hangs from a birth couple and from an adoptive couple (peers.md §3 A 1 and 2)."""
    return tree(
        [
            woman("Bea", 1995),
            man("Bo", 1993),
            man("Al", 1980),
            woman("Ann", 1981),
            person("Kit", 2016),
            man("Lee", 2012),
        ],
        [TreePartnership("bea", "bo", "cohabiting", 2014, 2019, "ended"), TreePartnership("al", "ann", "civil", 2010)],
        [
            *(children("bea bo", "kit") + children("al ann", "lee")),
            *children("al ann", "kit", "adoptive", 2019),
        ],
    )


def drawn(family: FamilyTree) -> Element:
    """The drawing, parsed: so that what is tested is well-formed."""
    parsed: Element = ElementTree.fromstring(draw(family).svg)
    return parsed


def anchors(svg: Element) -> list[Element]:
    return svg.findall(f"{SVG}a")


def titles(svg: Element) -> list[str]:
    return [anchor.findtext(f"{SVG}title", "") for anchor in anchors(svg)]


def anchor_of(svg: Element, name: str) -> Element:
    return next(one for one in anchors(svg) if one.findtext(f"{SVG}title", "").split(",")[0] == name)
