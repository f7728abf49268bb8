"""What a genogram is drawn from: people and the primitive ties between them, as one viewer may see them at one date.

Nothing here is derived. The caller leaves out whatever the viewer may not see; the drawing then cannot leak it
(domain.md §0.1 rule 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


class ContradictoryFacts(ValueError):
    """The facts disagree with themselves, so any picture of them would be wrong."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known; `text` is how the page writes it ("1 May 2015", "about 1954")."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    text: str = ""

    @property
    def is_whole(self) -> bool:
        return None not in {self.year, self.month, self.day}

    def __str__(self) -> str:
        return self.text or ("" if self.year is None else str(self.year))


class AboutYear(int):
    """A year that is not known for certain; it is written as such."""

    def __str__(self) -> str:
        return _("about %(year)d") % {"year": self}


@dataclass(frozen=True, slots=True)
class TreePerson:
    """Someone in the picture.

    `gender` is the person's own, never inferred: woman_girl, man_boy, non_binary, self_described or not_recorded.
    `died` is None for the living and an empty PartialDate when the date of death is not known.
    `expected` says when an unborn baby is due and is None for everyone who has been born.
    `stands_for` is empty but for what stands in the picture where no person is written down.
    `recorded` counts in which order the people of the picture were written down; who came later finds a place among those before.
    """

    id: str
    name: str
    gender: str = "not_recorded"
    born: PartialDate | None = None
    died: PartialDate | None = None
    expected: str | None = None
    is_focus: bool = False
    at_home: bool = False
    href: str = ""
    kin: str = ""
    household: str = ""
    stands_for: str = ""
    recorded: int = 0

    @property
    def birth_order(self) -> tuple[int, int, int, str, str]:
        """Sorts the oldest first, those whose birth is not recorded next, and the unborn last."""
        born = self.born or PartialDate()
        year = 9999 if self.expected is not None else born.year or 9998
        return (year, born.month or 0, born.day or 0, self.name, self.id)


@dataclass(frozen=True, slots=True)
class TreePartnership:
    """Two people together for a time; `kind` is married, civil, cohabiting or relationship.

    `end_kind` is separated, divorced, ended or death, or empty while they are together.
    """

    a: str
    b: str
    kind: str
    started: int | None = None
    ended: int | None = None
    end_kind: str = ""

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.a, self.b))


@dataclass(frozen=True, slots=True)
class TreeParentage:
    """`parent` is a parent or carer of `child`; `basis` is birth, adoptive, foster, guardian or kinship_carer."""

    parent: str
    child: str
    basis: str = "birth"
    started: int | None = None
    ended: int | None = None


@dataclass(frozen=True, slots=True)
class TreeSiblings:
    """Two people known to be siblings although a parent they share is not recorded."""

    a: str
    b: str


@dataclass(frozen=True, slots=True)
class TreeBirth:
    """Two who were born together; `identical` is yes, no or unknown."""

    a: str
    b: str
    identical: str = "unknown"

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.a, self.b))


@dataclass(frozen=True, slots=True)
class TreeLoss:
    """A pregnancy of `person` that was lost or ended, which they want drawn; `kind` is miscarriage, termination or stillbirth.

    `when` is how the page writes the day, empty where it is not known or not shown.
    """

    id: str
    person: str
    kind: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class TreeNudge:
    """That `left` is to stand left of `right`, whatever else; `said` counts in which order that was said."""

    left: str
    right: str
    said: int = 0


@dataclass(frozen=True, slots=True)
class FamilyTree:
    """Everything one drawing shows, true on `as_at`."""

    people: tuple[TreePerson, ...]
    as_at: date
    title: str
    partnerships: tuple[TreePartnership, ...] = ()
    parentages: tuple[TreeParentage, ...] = ()
    siblings: tuple[TreeSiblings, ...] = ()
    births: tuple[TreeBirth, ...] = ()
    unknown_siblings: tuple[str, ...] = ()
    """Who has brothers or sisters of whom nobody knows who they are."""
    losses: tuple[TreeLoss, ...] = ()
    nudges: tuple[TreeNudge, ...] = ()

    def __post_init__(self) -> None:
        known = {person.id for person in self.people}
        if len(known) != len(self.people):
            raise ContradictoryFacts("Someone is in the family tree twice.")
        for one, other in (*self.ties(), *((nudge.left, nudge.right) for nudge in self.nudges)):
            if one == other:
                raise ContradictoryFacts(f"{one} is tied to themselves.")
            if not {one, other} <= known:
                raise ContradictoryFacts(f"{one} and {other} are tied, but one of them is not in the family tree.")
        ends = {(tie.pair, tie.kind, tie.started, tie.ended, tie.end_kind) for tie in self.partnerships if tie.started}
        if len({end[:3] for end in ends}) != len(ends):
            raise ContradictoryFacts("Two records of one partnership disagree.")
        if len({tie.pair for tie in self.births}) != len({(tie.pair, tie.identical) for tie in self.births}):
            raise ContradictoryFacts("Two records of one birth disagree.")

    def ties(self) -> tuple[tuple[str, str], ...]:
        """Every pair of people that some recorded fact joins."""
        return (
            *((tie.a, tie.b) for tie in self.partnerships),
            *((tie.parent, tie.child) for tie in self.parentages),
            *self.sibling_pairs(),
        )

    def sibling_pairs(self) -> tuple[tuple[str, str], ...]:
        """Who is said to be siblings, or born together, whatever is known of their parents."""
        return (*((tie.a, tie.b) for tie in self.siblings), *((tie.a, tie.b) for tie in self.births))

    def by_birth(self) -> list[TreePerson]:
        """The people, oldest first: one order whatever order they came in."""
        return sorted(self.people, key=lambda person: person.birth_order)
