"""A partnership seen from one side, as it stood on one day (domain.md §5.4 rule 7)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from families.kin.graph import COUPLES, MARRIAGES, EndKind, KinPerson, Partnership, PartnershipKind


class BondState(StrEnum):
    """How a partnership stands for one of the two."""

    CURRENT = "current"
    SEPARATED = "separated"
    EX = "ex"
    LATE = "late"  # the other has died
    BEREAVED = "bereaved"  # this one has died, the other lives on


@dataclass(frozen=True, slots=True)
class Bond:
    """What `other` is to one person as a partner, and since when no longer."""

    other: UUID
    kind: PartnershipKind
    state: BondState
    ended: date | None = None

    @property
    def is_couple(self) -> bool:
        """They live or lived together as a couple."""
        return self.kind in COUPLES

    @property
    def is_former(self) -> bool:
        """They parted; death is not parting."""
        return self.state in {BondState.SEPARATED, BondState.EX}

    @property
    def makes_in_laws(self) -> bool:
        """Their marriage or civil partnership has not been dissolved; death and separation leave in-laws in place."""
        return self.kind in MARRIAGES and self.state != BondState.EX

    @property
    def is_live(self) -> bool:
        """The other may be called simply "partner" by a third person."""
        separated = self.state == BondState.SEPARATED and self.kind in MARRIAGES
        return separated or self.state in {BondState.CURRENT, BondState.BEREAVED}


def bond_of(partnership: Partnership, people: tuple[KinPerson, KinPerson], other: UUID, on: date) -> Bond:
    """What `other` is to the first of these two people (`people` is that one, then `other`'s entry) on that day."""
    state = _state(partnership, people, on)
    return Bond(other, partnership.kind, state, _ended(partnership, people, on, state))


def closest(bonds: list[Bond]) -> Bond:
    """Of several partnerships of the same two people, the one that says what they are: the current, else the last."""
    return min(bonds, key=_precedence)


def _precedence(bond: Bond) -> tuple[bool, int, int]:
    ended = bond.ended.toordinal() if bond.ended else 0
    return (bond.state != BondState.CURRENT, -ended, list(PartnershipKind).index(bond.kind))


def _state(partnership: Partnership, people: tuple[KinPerson, KinPerson], on: date) -> BondState:
    over = partnership.over(on)
    if over and partnership.end_kind == EndKind.SEPARATED:
        return BondState.SEPARATED
    if over and partnership.end_kind != EndKind.DEATH and not _closed_by_death(partnership, people):
        return BondState.EX
    died, other_died = (person.dead_by(on) for person in people)
    if died and not other_died:
        return BondState.BEREAVED
    return BondState.LATE if other_died or over else BondState.CURRENT


def _closed_by_death(partnership: Partnership, people: tuple[KinPerson, KinPerson]) -> bool:
    """The end was recorded without saying how, and one of them had died by then."""
    if partnership.end_kind is not None or partnership.ends is None:
        return False
    return any(isinstance(person.died, date) and person.died <= partnership.ends for person in people)


def _ended(partnership: Partnership, people: tuple[KinPerson, KinPerson], on: date, state: BondState) -> date | None:
    if state == BondState.CURRENT:
        return None
    deaths = [person.died for person in people if isinstance(person.died, date) and person.died <= on]
    if state in {BondState.LATE, BondState.BEREAVED} and deaths:
        return min(deaths)
    return partnership.ends
