"""What was pressed on the day without a signal counts from the moment of the press, within bounds, and holds no word (INV-21)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.conftest import FROZEN
from tests.factories_conferences import conference_at


@pytest.fixture
def meeting(family, ngozi):
    return conference_at("arranged", family=family, coordinator=ngozi)


@pytest.fixture
def press(client, ngozi, meeting):
    client.force_login(ngozi.user)

    def press(which, **said):
        answer = client.post(reverse(f"casework:private-time-{which}", args=[meeting.pk]), said, follow=True)
        meeting.refresh_from_db()
        return answer.content.decode()

    return press


def ago(**time):
    return FROZEN - timedelta(**time)


def test_it_began_and_ended_when_it_was_pressed(press, meeting):
    began, ended = ago(minutes=50), ago(minutes=5)

    press("begin", pressed_at=began.isoformat())
    press("end", pressed_at=ended.isoformat())

    assert (meeting.private_time_started, meeting.private_time_ended) == (began, ended)


@pytest.mark.parametrize("said", ["", "soon", "2026-13-45T99:99", "2026-03-16T10:00", "what they said"])
def test_what_is_no_moment_is_now(press, meeting, said):
    press("begin", pressed_at=said)

    assert meeting.private_time_started == FROZEN


def test_a_device_whose_clock_goes_ahead_is_set_right(press, meeting):
    press("begin", pressed_at=(FROZEN + timedelta(hours=3)).isoformat())

    assert meeting.private_time_started == FROZEN


def test_what_comes_after_twelve_hours_is_refused_in_words(press, meeting):
    shown = press("begin", pressed_at=ago(hours=13).isoformat())

    assert "pressed more than twelve hours ago" in shown
    assert meeting.private_time_started is None


def test_what_ended_before_it_began_is_refused_in_words(press, meeting):
    press("begin", pressed_at=ago(minutes=5).isoformat())

    shown = press("end", pressed_at=ago(minutes=50).isoformat())

    assert "begins before it ends" in shown
    assert meeting.private_time_ended is None


def test_pressed_once_it_counts_once(press, meeting):
    name, began = "0194f3c2-7d52-7e44-9a0c-3f1b3f2b0d11", ago(minutes=50)
    for _time in range(2):
        press("begin", pressed_at=began.isoformat(), sent_as=name)
        press("end", pressed_at=ago(minutes=1).isoformat())

    assert meeting.private_time_started == began
