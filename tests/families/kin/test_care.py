"""Carers, those in their care, foster siblings (domain.md §5.4 rule 7)."""

from datetime import date

import pytest

from families.kin.graph import Basis
from tests.families.kin.village import TODAY, Village

THEN = date(2020, 6, 1)


@pytest.mark.parametrize(
    ("basis", "ends", "carer", "child"),
    [
        (Basis.FOSTER, None, "foster carer", "foster child"),
        (Basis.FOSTER, THEN, "former foster carer", "former foster child"),
        (Basis.GUARDIAN, None, "special guardian", "child in special guardianship"),
        (Basis.GUARDIAN, THEN, "former special guardian", "child formerly in special guardianship"),
        (Basis.KINSHIP_CARER, None, "kinship carer", "child in kinship care"),
        (Basis.KINSHIP_CARER, THEN, "former kinship carer", "child formerly in kinship care"),
    ],
)
def test_care_is_said_both_ways(basis, ends, carer, child):
    village = Village("Fay w, Kai m").parents("Fay→Kai", basis, ends=ends)

    assert (village.term("Kai", "Fay"), village.term("Fay", "Kai")) == (carer, child)


def test_care_that_has_not_begun_is_not_said():
    village = Village("Fay w, Kai m").parents("Fay→Kai", Basis.FOSTER, starts=date(2027, 1, 1))

    assert village.term("Kai", "Fay") == "connected person"


def test_a_foster_carer_who_became_guardian():
    village = Village("Fay w, Kai m").parents("Fay→Kai", Basis.FOSTER, ends=THEN)
    village.parents("Fay→Kai", Basis.GUARDIAN, starts=THEN)

    assert village.term("Kai", "Fay") == "special guardian"


def test_a_grandmother_who_cares_is_a_grandmother():
    village = Village("Joan w, Dana w, Kai m").parents("Joan→Dana, Dana→Kai").parents("Joan→Kai", Basis.KINSHIP_CARER)

    assert village.term("Kai", "Joan") == "maternal grandmother"


def test_two_children_of_one_foster_home():
    village = Village("Fay w, Kai m, Lou w").parents("Fay→Kai, Fay→Lou", Basis.FOSTER)

    assert (village.term("Kai", "Lou"), village.term("Lou", "Kai")) == ("foster sister", "foster brother")


def test_children_who_shared_a_foster_home_once():
    village = Village("Fay w, Kai m, Lou w").parents("Fay→Kai", Basis.FOSTER)
    village.parents("Fay→Lou", Basis.FOSTER, ends=THEN)

    assert (village.term("Kai", "Lou"), village.term("Lou", "Kai")) == ("former foster sister", "former foster brother")


def test_children_who_followed_one_another_are_strangers():
    village = Village("Fay w, Kai m, Lou w").parents("Fay→Kai", Basis.FOSTER, starts=THEN)
    village.parents("Fay→Lou", Basis.FOSTER, ends=THEN)

    assert village.term("Kai", "Lou") == "connected person"


def test_a_child_born_to_the_carer_after_the_placement():
    village = Village("Fay w, Kai m, Fin m", Fin={"born": THEN}).parents("Fay→Fin")
    village.parents("Fay→Kai", Basis.FOSTER, ends=THEN)

    assert (village.term("Kai", "Fin"), village.term("Fin", "Kai")) == ("connected person", "connected person")


def test_a_guardians_own_child_is_no_foster_sibling():
    village = Village("Fay w, Kai m, Fin m").parents("Fay→Fin").parents("Fay→Kai", Basis.GUARDIAN)

    assert village.term("Kai", "Fin") == "connected person"


def test_adopted_by_the_foster_carer():
    village = Village("Fay w, Kai m, Fin m").parents("Fay→Fin").parents("Fay→Kai", Basis.FOSTER, ends=THEN)
    village.parents("Fay→Kai", Basis.ADOPTIVE, starts=THEN)

    terms = [village.term("Kai", name) for name in ("Fay", "Fin")]

    assert terms == ["mother", "brother (full or half not known)"]


def test_stays_with_a_gap_between_are_not_shared():
    village = Village("Fay w, Kai m, Lou w")
    village.parents("Fay→Kai", Basis.FOSTER, starts=date(2018, 1, 1), ends=date(2019, 1, 1))
    village.parents("Fay→Lou", Basis.FOSTER, starts=THEN, ends=date(2022, 1, 1))

    assert (village.term("Kai", "Lou"), village.term("Lou", "Kai")) == ("connected person", "connected person")


def test_stays_that_overlapped_were_shared():
    village = Village("Fay w, Kai m, Lou w")
    village.parents("Fay→Kai", Basis.FOSTER, starts=date(2018, 1, 1), ends=date(2021, 1, 1))
    village.parents("Fay→Lou", Basis.FOSTER, starts=THEN)

    assert (village.term("Kai", "Lou"), village.term("Lou", "Kai")) == ("former foster sister", "former foster brother")


def test_a_child_in_guardianship_is_no_foster_sibling():
    village = Village("Fay w, Kai m, Lou w").parents("Fay→Kai", Basis.FOSTER).parents("Fay→Lou", Basis.GUARDIAN)

    assert (village.term("Kai", "Lou"), village.term("Lou", "Kai")) == ("connected person", "connected person")


def test_care_is_former_from_the_day_it_ended():
    assert (
        Village("Fay w, Kai m").parents("Fay→Kai", Basis.FOSTER, ends=TODAY).term("Kai", "Fay") == "former foster carer"
    )
