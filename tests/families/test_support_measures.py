"""Worked figures of domain.md §5.6: what one map holds, and what changed between two by the same drawer."""

from dataclasses import dataclass

import pytest

from families.support_measures import DrawersDiffer, difference, measured


@dataclass
class Tie:
    name: str
    supporter_kind: str
    circle: str
    closeness: int = 3
    stress: str = "none"
    direction: str = "to_us"

    @property
    def who(self):
        return ("other_name", self.name)


JOAN = Tie("Joan", "natural_family", "intimacy", closeness=5, direction="both")
PAM = Tie("Pam", "natural_friend", "friendship", closeness=4, stress="some")
BEV = Tie("Bev", "community_group", "participation", closeness=4)
GP = Tie("Dr Osei", "public_professional", "exchange", closeness=2)
NURSERY = Tie("Nursery", "private_service", "exchange")


def test_a_map_in_numbers():
    counted = measured([JOAN, PAM, BEV, GP, NURSERY])

    assert (counted.natural, counted.paid, counted.inner, counted.two_way, counted.steady) == (2, 2, 2, 1, 2)
    assert counted.natural_share == 0.5  # the group is neither natural nor paid


def test_nobody_is_no_share_rather_than_none_of_it():
    assert measured([BEV]).natural_share is None
    assert measured([GP]).natural_share == 0


@pytest.mark.parametrize(
    ("sides", "both"), [((), None), (["maternal"], False), (["maternal", "paternal", "maternal"], True)]
)
def test_both_sides_are_said_only_when_a_side_is_known(sides, both):
    assert measured([JOAN], sides).both_sides is both


def test_what_changed_between_two_maps():
    nearer_gp = Tie("Dr Osei", "public_professional", "exchange", closeness=3)
    further_joan = Tie("Joan", "natural_family", "intimacy", closeness=4, direction="both")

    changed = difference(("Amina", [JOAN, GP, NURSERY]), ("Amina", [further_joan, nearer_gp, PAM]))

    assert changed.before.natural_share == pytest.approx(1 / 3)
    assert changed.after.natural_share == pytest.approx(2 / 3)
    assert (changed.came, changed.went) == ({PAM.who}, {NURSERY.who})
    assert (changed.nearer, changed.further) == ({GP.who}, {JOAN.who})


def test_the_maps_of_two_people_are_never_compared():
    with pytest.raises(DrawersDiffer):
        difference(("Amina", [JOAN]), ("Dana", [JOAN]))
