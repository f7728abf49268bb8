"""Into which family each person of a file goes, by the name of the family that the file says: nothing here asks the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from families.imports.told import ToldPerson

NEW_FAMILY = "new"


def key_of(name: str) -> str:
    """The same for one name however it is spaced, and whatever its capitals."""
    return " ".join(name.split()).casefold()


def families_told(people: Iterable[ToldPerson]) -> dict[str, str]:
    """The families that a file names, by their keys, as it first writes them."""
    names: dict[str, str] = {}
    for person in people:
        if person.family:
            names.setdefault(key_of(person.family), " ".join(person.family.split()))
    return names


def how_many(people: Iterable[ToldPerson]) -> Mapping[str, int]:
    """Of each family of a file, how many people it names."""
    return Counter(key_of(person.family) for person in people if person.family)


def chosen_of(entry: Mapping[str, Any]) -> str:
    """Which family a name is taken for: the id of one, or `new`; empty while somebody has to say."""
    return str(entry["chosen"] or ("" if entry["found"] else NEW_FAMILY))
