"""Through whom two people are joined for whom there is no word of their own."""

import pytest

from families.kin.graph import Basis
from tests.families.kin.village import TODAY, Village


@pytest.fixture
def village():
    """Leon and his half-sister have a mother, a father each, and Leon a foster carer."""
    people = Village("Leon ?, Maisie w, Carla w, Dean m, Kev m, Grace w")
    return people.parents("Carla→Leon, Dean→Leon, Carla→Maisie, Kev→Maisie").parents("Grace→Leon", basis=Basis.FOSTER)


@pytest.mark.parametrize(
    ("ego", "alter", "term"),
    [
        ("Carla", "Kev", "daughter’s father"),
        ("Kev", "Carla", "daughter’s mother"),
        ("Carla", "Grace", "child’s foster carer"),
        ("Grace", "Dean", "foster child’s father"),
        ("Leon", "Kev", "sister’s father"),
        ("Kev", "Leon", "daughter’s sibling"),
        ("Kev", "Grace", "connected person"),
    ],
)
def test_who_is_joined_by_a_third(village, ego, alter, term):
    assert village.term(ego, alter) == term


def test_a_carer_of_before_joins_no_one():
    village = Village("Leon m, Dean m, Grace w").parents("Dean→Leon")
    village = village.parents("Grace→Leon", basis=Basis.FOSTER, ends=TODAY)

    assert (village.term("Dean", "Grace"), village.term("Grace", "Dean")) == ("connected person", "connected person")


def test_a_sibling_whose_parents_are_not_written_down_joins_too():
    village = Village("Max m, Vic m, Ana w").siblings("Max+Vic").parents("Ana→Vic")

    assert (village.term("Max", "Ana"), village.term("Ana", "Max")) == ("brother’s mother", "son’s brother")
