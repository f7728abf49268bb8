"""What the form of a support map needs to be said."""

from __future__ import annotations

from families.models import Person
from tests.sweeps.ways import People, Rows

ANSWERS = {
    "who": "",  # a name is written
    "circle": "friendship",
    "closeness": "4",
    "supporter_kind": "natural_friend",
    "direction": "both",
}
TWO_STAND_THERE = {f"ties-{row}-{name}": answer for row in (0, 1) for name, answer in ANSWERS.items()}


def nobody_drew_theo(people: People) -> Rows:
    """A map that begins with nobody on it."""
    return {"people": Person.objects.get(known_as="Theo").pk}
