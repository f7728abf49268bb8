"""Loads the whole demo, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import Organisation, User
from config.demo import conferences, neighbours, rowan, staff
from config.demo.calendar import Calendar
from database.asker import acting_as

COUNCIL = "Larkfield Council"


@dataclass(frozen=True, slots=True)
class Demo:
    organisation: Organisation
    staff: dict[str, User]
    rowan: rowan.Rowan


def load(today: date, council: str = COUNCIL) -> Demo:
    """The council and its people, with this day as the Monday of the stories."""
    organisation = Organisation.objects.create(name=council)
    system = User.objects.create_user(
        f"kith@{staff.DOMAIN}", name="Kith", kind=User.Kind.SYSTEM, organisation=organisation
    )
    with acting_as(system.asker):
        hired = staff.hire(organisation)
        calendar = Calendar(today)
        rowans = rowan.begin(calendar, hired)
        osei = neighbours.osei(calendar, hired["Priya"], hired["Sarah"])
        conferences.being_prepared(calendar, rowans, hired)
        conferences.looked_back_at(calendar, osei, hired)
        neighbours.brandt(calendar, hired["Marlon"])
        neighbours.okafor(calendar, hired["Marlon"])
        neighbours.silva(calendar, hired["Marlon"])
        return Demo(organisation, hired, rowans)
