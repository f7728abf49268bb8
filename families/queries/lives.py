"""Where someone has lived, in order of time."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from families.models import LifePlace, Person, Precision


def places_lived(person: Person, user: User) -> list[LifePlace]:
    """What someone told of the places in their life, the earliest first; before those, of which nobody knows since when.

    “Since 2021” stands behind what is known to have been in June of that year.
    """
    found = LifePlace.objects.visible_to(user).standing().filter(person=person).order_by("period", "pk")
    return sorted(found, key=lambda place: _at_the_latest(place.period.lower, place.since_precision))


def _at_the_latest(day: date | None, precision: str) -> tuple[int, int, int]:
    if day is None:
        return 0, 0, 0
    return {
        Precision.DAY: (day.year, day.month, day.day),
        Precision.MONTH: (day.year, day.month, 99),
    }.get(Precision(precision), (day.year, 99, 99))
