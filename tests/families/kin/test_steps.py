"""Step-relations, and parents' partners who live elsewhere (domain.md §5.4 rule 7)."""

from datetime import date

import pytest

from families.kin.graph import Basis, EndKind, PartnershipKind
from tests.families.kin.village import Village

MARRIED, CIVIL, COHABITING, RELATIONSHIP = PartnershipKind
SEPARATED, DIVORCED, ENDED, DEATH = EndKind
THEN = date(2020, 6, 1)


def household(kind, end_kind=None, **ana) -> Village:
    """Ana's mother Dana with Sid, who has a daughter Zoe and a mother Carol."""
    village = Village("Ana w, Dana w, Sid m, Zoe w, Carol w, Pat ?, Kid m", Ana=ana)
    village.parents("Dana→Ana, Sid→Zoe, Carol→Sid, Ana→Kid")
    return village.couple("Dana+Sid", kind, end_kind, ends=THEN if end_kind else None)


@pytest.mark.parametrize(
    ("kind", "end_kind", "parent", "child"),
    [
        (MARRIED, None, "stepfather", "stepdaughter"),
        (CIVIL, None, "stepfather", "stepdaughter"),
        (COHABITING, None, "stepfather", "stepdaughter"),
        (RELATIONSHIP, None, "mother’s partner", "partner’s daughter"),
        (MARRIED, SEPARATED, "former stepfather", "former stepdaughter"),
        (MARRIED, DIVORCED, "former stepfather", "former stepdaughter"),
        (COHABITING, ENDED, "former stepfather", "former stepdaughter"),
        (RELATIONSHIP, ENDED, "mother’s former partner", "ex-partner’s daughter"),
        (MARRIED, DEATH, "stepfather", "stepdaughter"),
        (RELATIONSHIP, DEATH, "mother’s late partner", "late partner’s daughter"),
    ],
)
def test_step_parent_both_ways(kind, end_kind, parent, child):
    village = household(kind, end_kind)

    assert (village.term("Ana", "Sid"), village.term("Sid", "Ana")) == (parent, child)


@pytest.mark.parametrize(
    ("end_kind", "parent", "child"),
    [
        (DIVORCED, "mother’s former partner", "ex-partner’s daughter"),
        (DEATH, "mother’s late partner", "late partner’s daughter"),
    ],
)
def test_someone_gone_before_the_child_came_was_no_step_parent(end_kind, parent, child):
    village = household(MARRIED, end_kind, born=THEN)

    assert (village.term("Ana", "Sid"), village.term("Sid", "Ana")) == (parent, child)


def test_an_adopted_child_came_on_the_day_of_the_adoption():
    village = Village("Ana w, Dana w, Sid m", Ana={"born": date(2015, 1, 1)})
    village.parents("Dana→Ana", Basis.ADOPTIVE, starts=date(2021, 1, 1)).couple(
        "Dana+Sid", MARRIED, DIVORCED, ends=THEN
    )

    assert village.term("Ana", "Sid") == "mother’s former partner"


@pytest.mark.parametrize(
    ("kind", "end_kind", "sibling", "grandmother"),
    [
        (MARRIED, None, "stepsister", "step-grandmother"),
        (MARRIED, DEATH, "stepsister", "step-grandmother"),
        (MARRIED, DIVORCED, "connected person", "connected person"),
        (RELATIONSHIP, None, "connected person", "connected person"),
    ],
)
def test_step_siblings_and_grandparents(kind, end_kind, sibling, grandmother):
    village = household(kind, end_kind)

    assert (village.term("Ana", "Zoe"), village.term("Ana", "Carol")) == (sibling, grandmother)


@pytest.mark.parametrize(
    ("ego", "alter", "term"),
    [
        ("Zoe", "Ana", "stepsister"),
        ("Carol", "Ana", "step-granddaughter"),
        ("Kid", "Sid", "step-grandfather"),
        ("Sid", "Kid", "step-grandson"),
        ("Kid", "Carol", "step-great-grandmother"),
        ("Carol", "Kid", "step-great-grandson"),
    ],
)
def test_step_generations(ego, alter, term):
    assert household(MARRIED).term(ego, alter) == term


def test_a_living_widower_stays_a_stepfather():
    village = Village("Ana w, Dana w, Sid m", Dana={"died": THEN}).parents("Dana→Ana").couple("Dana+Sid")

    assert (village.term("Ana", "Sid"), village.term("Sid", "Ana")) == ("stepfather", "stepdaughter")


def test_step_words_without_a_gender():
    village = Village("Pat ?, Sam ?, Kim ?, Ari n").parents("Pat→Kim, Sam→Ari").couple("Pat+Sam")

    pairs = [("Kim", "Sam"), ("Sam", "Kim"), ("Kim", "Ari")]

    assert [village.term(*pair) for pair in pairs] == ["step-parent", "stepchild", "step-sibling"]


def test_two_married_mothers_are_no_step_parents():
    village = Village("Mia w, Mo w, Kid ?").parents("Mia→Kid, Mo→Kid").couple("Mia+Mo")

    assert village.term("Kid", "Mo") == "mother"


def test_a_widowed_stepfathers_later_child_is_a_step_sibling():
    village = Village("Ana w, Dana w, Sid m, Lou w", Dana={"died": THEN}, Lou={"born": date(2022, 1, 1)})
    village.parents("Dana→Ana, Sid→Lou").couple("Dana+Sid")

    assert (village.term("Ana", "Lou"), village.term("Lou", "Ana")) == ("stepsister", "stepsister")


def test_a_husband_who_died_before_the_child_was_no_step_parent():
    village = Village("Ana w, Dana w, Ted m", Ted={"died": THEN}, Ana={"born": date(2022, 1, 1)})
    village.parents("Dana→Ana").couple("Dana+Ted")

    assert village.term("Ana", "Ted") == "mother’s late partner"


@pytest.mark.parametrize("bases", [[Basis.BIRTH, Basis.ADOPTIVE], [Basis.ADOPTIVE, Basis.BIRTH]])
def test_a_child_is_a_parents_from_the_first_day_on_either_basis(bases):
    village = Village("Ana w, Dana w, Sid m").couple("Dana+Sid", MARRIED, DIVORCED, ends=THEN)
    for basis in bases:
        village.parents("Dana→Ana", basis, starts=date(2015 if basis == Basis.BIRTH else 2021, 1, 1))

    assert village.term("Ana", "Sid") == "former stepfather"
