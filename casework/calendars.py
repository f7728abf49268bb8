"""A meeting as a calendar reads it: the day and the time, and no word of what it is (docs/adr/0031-a-meeting-for-the-calendar.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress, vText

MAKER = "-//Meeting//EN"
NOBODY = "invalid:nomail"
"""RFC 5546 wants an organiser, by an address: this one is nobody's, and mail to it goes nowhere."""


@dataclass(frozen=True, slots=True)
class Day:
    """When something is, for a calendar. `uid` stays for ever, and `sequence` goes up with each change: so a calendar knows what takes
    whose place.
    """

    title: str
    begins: datetime
    uid: UUID
    sequence: int
    place: str = ""
    is_cancelled: bool = False


def as_calendar(day: Day, *, made_at: datetime) -> bytes:
    """One event by RFC 5545. It has no end: nobody knows how long a family needs. Its time is in UTC, which a calendar shows as its own."""
    calendar = Calendar()
    for name, said in (
        ("VERSION", "2.0"),
        ("PRODID", MAKER),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "CANCEL" if day.is_cancelled else "PUBLISH"),
    ):
        calendar.add(name, said)
    event = Event()
    event.add("UID", str(day.uid))
    event.add("SEQUENCE", day.sequence)
    event.add("DTSTAMP", made_at.astimezone(UTC))
    event.add("DTSTART", day.begins.astimezone(UTC))
    event.add("SUMMARY", day.title)
    event.add("STATUS", "CANCELLED" if day.is_cancelled else "CONFIRMED")
    event.add("CLASS", "PRIVATE")
    organiser = vCalAddress(NOBODY)
    organiser.params["CN"] = vText(day.title)
    event.add("ORGANIZER", organiser)
    if day.place:
        event.add("LOCATION", day.place)
    calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made
