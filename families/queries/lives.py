"""Where someone has lived, in order of time."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from accounts.models import User
from families.models import Draft, LifePlace, Person, Precision


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


DRAFT = "life-place:"
"""What the draft of a place is kept by, before whose it is or which one it is."""


def draft_of_new(person: Person) -> str:
    return f"{DRAFT}new:{person.pk}"


def draft_of_change(place: LifePlace) -> str:
    return f"{DRAFT}change:{place.pk}"


def where_draft_goes_on(draft: Draft) -> str:
    """The page on which someone began it."""
    which, _colon, pk = draft.form.removeprefix(DRAFT).partition(":")
    return reverse("families:life-place-add" if which == "new" else "families:life-place-change", args=[pk])
