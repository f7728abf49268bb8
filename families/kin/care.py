"""Terms of being cared for: carers, those they care for, foster siblings (domain.md §5.4 rule 7).

A child is "in special guardianship" or "in kinship care", a "foster child": like the carers' own, these words have no
gender and say the arrangement, not a parent.
"""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from django.utils.translation import gettext

from families.kin import words
from families.kin.day import FamilyDay
from families.kin.graph import Basis, Dated, Parentage


def care_terms(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, str]]:
    """Present care before past care; of each, ego's carers and then those in ego's care."""
    carers = [(edge.parent, edge) for edge in day.carers.get(ego, ())]
    cared_for = [(edge.child, edge) for edge in day.cared_for.get(ego, ())]
    yield from _arrangements(day, carers, words.CARER, over=False)
    yield from _arrangements(day, cared_for, words.CARED_FOR, over=False)
    yield from _arrangements(day, carers, words.FORMER_CARER, over=True)
    yield from _arrangements(day, cared_for, words.FORMERLY_CARED_FOR, over=True)


def foster_sibling_terms(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, str]]:
    """Those fostered in ego's home, or in whose home ego is fostered, or fostered by the same carer at one time."""
    stays = [(other, stay) for other, stay in _shared_stays(day, ego) if other != ego]
    for other, stay in stays:
        if stay.holds(day.on):
            yield other, words.FOSTER_SIBLING.of(day.gender(other))
    for other, stay in stays:
        if stay.begun(day.on):
            yield other, words.FORMER_FOSTER_SIBLING.of(day.gender(other))


def _arrangements(
    day: FamilyDay, edges: Iterable[tuple[UUID, Parentage]], table: Mapping[Basis, str], *, over: bool
) -> Iterator[tuple[UUID, str]]:
    """One term per arrangement, as the table orders the bases: a guardian's word before a foster carer's."""
    for basis, term in table.items():
        for other, edge in edges:
            if edge.basis == basis and edge.over(day.on) == over:
                yield other, gettext(term)


def _shared_stays(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, Dated]]:
    """Each other child of a home with ego where at least one of them was fostered, and the time they had in common."""
    for mine in day.carers.get(ego, ()):
        if mine.basis == Basis.FOSTER:
            for other, theirs in (*_fostered_by(day, mine.parent), *_own_children(day, mine.parent)):
                yield other, _overlap(mine, theirs)
    for parent, stay in _own_homes(day, ego):
        for other, theirs in _fostered_by(day, parent):
            yield other, _overlap(stay, theirs)


def _fostered_by(day: FamilyDay, carer: UUID) -> Iterator[tuple[UUID, Dated]]:
    return ((edge.child, edge) for edge in day.cared_for.get(carer, ()) if edge.basis == Basis.FOSTER)


def _own_children(day: FamilyDay, parent: UUID) -> Iterator[tuple[UUID, Dated]]:
    return ((child, Dated(starts=day.since(child, parent))) for child in day.children_of(parent))


def _own_homes(day: FamilyDay, child: UUID) -> Iterator[tuple[UUID, Dated]]:
    return ((parent, Dated(starts=day.since(child, parent))) for parent in day.parents_of(child))


def _overlap(one: Dated, other: Dated) -> Dated:
    """The time two periods have in common; empty, and so never begun, when they have none."""
    starts = max((period.starts for period in (one, other) if period.starts), default=None)
    ends = min((period.ends for period in (one, other) if period.ends), default=None)
    return Dated(starts=starts, ends=ends)
