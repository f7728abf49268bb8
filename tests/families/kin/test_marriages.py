"""In-laws, relatives' partners, partners' relatives (domain.md §5.4 rule 7)."""

import pytest

from families.kin.graph import EndKind, PartnershipKind
from tests.families.kin.village import Village

MARRIED, CIVIL, COHABITING, RELATIONSHIP = PartnershipKind
SEPARATED, DIVORCED, ENDED, DEATH = EndKind


def wedding(kind=MARRIED, end_kind=None) -> Village:
    """Ana with Bob: her grandparent, parents, sister, niece, cousin; all that Bob comes by."""
    return (
        Village("Gran w, Ma w, Pa m, Ann w, Ana w, Sis w, Nia w, Cyd m, Pip ?, Kit ?, Bob m, Bro m")
        .parents("Gran→Ma, Gran→Ann, Ma→Ana, Pa→Ana, Ma→Sis, Pa→Sis, Ma→Pip, Pa→Pip, Sis→Nia, Ann→Cyd, Nia→Kit")
        .couple("Ana+Bob", kind, end_kind)
    )


@pytest.mark.parametrize(
    ("alter", "married", "together", "divorced", "late"),
    [
        ("Ma", "mother-in-law", "partner’s mother", "ex-partner’s mother", "mother-in-law"),
        ("Gran", "grandmother-in-law", "partner’s grandmother", "ex-partner’s grandmother", "grandmother-in-law"),
        ("Sis", "sister-in-law", "partner’s sister", "ex-partner’s sister", "sister-in-law"),
        ("Pip", "sibling-in-law", "partner’s sibling", "ex-partner’s sibling", "sibling-in-law"),
        ("Ann", "aunt by marriage", "partner’s aunt", "ex-partner’s aunt", "aunt by marriage"),
        ("Nia", "niece by marriage", "partner’s niece", "ex-partner’s niece", "niece by marriage"),
        ("Cyd", "cousin by marriage", "partner’s cousin", "ex-partner’s cousin", "cousin by marriage"),
        (
            "Kit",
            "partner’s sibling’s grandchild",
            "partner’s sibling’s grandchild",
            "ex-partner’s sibling’s grandchild",
            "late partner’s sibling’s grandchild",
        ),
    ],
)
def test_partners_relatives(alter, married, together, divorced, late):
    villages = [wedding(), wedding(COHABITING), wedding(MARRIED, DIVORCED), wedding(MARRIED, DEATH)]

    assert [village.term("Bob", alter) for village in villages] == [married, together, divorced, late]


@pytest.mark.parametrize(
    ("ego", "married", "together", "divorced"),
    [
        ("Ma", "son-in-law", "daughter’s partner", "daughter’s former partner"),
        ("Gran", "grandson-in-law", "granddaughter’s partner", "granddaughter’s former partner"),
        ("Sis", "brother-in-law", "sister’s partner", "sister’s former partner"),
        ("Nia", "uncle by marriage", "aunt’s partner", "aunt’s former partner"),
        ("Ann", "nephew by marriage", "niece’s partner", "niece’s former partner"),
        ("Cyd", "cousin by marriage", "cousin’s partner", "cousin’s former partner"),
        ("Kit", "great-uncle by marriage", "great-aunt’s partner", "great-aunt’s former partner"),
    ],
)
def test_relatives_partner(ego, married, together, divorced):
    villages = [wedding(), wedding(COHABITING), wedding(MARRIED, DIVORCED)]

    assert [village.term(ego, "Bob") for village in villages] == [married, together, divorced]


@pytest.mark.parametrize(
    ("kind", "end_kind", "term"),
    [
        (CIVIL, None, "mother-in-law"),
        (MARRIED, SEPARATED, "mother-in-law"),
        (RELATIONSHIP, None, "partner’s mother"),
        (COHABITING, SEPARATED, "ex-partner’s mother"),
        (COHABITING, DEATH, "late partner’s mother"),
    ],
)
def test_only_a_standing_marriage_makes_in_laws(kind, end_kind, term):
    assert wedding(kind, end_kind).term("Bob", "Ma") == term


def test_a_half_siblings_partner_is_plainly_a_sisters():
    village = Village("Ma w, Ana w, Sis w, Bob m").parents("Ma→Ana, Ma→Sis").couple("Sis+Bob", COHABITING)

    assert village.term("Ana", "Bob") == "sister’s partner"


def test_an_aunts_spouse_without_a_gender():
    village = Village("Gran w, Ma w, Ann w, Ego w, Sam ?").parents("Gran→Ma, Gran→Ann, Ma→Ego").couple("Ann+Sam")

    assert (village.term("Ego", "Sam"), village.term("Sam", "Ego")) == ("aunt’s partner", "niece by marriage")


def test_a_grandmothers_partner_who_lives_elsewhere():
    village = Village("Gran w, Ma w, Ego w, Ted m").parents("Gran→Ma, Ma→Ego").couple("Gran+Ted", RELATIONSHIP)

    assert (village.term("Ego", "Ted"), village.term("Ted", "Ego")) == (
        "grandmother’s partner",
        "partner’s granddaughter",
    )


def test_a_sisters_late_partner():
    village = Village("Ma w, Ana w, Sis w, Bob m").parents("Ma→Ana, Ma→Sis").couple("Sis+Bob", COHABITING, DEATH)

    assert village.term("Ana", "Bob") == "sister’s late partner"


def test_a_present_relation_comes_before_a_past_one():
    """Once the mother's companion, now the aunt's husband."""
    village = Village("Gran w, Ma w, Ann w, Ego w, Ted m").parents("Gran→Ma, Gran→Ann, Ma→Ego")
    village.couple("Ma+Ted", RELATIONSHIP, ENDED).couple("Ann+Ted")

    assert village.term("Ego", "Ted") == "uncle by marriage"


def test_spouses_who_live_apart_are_spouses_still():
    assert wedding(MARRIED, SEPARATED).term("Bob", "Kit") == "partner’s sibling’s grandchild"
