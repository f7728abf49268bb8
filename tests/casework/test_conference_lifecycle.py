"""The tables of what may follow what are whole."""

import pytest

from casework.lifecycle import ACTION_STEPS, STEPS, action_can_become, can_become, is_open
from casework.models import Conference, PlanAction
from casework.models.conferences import BEFORE_HELD, ENDED

State = Conference.State


def test_every_state_of_a_conference_has_its_steps():
    assert set(STEPS) == set(State)


def test_every_state_of_a_step_has_its_steps():
    assert set(ACTION_STEPS) == set(PlanAction.State)


def test_every_state_but_the_first_is_reached():
    assert set().union(*STEPS.values()) == set(State) - {State.OFFERED}


def test_nothing_follows_the_end():
    assert {state for state in State if not STEPS[state]} == set(ENDED)


@pytest.mark.parametrize("state", State)
def test_it_may_not_go_ahead_only_before_it_is_held(state):
    assert can_become(Conference(state=state), State.NOT_GOING_AHEAD) == (state in BEFORE_HELD)


def test_a_plan_that_was_not_agreed_may_still_be():
    assert can_become(Conference(state=State.PLAN_NOT_AGREED), State.PLAN_AGREED)


def test_open_is_whatever_something_may_follow():
    assert is_open(Conference(state=State.REVIEW_DUE))
    assert not is_open(Conference(state=State.CLOSED_REVIEWED))


def test_a_tick_may_be_taken_back():
    assert action_can_become(PlanAction(state=PlanAction.State.DONE), PlanAction.State.UNDER_WAY)
