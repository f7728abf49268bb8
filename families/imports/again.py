"""Who may stand in one file twice: nothing here asks the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from families.imports.into import key_of
from families.imports.told import Told, ToldPerson


def note_again(told: Told) -> None:
    """Of each who has the name of someone before them and was born on the same day, say after whom they may stand here again.

    Whoever has no birthday that is known to the day is never taken for another: in one family a name goes from parent to child.
    """
    first: dict[tuple[str, date], str] = {}
    for person in told.people:
        said = list(_said_of(person))
        person.again = next((first[one] for one in said if one in first), "")
        for one in said:
            first.setdefault(one, person.again or person.key)


def _said_of(person: ToldPerson) -> Iterator[tuple[str, date]]:
    if person.born and person.born.precision == "day":
        for name in dict.fromkeys((person.known_as, f"{person.given_name} {person.family_name}")):
            if key_of(name):
                yield key_of(name), person.born.on
