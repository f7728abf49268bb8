"""Blood and adoptive paths beyond the stated vectors (domain.md §5.4 rules 2 to 6)."""

from itertools import pairwise

import pytest

from families.kin.graph import Basis, SiblingKind
from tests.families.kin.village import TODAY, Village


def line() -> Village:
    """Two branches under Ada and Abe, seven generations deep: Ego's mother's line, and Ula's."""
    return Village(
        "Ada w, Abe m, Bea w, Ula w, Cat w, Una w, Dee w, Uri m, Eve w, Van m, Ego m, Wyn w, Pat ?, Zed n, Kim n"
    ).parents(
        "Ada→Bea, Abe→Bea, Ada→Ula, Abe→Ula, Bea→Cat, Cat→Dee, Dee→Eve, Eve→Ego, Ula→Una, Una→Uri, Uri→Van, Van→Wyn, "
        "Ada→Zed, Abe→Zed, Zed→Kim"
    )


@pytest.mark.parametrize(
    ("ego", "alter", "term"),
    [
        ("Ego", "Dee", "maternal grandmother"),
        ("Ego", "Cat", "maternal great-grandmother"),
        ("Ego", "Bea", "maternal great-great-grandmother"),
        ("Ego", "Abe", "maternal great-great-great-grandfather"),
        ("Cat", "Ego", "great-grandson"),
        ("Abe", "Ego", "great-great-great-grandson"),
        ("Cat", "Ula", "maternal aunt"),
        ("Dee", "Ula", "maternal great-aunt"),
        ("Eve", "Ula", "maternal great-great-aunt"),
        ("Cat", "Zed", "mother’s sibling"),
        ("Dee", "Zed", "maternal grandparent’s sibling"),
        ("Eve", "Zed", "maternal great-grandparent’s sibling"),
        ("Ula", "Cat", "niece"),
        ("Ula", "Dee", "great-niece"),
        ("Ula", "Ego", "great-great-great-nephew"),
        ("Bea", "Kim", "sibling’s child"),
        ("Cat", "Una", "maternal cousin"),
        ("Dee", "Uri", "maternal second cousin"),
        ("Dee", "Una", "maternal first cousin once removed"),
        ("Una", "Dee", "maternal first cousin once removed"),
        ("Eve", "Una", "maternal first cousin twice removed"),
        ("Eve", "Uri", "maternal second cousin once removed"),
        ("Wyn", "Eve", "paternal third cousin once removed"),
        ("Ego", "Una", "maternal first cousin three times removed"),
        ("Ego", "Wyn", "maternal fourth cousin"),
        ("Kim", "Una", "cousin (on Zed’s side)"),
        ("Bea", "Ula", "sister"),
        ("Ula", "Zed", "sibling"),
        ("Ego", "Pat", "connected person"),
    ],
)
def test_line(ego, alter, term):
    assert line().term(ego, alter) == term


def test_nobody_is_looked_for_beyond_six_generations():
    village = Village("A w, B w, C w, D w, E w, F w, G w, H w").parents("A→B, B→C, C→D, D→E, E→F, F→G, G→H")

    terms = [village.term("H", name) for name in "AB"]

    assert terms == ["connected person", "maternal great-great-great-great-grandmother"]


@pytest.mark.parametrize(
    ("generations", "term"),
    [(2, "sibling’s child"), (3, "sibling’s grandchild"), (4, "sibling’s great-grandchild")],
)
def test_siblings_descendants_without_a_gender(generations, term):
    names = ["Ben", "C2", "C3", "C4"]
    village = Village("Ada w, Abe m, Ana w, Ben m, C2 ?, C3 ?, C4 ?").parents("Ada→Ana, Ada→Ben, Abe→Ana, Abe→Ben")
    village.parents(", ".join(f"{a}→{b}" for a, b in pairwise(names)))

    assert village.term("Ana", names[generations - 1]) == term


def test_double_cousins_have_no_side():
    village = Village("Gil m, Gem w, Hal m, Meg w, Moe m, Peg w, Pip m, Ana w, Ben m").parents(
        "Gil→Meg, Gil→Moe, Gem→Meg, Gem→Moe, Hal→Peg, Hal→Pip, Meg→Ana, Pip→Ana, Moe→Ben, Peg→Ben"
    )

    assert village.term("Ana", "Ben") == "cousin"


def test_a_nearer_side_counts_alone():
    """Parents who are cousins: the mother's sister stays a maternal aunt."""
    village = Village("Top w, Ann w, Bob m, Meg w, Joy w, Dan m, Ego w").parents(
        "Top→Ann, Top→Bob, Ann→Meg, Ann→Joy, Bob→Dan, Meg→Ego, Dan→Ego"
    )

    terms = [village.term("Ego", name) for name in ("Joy", "Top", "Dan")]

    assert terms == ["maternal aunt", "great-grandmother", "father"]


def test_of_two_ways_equally_near_the_one_with_fewer_steps_up():
    """A granddaughter whom her great-grandmother adopted: daughter's daughter, and sister."""
    village = Village("Top w, Ann w, Meg w, Kit w").parents("Top→Ann, Ann→Meg, Meg→Kit")
    village.parents("Top→Kit", Basis.ADOPTIVE)

    terms = village.term("Ann", "Kit"), village.term("Kit", "Ann")

    assert terms == ("granddaughter", "sister (full or half not known)")


def test_two_mothers_are_both_mothers():
    village = Village("Mia w, Mo w, Kid ?, Gran w").parents("Mia→Kid, Mo→Kid, Gran→Mo")

    terms = [village.term("Kid", name) for name in ("Mia", "Mo", "Gran")]

    assert terms == ["mother", "mother", "maternal grandmother"]


def test_neutral_words_where_gender_is_not_recorded():
    village = Village("Pat ?, Sam n, Max ?").parents("Pat→Sam, Sam→Max")

    terms = [village.term(*pair) for pair in (("Sam", "Pat"), ("Pat", "Sam"), ("Max", "Pat"), ("Pat", "Max"))]

    assert terms == ["parent", "child", "grandparent (on Sam’s side)", "grandchild"]


def test_adoptive_family_is_family():
    village = Village("Al m, Bo m, Kit m, Gran w, Lou w").parents("Al→Kit, Bo→Kit, Al→Lou, Bo→Lou", Basis.ADOPTIVE)
    village.parents("Gran→Al")

    terms = [village.term("Kit", name) for name in ("Al", "Gran", "Lou")]

    assert terms == ["father", "paternal grandmother", "sister"]


def test_a_birth_parent_who_also_adopted_is_simply_a_parent():
    village = Village("Dana w, Sid m, Amina w").parents("Dana→Amina").parents("Dana→Amina, Sid→Amina", Basis.ADOPTIVE)

    terms = [village.term("Amina", name) for name in ("Dana", "Sid")]

    assert terms == ["mother", "adoptive father"]


@pytest.mark.parametrize(
    ("parents", "adoptive", "term"),
    [
        ("Ma→Ana, Ma→Ben", "", "brother (full or half not known)"),
        ("Ma→Ana, Pa→Ana, Ma→Ben", "", "brother (full or half not known)"),
        ("Ma→Ana, Pa→Ana, Ma→Ben, Po→Ben", "", "half-brother"),
        ("Ma→Ana, Pa→Ana, Ma→Ben, Pa→Ben", "", "brother"),
        # Adopted by a step-parent, birth father not recorded: he may be the other's father.
        ("Ma→Ana, Ma→Ben, Pa→Ben", "Po→Ana", "brother (full or half not known)"),
        # Adopted by the father the other was born to, mothers known and different.
        ("Ma→Ana, Po→Ben, Pa→Ben", "Pa→Ana", "half-brother"),
        # Adopted by one person each with a birth parent recorded: not by that half.
        ("Ma→Ana, Po→Ben", "Pa→Ana, Pa→Ben", "brother (full or half not known)"),
    ],
)
def test_half_is_said_only_when_known(parents, adoptive, term):
    village = Village("Ma w, Pa m, Po m, Ana w, Ben m").parents(parents)
    if adoptive:
        village.parents(adoptive, Basis.ADOPTIVE)

    assert village.term("Ana", "Ben") == term


@pytest.mark.parametrize(
    ("kind", "term"),
    [
        (SiblingKind.FULL, "brother"),
        (SiblingKind.HALF, "half-brother"),
        (SiblingKind.UNKNOWN, "brother (full or half not known)"),
    ],
)
@pytest.mark.parametrize("parents", ["Gus→Zed", "Ma→Ana, Ma→Ben"])
def test_a_sibling_link_settles_what_parents_do_not(kind, term, parents):
    village = Village("Ana w, Ben m, Ma w, Gus m, Zed m").parents(parents).siblings("Ana+Ben", kind)

    assert village.term("Ana", "Ben") == term


def test_known_parents_come_before_a_sibling_link():
    village = Village("Ma w, Pa m, Ana w, Ben m").parents("Ma→Ana, Pa→Ana, Ma→Ben, Pa→Ben")
    village.siblings("Ana+Ben", SiblingKind.HALF)

    assert village.term("Ana", "Ben") == "brother"


def test_relatives_through_a_sibling_link():
    village = Village("Max m, Vic w, Kid w, Son m").parents("Vic→Kid, Max→Son").siblings("Max+Vic")

    pairs = [("Max", "Kid"), ("Kid", "Max"), ("Kid", "Son"), ("Son", "Vic")]

    assert [village.term(*pair) for pair in pairs] == ["niece", "maternal uncle", "maternal cousin", "paternal aunt"]


def test_a_siblings_sibling_may_be_no_sibling():
    village = Village("Ana w, Ben m, Cyd w").siblings("Ana+Ben", SiblingKind.HALF).siblings("Ben+Cyd", SiblingKind.HALF)

    assert village.term("Ana", "Cyd") == "connected person"


def test_a_parentage_recorded_as_ended_is_one_no_longer():
    assert Village("Ma w, Ana w").parents("Ma→Ana", ends=TODAY).term("Ana", "Ma") == "connected person"


def test_a_sibling_link_recorded_as_ended_is_one_no_longer():
    assert Village("Ana w, Ben m").siblings("Ana+Ben", ends=TODAY).term("Ana", "Ben") == "connected person"
