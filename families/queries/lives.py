"""Where someone has lived, in order of time."""

from __future__ import annotations

from accounts.models import User
from families.models import LifePlace, Person


def places_lived(person: Person, user: User) -> list[LifePlace]:
    """What someone told of the places in their life, the earliest first; before those, of which nobody knows since when."""
    return list(LifePlace.objects.visible_to(user).standing().filter(person=person).order_by("period", "pk"))
