"""What a file says of people and of what joins them, whatever kind of file it is.

A reader (`families.imports.table`, `families.imports.gedcom`) makes a `Told`; `families.imports.plan` says what would become of it.
Nothing here reads the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


class NotReadable(Exception):
    """The file can't be read; says why, in a sentence for people."""


@dataclass(frozen=True, slots=True)
class ToldDate:
    """A day as well as it is known; `precision` is one of `families.models.Precision`."""

    on: date
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class ToldName:
    """A further name of someone; `kind` is one of `PersonName.Kind`."""

    text: str
    kind: str


@dataclass(slots=True)
class ToldPerson:
    """Someone of a file. `key` is what the file calls them (a row number, `@I1@`); `line` is where, from 1.

    `is_dead` without `died`: they died, and the file does not say when. `sex` is one of `Person.Sex`, where a file says sex and not how
    someone describes themselves. `again`: what the file calls someone before them who may be the same person (`families.imports.again`).
    """

    key: str
    line: int
    known_as: str
    given_name: str = ""
    family_name: str = ""
    gender: str = "not_recorded"
    born: ToldDate | None = None
    died: ToldDate | None = None
    is_dead: bool = False
    names: list[ToldName] = field(default_factory=list)
    family: str = ""
    role: str = ""
    languages: list[str] = field(default_factory=list)
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    sex: str = "not_recorded"
    again: str = ""


@dataclass(frozen=True, slots=True)
class ToldParentage:
    """`basis` is one of `Parentage.Basis`; the people by their keys."""

    parent: str
    child: str
    basis: str
    line: int
    began: ToldDate | None = None
    ended: ToldDate | None = None


@dataclass(frozen=True, slots=True)
class ToldPartnership:
    """`kind` and `end_kind` are those of `Partnership`; `is_over` without a day where only that is known."""

    one: str
    other: str
    kind: str
    line: int
    began: ToldDate | None = None
    ended: ToldDate | None = None
    end_kind: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class ToldSiblings:
    """Brothers or sisters whose parents the file does not say; `kind` is one of `SiblingLink.Kind`."""

    one: str
    other: str
    kind: str
    line: int


@dataclass(frozen=True, slots=True)
class Lost:
    """Something in the file that can't be carried: where, and a sentence for people."""

    line: int
    sentence: str


@dataclass(slots=True)
class Told:
    """All that a file says, in its order."""

    people: list[ToldPerson] = field(default_factory=list)
    parentages: list[ToldParentage] = field(default_factory=list)
    partnerships: list[ToldPartnership] = field(default_factory=list)
    siblings: list[ToldSiblings] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
