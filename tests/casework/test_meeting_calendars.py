"""The day of a family meeting as two readers of calendars know it, neither of which wrote it: when it is set, moved and called off."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import vobject
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream

from casework.actions.conferences import stop_conference
from casework.actions.meetings import arrange_conference, postpone_conference
from casework.models import Conference
from tests.casework.pages import read
from tests.factories_conferences import FRIDAY

MOVED = timezone.datetime(2026, 4, 2, 16, 30, tzinfo=FRIDAY.tzinfo)
AFTER_THE_CLOCKS_CHANGE = datetime(2026, 4, 2, 15, 30, tzinfo=UTC)
"""Half past four in a British April, as the world counts."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader found."""

    method: str
    uid: str
    sequence: int
    status: str
    begins: datetime
    summary: str
    privacy: str
    place: str | None


def by_ical(text):
    calendar = IcsCalendarStream.calendar_from_ics(text)
    (event,) = calendar.events
    return Read(
        calendar.method,
        event.uid,
        event.sequence,
        event.status.value,
        event.dtstart,
        event.summary,
        event.classification.value,
        event.location,
    )


def by_vobject(text):
    (calendar,) = vobject.readComponents(text, validate=True)
    (event,) = calendar.components()
    return Read(
        calendar.method.value,
        event.uid.value,
        int(event.sequence.value),
        event.status.value,
        event.dtstart.value,
        event.summary.value,
        event.getChildValue("class"),
        event.getChildValue("location"),
    )


@pytest.fixture
def day(client, arranged):
    """The day as someone takes it, once both readers agree on what it says."""

    def taken(user):
        text = read(client, user, "conference-calendar", arranged).content.decode()
        one, other = by_ical(text), by_vobject(text)
        assert one == other
        return one

    return taken


def test_both_know_when_it_is_and_no_more(day, arranged, joans_sign_in):
    arranged.refresh_from_db()

    assert day(joans_sign_in) == Read(
        "PUBLISH", str(arranged.pk), arranged.row_version, "CONFIRMED", FRIDAY, "Meeting", "PRIVATE", None
    )


def test_both_know_the_place_of_those_who_work_there_however_it_is_written(day, arranged, worker):
    venue = "St Mary’s; hall, back door\\ " + "upstairs " * 12
    Conference.objects.filter(pk=arranged.pk).update(venue=venue.strip())

    assert day(worker).place == venue.strip()


def test_to_both_a_day_that_is_moved_takes_the_place_of_the_former(day, arranged, ngozi, joans_sign_in):
    first = day(joans_sign_in)
    moved = postpone_conference(conference=arranged, meets_at=MOVED, by=ngozi.user)
    second = day(joans_sign_in)
    arrange_conference(conference=moved, meets_at=MOVED, venue="The library", by=ngozi.user)
    third = day(joans_sign_in)

    assert first.uid == second.uid == third.uid
    assert first.sequence < second.sequence < third.sequence
    assert (first.begins, second.begins, third.begins) == (FRIDAY, AFTER_THE_CLOCKS_CHANGE, AFTER_THE_CLOCKS_CHANGE)
    assert {second.status, third.status} == {"CONFIRMED"}


def test_to_both_a_meeting_that_is_off_takes_its_day_out(day, arranged, ngozi, joans_sign_in):
    before = day(joans_sign_in)
    stop_conference(conference=arranged, reason=Conference.WhyNot.FAMILY_PREFERS_NOT, by=ngozi.user)

    after = day(joans_sign_in)

    assert (after.method, after.status, after.uid, after.begins) == ("CANCEL", "CANCELLED", before.uid, before.begins)
    assert after.sequence > before.sequence
