"""Who may take which step of a link-up, and when."""

import pytest

from linkups.rules.people import can_start

BOTH = "Both families have to say yes before a link-up starts."


@pytest.mark.parametrize("side", ["seeking", "sharing"])
def test_it_starts_once_both_families_said_yes(coach, link_up, side):
    assert can_start(coach, link_up)

    setattr(link_up, f"{side}_agreed_at", None)

    assert can_start(coach, link_up).refusal == BOTH


def test_what_has_started_does_not_start_again(coach, under_way):
    under_way.state = "paused"

    assert can_start(coach, under_way).refusal == BOTH
