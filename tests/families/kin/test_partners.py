"""Partners, and what the end of a partnership leaves (domain.md §5.4 rule 7)."""

from datetime import date

import pytest

from families.kin.graph import EndKind, PartnershipKind
from tests.families.kin.village import Village

MARRIED, CIVIL, COHABITING, RELATIONSHIP = PartnershipKind
SEPARATED, DIVORCED, ENDED, DEATH = EndKind
THEN = date(2020, 6, 1)


@pytest.mark.parametrize(
    ("kind", "end_kind", "of_bob", "of_pat"),
    [
        (MARRIED, None, "husband", "partner"),
        (MARRIED, SEPARATED, "husband (separated)", "partner (separated)"),
        (MARRIED, DIVORCED, "ex-husband", "ex-partner"),
        (MARRIED, DEATH, "late husband", "late partner"),
        (CIVIL, None, "civil partner", "civil partner"),
        (CIVIL, ENDED, "ex-civil partner", "ex-civil partner"),
        (COHABITING, None, "partner", "partner"),
        (COHABITING, SEPARATED, "partner (separated)", "partner (separated)"),
        (COHABITING, ENDED, "ex-partner", "ex-partner"),
        (RELATIONSHIP, DEATH, "late partner", "late partner"),
    ],
)
def test_partner(kind, end_kind, of_bob, of_pat):
    village = Village("Ana w, Bob m, Pat ?").couple("Ana+Bob", kind, end_kind).couple("Ana+Pat", kind, end_kind)

    assert (village.term("Ana", "Bob"), village.term("Ana", "Pat")) == (of_bob, of_pat)


@pytest.mark.parametrize("died", [THEN, True])
def test_death_ends_a_marriage_for_the_one_who_lives(died):
    village = Village("Ana w, Bob m", Bob={"died": died}).couple("Ana+Bob")

    assert (village.term("Ana", "Bob"), village.term("Bob", "Ana")) == ("late husband", "widow")


def test_nobody_living_is_called_late():
    village = Village("Ana w, Bob m", Ana={"died": THEN}).couple("Ana+Bob", MARRIED, DEATH, ends=THEN)

    assert (village.term("Ana", "Bob"), village.term("Bob", "Ana")) == ("widower", "late wife")


def test_an_end_at_death_recorded_without_saying_so():
    village = Village("Ana w, Bob m", Bob={"died": THEN}).couple("Ana+Bob", MARRIED, ends=THEN)

    assert village.term("Ana", "Bob") == "late husband"


def test_an_ex_who_died_later_stays_an_ex():
    village = Village("Ana w, Bob m", Bob={"died": THEN}).couple("Ana+Bob", MARRIED, DIVORCED, ends=date(2010, 1, 1))

    assert village.term("Ana", "Bob") == "ex-husband"


@pytest.mark.parametrize(
    ("on", "term"),
    [
        (date(2009, 12, 31), "connected person"),
        (date(2010, 1, 1), "husband"),
        (date(2020, 5, 31), "husband"),
        (THEN, "ex-husband"),
    ],
)
def test_the_term_is_that_of_the_day(on, term):
    village = Village("Ana w, Bob m").couple("Ana+Bob", MARRIED, DIVORCED, starts=date(2010, 1, 1), ends=THEN)

    assert village.term("Ana", "Bob", on) == term


def test_the_present_partnership_of_two_people_comes_before_their_past_one():
    village = Village("Ana w, Bob m").couple("Ana+Bob", MARRIED, DIVORCED, ends=THEN)
    village.couple("Ana+Bob", COHABITING, starts=date(2022, 1, 1))

    assert village.term("Ana", "Bob") == "partner"


def test_of_two_past_partnerships_the_last_one_counts():
    village = Village("Ana w, Bob m").couple("Ana+Bob", COHABITING, ENDED, ends=date(2005, 1, 1))
    village.couple("Ana+Bob", MARRIED, DIVORCED, starts=date(2006, 1, 1), ends=THEN)

    assert village.term("Ana", "Bob") == "ex-husband"


def test_blood_comes_before_marriage():
    village = Village("Top w, Ann w, Bob m, Meg w, Dan m").parents("Top→Ann, Top→Bob, Ann→Meg, Bob→Dan")

    assert village.couple("Meg+Dan").term("Meg", "Dan") == "maternal cousin"


def test_an_end_before_a_death_is_a_parting_though_nothing_says_how():
    village = Village("Ana w, Bob m", Bob={"died": THEN}).couple("Ana+Bob", MARRIED, ends=date(2010, 1, 1))

    assert village.term("Ana", "Bob") == "ex-husband"
