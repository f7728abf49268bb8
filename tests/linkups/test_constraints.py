"""Each rule that the database keeps of link-ups, broken past `full_clean` (domain.md §11.4, INV-10 to 15)."""

from datetime import date

import pytest
from django.db import IntegrityError

from families.periods import Period
from linkups.models import (
    LinkUpEnding,
    LinkUpGoal,
    LinkUpPause,
)
from tests.factories_linkups import (
    STARTED,
    GoalFactory,
    LinkUpFactory,
    ProfileFactory,
)
from tests.linkups.refusals import a_row_of, broken
from tests.refusals import again, refused_by, refused_past_triggers

pytestmark = pytest.mark.usefixtures("organisation")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("linkup_weeks_allowed", {"planned_weeks": 53}),
        ("linkup_weeks_allowed", {"weeks_before_change": 0}),
        ("linkup_chosen_by_the_family", {"state": "chosen"}),
        (
            "linkup_dates",
            {"under_way": True, "state": "completed", "end_kind": "weeks_finished", "end_date": date(2026, 1, 4)},
        ),
        ("linkup_active_needs_both_yes", {"under_way": True, "sharing_agreed_at": None}),
        ("linkup_active_needs_both_yes", {"under_way": True, "seeking_agreed_at": None}),
        ("linkup_active_needs_both_yes", {"under_way": True, "checks_cleared_at": None}),
        ("linkup_active_needs_both_yes", {"under_way": True, "start_date": None}),
        ("linkup_active_needs_both_yes", {"under_way": True, "coach": None}),
        ("linkup_ended_says_why", {"under_way": True, "state": "ended_early", "end_date": date(2026, 2, 1)}),
        ("linkup_ended_says_why", {"under_way": True, "state": "completed", "end_kind": "weeks_finished"}),
        ("linkup_ended_says_why", {"under_way": True, "end_date": date(2026, 2, 1), "end_kind": "other"}),
    ],
)
def test_link_up_refuses(name, fields):
    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(**fields)

    assert broken(refused) == name


def test_link_up_is_of_two_families():
    family = ProfileFactory().family

    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(sharing_family=family, seeking_family=family)

    assert broken(refused) == "linkup_two_families"


@pytest.mark.parametrize("second", ["agreeing", "under_way"])
def test_link_up_one_open_per_seeking_family(second):
    family = LinkUpFactory(agreeing=True).seeking_family

    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(seeking_family=family, **{second: True})

    assert broken(refused) == "linkup_one_open_per_seeking"


def test_link_up_of_the_same_two_once():
    first = LinkUpFactory()

    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(seeking_family=first.seeking_family, sharing_family=first.sharing_family)

    assert broken(refused) == "linkup_of_two_once"


@pytest.mark.parametrize("state", ["active", "paused"])
def test_link_up_needs_a_place_with_the_sharing_family(state):
    profile = ProfileFactory(max_linkups=1)
    LinkUpFactory(sharing_family=profile.family, under_way=True, state=state)

    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(sharing_family=profile.family, under_way=True)

    assert broken(refused) == "linkup_capacity"


@pytest.mark.parametrize("status", ["resting", "card", "not_now"])
def test_link_up_starts_with_a_family_that_is_ready(status):
    profile = ProfileFactory(status=status)

    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(sharing_family=profile.family, under_way=True)

    assert broken(refused) == "linkup_sharing_ready"


def test_link_up_goes_on_when_the_sharing_family_rests_afterwards():
    link_up = LinkUpFactory(under_way=True)
    link_up.sharing_family.sharing_profile.status = "resting"
    link_up.sharing_family.sharing_profile.save()

    link_up.state = "paused"
    link_up.save()

    assert type(link_up).objects.get().state == "paused"


def test_link_up_can_not_move_to_a_full_family():
    full = LinkUpFactory(sharing_family=ProfileFactory(max_linkups=1).family, under_way=True).sharing_family
    other = LinkUpFactory(under_way=True)

    with pytest.raises(IntegrityError) as refused:
        type(other).objects.filter(pk=other.pk).update(sharing_family=full)

    assert broken(refused) == "linkup_capacity"


@pytest.mark.parametrize(
    "over",
    [
        {"state": "not_this_time"},
        {"under_way": True, "state": "completed", "end_kind": "weeks_finished", "end_date": STARTED},
        {"under_way": True, "state": "ended_early", "end_kind": "did_not_click", "end_date": STARTED},
    ],
)
def test_link_up_that_is_over_stays_over(over):
    link_up = LinkUpFactory(**over)

    with pytest.raises(IntegrityError) as refused:
        type(link_up).objects.filter(pk=link_up.pk).update(state="agreeing")

    assert broken(refused) == "linkup_over_stays_over"


def test_link_up_goal_is_the_seeking_family_s():
    link_up = LinkUpFactory()

    with pytest.raises(IntegrityError) as refused:
        a_row_of(LinkUpGoal, link_up, link_up=link_up, goal=GoalFactory(family=link_up.sharing_family))

    assert broken(refused) == "linkup_goal_of_the_seeking_family"


def test_link_up_is_for_a_goal_once():
    link_up = LinkUpFactory()
    row = a_row_of(LinkUpGoal, link_up, link_up=link_up, goal=GoalFactory(family=link_up.seeking_family))

    assert refused_by(lambda: again(row)) == "linkup_goal_once"


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("linkup_pause_inside_linkup", Period(date(2026, 1, 4), date(2026, 2, 1))),
        ("linkup_pause_inside_linkup", Period(None, date(2026, 2, 1))),
        ("linkup_pause_has_a_day", Period(date(2026, 2, 1), date(2026, 2, 1))),
        ("linkup_pause_no_overlap", Period(date(2026, 2, 20), None)),
    ],
)
def test_pause_refuses(name, period):
    link_up = LinkUpFactory(under_way=True)
    a_row_of(LinkUpPause, link_up, link_up=link_up, period=Period(date(2026, 2, 9), date(2026, 2, 23)))

    with pytest.raises(IntegrityError) as refused:
        a_row_of(LinkUpPause, link_up, link_up=link_up, period=period)

    assert broken(refused) == name


def test_pause_begins_on_a_day_whatever_the_trigger_does():
    link_up = LinkUpFactory(under_way=True)
    pause = LinkUpPause(organisation=link_up.organisation, link_up=link_up, period=Period(None, date(2026, 2, 1)))

    assert refused_past_triggers(pause) == "linkup_pause_has_a_first_day"


def test_pause_ends_with_the_link_up():
    link_up = LinkUpFactory(under_way=True, state="ended_early", end_kind="other", end_date=date(2026, 2, 1))

    with pytest.raises(IntegrityError) as refused:
        a_row_of(LinkUpPause, link_up, link_up=link_up, period=Period(date(2026, 1, 20), date(2026, 2, 10)))

    assert broken(refused) == "linkup_pause_inside_linkup"


def test_pause_needs_a_link_up_that_has_started():
    link_up = LinkUpFactory(agreed=True)

    with pytest.raises(IntegrityError) as refused:
        a_row_of(LinkUpPause, link_up, link_up=link_up, period=Period(date(2026, 1, 20), None))

    assert broken(refused) == "linkup_pause_inside_linkup"


def test_link_up_ends_once():
    link_up = LinkUpFactory()
    a_row_of(LinkUpEnding, link_up, link_up=link_up)

    with pytest.raises(IntegrityError):
        a_row_of(LinkUpEnding, link_up, link_up=link_up)


def test_history_keeps_each_state():
    link_up = LinkUpFactory()

    link_up.state = "not_this_time"
    link_up.save()

    assert [*link_up.events.order_by("pgh_id").values_list("state", flat=True)] == ["suggested", "not_this_time"]
