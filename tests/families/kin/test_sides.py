"""On whose side someone is: through which parent, and of brothers, sisters and in-laws none is said."""

from families.kin.sides import sides_of
from tests.families.kin.village import TODAY, Village, key


def test_everyone_is_on_the_side_of_the_parent_through_whom_they_are_related():
    village = Village("Ego w, Mum w, Dad m, Nan w, Gran w, Aunt w, Sis w, Kid w, Otto m").parents(
        "Mum→Ego, Dad→Ego, Mum→Sis, Nan→Mum, Nan→Aunt, Gran→Dad, Ego→Kid"
    )

    found = sides_of(village.graph, key("Ego"), TODAY)

    assert found == {
        key("Mum"): {key("Mum")},
        key("Dad"): {key("Dad")},
        key("Nan"): {key("Mum")},
        key("Aunt"): {key("Mum")},
        key("Gran"): {key("Dad")},
    }
