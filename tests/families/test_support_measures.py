"""Worked figures of domain.md §5.6: what one map holds, and what changed between two by the same drawer."""

from dataclasses import dataclass, field, replace

import pytest

from families.support_measures import DrawersDiffer, Unsaid, difference, measured


@dataclass
class Tie:
    name: str
    supporter_kind: str
    circle: str
    closeness: int = 3
    stress: str = "none"
    direction: str = "to_us"
    how_often: str = ""
    wants: str = ""
    willing_to: list = field(default_factory=list)
    formerly: tuple | None = None

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


def test_a_pet_is_in_no_number():
    biscuit = Tie("Biscuit", "pet", "intimacy", closeness=5, direction="both")

    assert measured([JOAN, biscuit]) == measured([JOAN])


REX = Tie("Rex", "", "intimacy", closeness=None, stress="", direction="")


@pytest.mark.parametrize(
    ("tie", "unsaid"),
    [
        (REX, Unsaid(who=1, gives=1, steady=1)),
        (replace(REX, circle="exchange"), Unsaid(who=0, gives=1, steady=1)),
        (replace(REX, supporter_kind="peer", direction="none"), Unsaid(steady=1)),
        (replace(REX, closeness=5), Unsaid(who=1, gives=1, steady=1)),
        (replace(REX, closeness=3), Unsaid(who=1, gives=1)),
        (replace(REX, stress="stressful"), Unsaid(who=1, gives=1)),
    ],
)
def test_what_was_not_said_counts_in_no_number_and_is_counted_beside_it(tie, unsaid):
    counted = measured([JOAN, tie])

    assert (counted.natural, counted.two_way, counted.steady, counted.unsaid) == (1, 1, 1, unsaid)


def test_whoever_stands_among_the_paid_is_paid_unless_said_otherwise():
    among = [replace(REX, circle="exchange"), replace(REX, circle="exchange", supporter_kind="peer")]

    assert measured(among).paid == 1


def test_nobody_is_called_paid_of_whom_nobody_said_it():
    paid = replace(GP, circle="intimacy")

    assert (measured([paid]).only_paid_near, measured([paid, REX]).only_paid_near) == (True, False)


@pytest.mark.parametrize(
    ("was", "now", "moved"),
    [
        (REX, replace(REX, circle="friendship"), "further"),
        (replace(REX, circle="friendship", closeness=5), REX, "nearer"),
        (replace(REX, closeness=3), replace(REX, circle="friendship", closeness=4), "nearer"),
    ],
)
def test_where_nobody_said_how_close_the_circle_says_who_came_nearer(was, now, moved):
    changed = difference(("Amina", [was]), ("Amina", [now]))

    assert {moved: getattr(changed, moved)} == {moved: {REX.who}}


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


DAVE = Tie("Uncle Dave", "natural_family", "friendship")
DAVE_SMITH = replace(DAVE, name="Dave Smith")
WAS_UNCLE_DAVE = replace(DAVE_SMITH, formerly=DAVE.who)


@pytest.mark.parametrize(
    ("was", "now", "is_the_same"),
    [
        (DAVE, WAS_UNCLE_DAVE, True),
        (DAVE, DAVE_SMITH, False),  # nobody said so
        (WAS_UNCLE_DAVE, DAVE, True),  # by his name alone once more
        (WAS_UNCLE_DAVE, DAVE_SMITH, True),
        (WAS_UNCLE_DAVE, replace(PAM, formerly=DAVE.who), True),
        (replace(PAM, formerly=JOAN.who), replace(PAM, name="Kay"), False),
        (PAM, WAS_UNCLE_DAVE, False),
    ],
)
def test_who_is_said_to_have_stood_there_by_another_name_is_not_new(was, now, is_the_same):
    now = replace(now, closeness=5)

    changed = difference(("Amina", [was]), ("Amina", [now]))

    assert [not changed.came, not changed.went, changed.nearer == {now.who}] == [is_the_same] * 3


def test_nobody_is_taken_for_two():
    both = [DAVE, WAS_UNCLE_DAVE]

    changed = difference(("Amina", [DAVE]), ("Amina", both))

    assert (changed.came, changed.went) == ({DAVE_SMITH.who}, frozenset())


@pytest.mark.parametrize(
    ("was", "now", "changes"),
    [
        ({"wants": "closer"}, {"closeness": 4}, {"nearer", "as_wished"}),
        ({"wants": "closer"}, {"closeness": 2}, {"further"}),
        ({"wants": "further"}, {"closeness": 2, "wants": "further"}, {"further", "as_wished"}),
        ({}, {"wants": "closer"}, {"wanted_closer"}),
        ({"wants": "unsure"}, {"wants": "further"}, {"wanted_further"}),
        ({"wants": "same"}, {"wants": "unsure"}, set()),
        ({"how_often": "monthly"}, {"how_often": "weekly"}, {"oftener"}),
        ({"how_often": "most_days"}, {"how_often": "hardly_ever"}, {"rarer"}),
        ({}, {"how_often": "weekly"}, set()),  # it was not said how often before
        ({"willing_to": ["lifts"]}, {"willing_to": ["lifts", "food"]}, {"offering"}),
        ({"willing_to": ["lifts"]}, {"willing_to": []}, set()),
    ],
)
def test_what_was_hoped_for_and_how_often_are_compared(was, now, changes):
    changed = difference(("Amina", [replace(DAVE, **was)]), ("Amina", [replace(DAVE, **now)]))

    told = {"nearer", "further", "as_wished", "oftener", "rarer", "wanted_closer", "wanted_further", "offering"}
    assert {name for name in told if getattr(changed, name)} == changes


def test_the_maps_of_two_people_are_never_compared():
    with pytest.raises(DrawersDiffer):
        difference(("Amina", [JOAN]), ("Dana", [JOAN]))
