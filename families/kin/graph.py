"""What kin terms are worked out from: people and the few primitive edges (domain.md §5.4).

Whoever builds a `KinGraph` leaves out what the viewer may not see; nothing here, and nothing derived from it, can
then give it away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Gender(StrEnum):
    """A person's gender as they give it; the last three take neutral words."""

    WOMAN_GIRL = "woman_girl"
    MAN_BOY = "man_boy"
    NON_BINARY = "non_binary"
    SELF_DESCRIBED = "self_described"
    NOT_RECORDED = "not_recorded"


class Basis(StrEnum):
    """On what footing someone is a child's parent or carer (domain.md §5.4)."""

    BIRTH = "birth"
    ADOPTIVE = "adoptive"
    FOSTER = "foster"
    GUARDIAN = "guardian"
    KINSHIP_CARER = "kinship_carer"


class PartnershipKind(StrEnum):
    """How a couple is together; `relationship` means not living together."""

    MARRIED = "married"
    CIVIL = "civil"
    COHABITING = "cohabiting"
    RELATIONSHIP = "relationship"


class EndKind(StrEnum):
    """How a partnership ended."""

    SEPARATED = "separated"
    DIVORCED = "divorced"
    ENDED = "ended"
    DEATH = "death"


class SiblingKind(StrEnum):
    """What is known of two siblings whose shared parents are not recorded."""

    FULL = "full"
    HALF = "half"
    UNKNOWN = "unknown"


LINEAGE = frozenset({Basis.BIRTH, Basis.ADOPTIVE})
"""Adoptive family is family: both make a blood path (domain.md §5.4 rules 2 and 6)."""

MARRIAGES = frozenset({PartnershipKind.MARRIED, PartnershipKind.CIVIL})
"""The partnerships that make in-laws."""

COUPLES = MARRIAGES | {PartnershipKind.COHABITING}
"""The partnerships of people living as a couple, which make step-relations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something true from `starts` up to, not including, `ends`; None is open. How well each is known changes no term."""

    starts: date | None = None
    ends: date | None = None
    starts_as: str = ""
    ends_as: str = ""

    def begun(self, on: date) -> bool:
        """It had started by that day, and its period is not an empty one."""
        empty = self.starts is not None and self.ends is not None and self.ends <= self.starts
        return not empty and (self.starts is None or self.starts <= on)

    def over(self, on: date) -> bool:
        """Its end had come by that day."""
        return self.ends is not None and self.ends <= on

    def holds(self, on: date) -> bool:
        """It was so on that day."""
        return self.begun(on) and not self.over(on)


@dataclass(frozen=True, slots=True)
class KinPerson:
    """What a kin term needs of a person.

    `name` is for "(on Quinn's side)"; `born` tells a former stepfather from someone who left before the child came;
    `died` is True when the day is not known.
    """

    gender: Gender = Gender.NOT_RECORDED
    name: str = ""
    born: date | None = None
    died: date | bool = False

    def dead_by(self, on: date) -> bool:
        """They had died by that day."""
        return self.died <= on if isinstance(self.died, date) else self.died


@dataclass(frozen=True, slots=True)
class Parentage(Dated):
    """`parent` is `child`'s parent or carer on this basis."""

    parent: UUID
    child: UUID
    basis: Basis


@dataclass(frozen=True, slots=True)
class Partnership(Dated):
    """Two people are or were partners. An `end_kind` without `ends` is an end on an unknown day."""

    a: UUID
    b: UUID
    kind: PartnershipKind
    end_kind: EndKind | None = None

    def over(self, on: date) -> bool:
        """It had ended by that day."""
        return self.end_kind is not None if self.ends is None else self.ends <= on


@dataclass(frozen=True, slots=True)
class SiblingLink(Dated):
    """Two people are siblings though the parent they share is not recorded."""

    a: UUID
    b: UUID
    kind: SiblingKind


@dataclass(frozen=True, slots=True)
class KinGraph:
    """The people and edges one viewer may see. An edge to anyone not among `people` is not followed."""

    people: Mapping[UUID, KinPerson]
    parentages: tuple[Parentage, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    sibling_links: tuple[SiblingLink, ...] = ()
    is_told_to_family: bool = False
    """A brother is a brother there: that the record doesn't know whether full or half is a worker's question, not theirs."""
