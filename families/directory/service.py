"""A service of a directory, as both ways read it: what it says of itself in our own terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from families.models import AssetSession, CommunityAsset, Place
from families.periods import Period

KINDS = UUID("6a1f5b8e-6f0b-5c7e-9d0a-3f0d6c2b7e11")
"""Our own taxonomy: the six kinds of what is nearby."""
KINDS_NAME = "Kinds of what is nearby"
_State = CommunityAsset.State
STATUS = {
    _State.VERIFIED: "active",
    _State.CHECK: "active",
    _State.HIDDEN: "inactive",
    _State.CLOSED: "defunct",
}
"""What is new is in no directory of ours: nobody has looked yet."""


@dataclass(frozen=True, slots=True)
class Venue:
    """A location with its address, as far as it is given."""

    name: str
    lines: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    access_notes: str = ""

    @classmethod
    def of(cls, place: Place) -> Venue:
        return cls(**{name: getattr(place, name) for name in cls.__dataclass_fields__})

    @property
    def key(self) -> tuple[str, str, str]:
        """By which a place is written down once."""
        return self.name, self.lines, self.postcode

    @property
    def more(self) -> dict[str, Any]:
        """What else is said of it."""
        names = ("town", "county", "latitude", "longitude", "access_notes")
        return {name: getattr(self, name) for name in names}


SAID = ("begins_on", "freq", "interval", "week_of_month", "bymonthday", "opens_at", "closes_at", "attending")


@dataclass(frozen=True, slots=True)
class Session:
    """One time at which it is on, and where, if that is not where it is as a whole."""

    begins_on: date | None = None
    freq: str = ""
    interval: int = 1
    byday: tuple[str, ...] = ()
    week_of_month: int | None = None
    bymonthday: int | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    attending: str = AssetSession.Attending.IN_PERSON
    since: date | None = None
    until: date | None = None
    venue: Venue | None = None

    @classmethod
    def of(cls, session: AssetSession) -> Session:
        return cls(
            **{name: getattr(session, name) for name in SAID},
            byday=tuple(session.byday),
            since=session.period.lower,
            until=session.period.upper,
            venue=Venue.of(session.place) if session.place else None,
        )

    @property
    def period(self) -> Period:
        return Period(self.since, self.until)

    @property
    def facts(self) -> dict[str, Any]:
        """What it says besides where and in which time."""
        return {name: getattr(self, name) for name in SAID} | {"byday": list(self.byday)}

    @property
    def key(self) -> tuple[Any, ...]:
        """By which two of them are the same."""
        venue = self.venue.key if self.venue else None
        return (*(getattr(self, name) for name in SAID), self.byday, self.since, self.until, venue)


@dataclass(slots=True)
class Service:
    """What a directory says of one service."""

    id: str
    name: str
    description: str
    status: str
    category: str = ""
    url: str = ""
    mailbox: str = ""
    min_age: int | None = None
    max_age: int | None = None
    assured_on: date | None = None
    cost_words: str = ""
    cost_gbp: Decimal | None = None
    languages: list[str] = field(default_factory=list)
    agency: str = ""
    venue: Venue | None = None
    sessions: list[Session] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What was left out of it, in sentences."""


def service_id(asset: CommunityAsset) -> str:
    """The id by which it came, or its own."""
    return asset.external_id or str(asset.pk)


def status_of(asset: CommunityAsset) -> str:
    """How a directory says that it stands today."""
    return STATUS.get(asset.state_today, "inactive")


def part_id(whole: UUID | str, part: str) -> str:
    """The id of something that has none of its own here: the same each time."""
    return str(uuid5(UUID(str(whole)), part))
