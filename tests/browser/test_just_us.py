"""The day of a family meeting, on a phone that is locked and has no signal: the clock goes on, and each press counts from its moment."""

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from casework.actions import meetings
from casework.models import Conference
from database.asker import acting_as
from tests.browser.test_offline import line, phone  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEPT = "Kept on this device with the time. It goes by itself when you are back online."
LATER = """minutes => { const real = Date.now.bind(Date); Date.now = () => real() + minutes * 60000;
  document.dispatchEvent(new Event("visibilitychange")); }"""


@pytest.fixture
def meeting(demo):
    """Rowan's, which is today."""
    ngozi = User.objects.get(name="Ngozi")
    with acting_as(ngozi.asker), transaction.atomic():
        conference = Conference.objects.get(family__name="Rowan")
        return meetings.arrange_conference(conference=conference, meets_at=timezone.now(), venue="Hall", by=ngozi)


@pytest.fixture
def day(phone, meeting):  # noqa: F811
    ngozi = phone("Ngozi")
    ngozi.page.goto(f"{ngozi.address}/conferences/{meeting.pk}/day/")
    return ngozi.page


def once_it_is_home(day):
    for _time in range(30):
        day.reload()
        if day.get_by_text("The family was on its own").count():
            return
        day.wait_for_timeout(500)
    pytest.fail("It did not come home.")


def stored(meeting):
    with acting_as(User.objects.get(name="Ngozi").asker), transaction.atomic():
        found = Conference.objects.get(pk=meeting.pk)
    return found.private_time_started, found.private_time_ended


def test_the_clock_is_right_after_the_phone_was_locked(day):
    day.get_by_role("button", name="Just us: begin").click()
    expect(day.get_by_text("0 minutes")).to_be_visible()

    day.evaluate(LATER, 47)

    expect(day.get_by_text("47 minutes")).to_be_visible()
    expect(day.get_by_text("Nothing is being recorded.")).to_be_visible()


def test_presses_without_a_signal_are_kept_and_count_from_their_moment(day, line, meeting):  # noqa: F811
    line.cut()
    day.get_by_role("button", name="Just us: begin").click()
    expect(day.get_by_text(KEPT)).to_be_visible()
    expect(day.get_by_text("0 minutes")).to_be_visible()
    day.evaluate(LATER, 30)
    day.get_by_role("button", name="The family has called everyone back").click()
    expect(day.get_by_text("30 minutes")).to_be_hidden()
    assert stored(meeting) == (None, None)

    line.mend()
    once_it_is_home(day)

    began, ended = stored(meeting)
    assert began is not None
    assert ended is not None


def test_the_clock_stands_on_the_page_without_a_signal_too(day, line, meeting):  # noqa: F811
    day.get_by_role("button", name="Just us: begin").click()
    expect(day.get_by_text("0 minutes")).to_be_visible()
    line.cut()

    day.reload()

    expect(day.get_by_role("heading", name="Just us")).to_be_visible()
    expect(day.get_by_text("0 minutes")).to_be_visible()
    day.get_by_role("button", name="The family has called everyone back").click()
    expect(day.get_by_text(KEPT)).to_be_visible()
    line.mend()
    once_it_is_home(day)
    assert stored(meeting)[1] is not None
