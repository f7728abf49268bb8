"""Loads the whole demo, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import Organisation, User
from config.demo import (
    conferences,
    council,
    curves,
    glass,
    learning,
    linkups,
    maps,
    neighbours,
    own_plans,
    places,
    rowan,
    safety,
    seen,
    staff,
    supervision,
    turning,
    worries,
)
from config.demo.calendar import Calendar
from database.asker import acting_as
from families.actions import keeping
from families.models import DeclaredInterest

COUNCIL = "Larkfield Council"


@dataclass(frozen=True, slots=True)
class Demo:
    organisation: Organisation
    staff: dict[str, User]
    rowan: rowan.Rowan


def load(today: date, name: str = COUNCIL) -> Demo:
    """The council and its people, with this day as the Monday of the stories."""
    organisation = Organisation.objects.create(name=name)
    system = User.objects.create_user(
        f"kith@{staff.DOMAIN}", name="Kith", kind=User.Kind.SYSTEM, organisation=organisation
    )
    with acting_as(system.asker):
        hired = staff.hire(organisation)
        calendar = Calendar(today)
        rowans = rowan.begin(calendar, hired)
        maps.drawn(calendar, rowans, hired["Priya"])
        maps.lived(calendar, rowans, hired["Priya"])
        safety.being_mapped(calendar, rowans, hired["Priya"])
        safety.told(calendar, rowans, hired["Priya"])
        seen.said(rowans)
        own_plans.danas(rowans, hired["Priya"])
        own_plans.jay_is_invited(rowans, hired["Priya"])
        learning.learned(calendar, rowans, hired)
        supervision.thought_together(calendar, rowans, hired)
        osei = neighbours.osei(calendar, hired["Priya"], hired["Sarah"])
        conferences.being_prepared(calendar, rowans, hired)
        conferences.exempt(calendar, rowans, hired)
        conferences.looked_back_at(calendar, osei, hired)
        curves.followed(calendar, hired["Arun"])
        turning.met(calendar, hired["Arun"])
        worries.raised(osei, hired)
        worries.before_knocking(calendar, osei, hired)
        glass.opened(calendar, rowans, osei, hired)
        _families_helping_families(calendar, hired["Marlon"], system)
        council.around(calendar, rowans, hired, system)
        places.of_harbour(hired["Marlon"], hired["Lou"])
        # Joyce grew up with Abena: she sees nothing of the Oseis here.
        keeping.declare_interest(
            practitioner=hired["Joyce"].practitioner,
            known=osei.family,
            kind=DeclaredInterest.Kind.FRIEND,
            by=hired["Joyce"],
        )
        return Demo(organisation, hired, rowans)


def _families_helping_families(calendar: Calendar, coach: User, system: User) -> None:
    linkups.seek(neighbours.brandt(calendar, coach), linkups.BRANDT, coach)
    linkups.share(calendar, neighbours.okafor(calendar, coach), linkups.OKAFOR, 1, coach)
    silva = linkups.share(calendar, neighbours.silva(calendar, coach), linkups.SILVA, 2, coach)
    hughes = linkups.share(calendar, neighbours.hughes(calendar, coach), linkups.HUGHES, 2, coach)
    novak = neighbours.seeking("Novak", "Jana", "Ema", calendar, coach)
    ahmed = neighbours.seeking("Ahmed", "Sadia", "Zara", calendar, coach)
    linkups.asked_about_it(calendar, novak, coach)
    linkups.seek(novak, linkups.NOVAK, coach)
    linkups.seek(ahmed, linkups.AHMED, coach)
    first = linkups.under_way(calendar, novak, silva, "Someone to ring when it gets too much", coach)
    linkups.had_paused(calendar, first)
    linkups.met(calendar, first, [calendar.day(2026, 3, 1), calendar.day(2026, 3, 8)], coach)
    second = linkups.under_way(calendar, ahmed, hughes, "Bedtimes that work", coach)
    linkups.met(calendar, second, [calendar.day(2026, 3, 14)], coach)
    linkups.agreed_in_writing(first, coach)
    linkups.marked(calendar, first, coach)
    linkups.coached(calendar, first, coach)
    linkups.said_worse(second, coach, system)
