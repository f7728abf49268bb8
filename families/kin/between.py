"""Two people whom only a third joins: the other parent of a child, a child's carer, a half-sister's father.

domain.md §5.4 has no word of its own for them and would end at "connected person". A page that is read at a kitchen table
says through whom: "daughter's father", "son's foster carer". Only what this reader sees of the third person is said.
"""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext

from families.kin import words
from families.kin.day import FamilyDay


def between_terms(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, str]]:
    """The nearest first: through ego's own children, through those in ego's care, through ego's brothers and sisters."""
    for child in day.children_of(ego):
        yield from _joined(ego, words.CHILD.of(day.gender(child)), _about_a_child(day, child))
    for edge in day.cared_for.get(ego, ()):
        if edge.holds(day.on):
            yield from _joined(ego, gettext(words.CARED_FOR[edge.basis]), _parents(day, edge.child))
    for sibling in _siblings(day, ego):
        yield from _joined(ego, words.SIBLING.of(day.gender(sibling)), _parents(day, sibling))


def _joined(ego: UUID, third: str, theirs: Iterator[tuple[UUID, str]]) -> Iterator[tuple[UUID, str]]:
    for other, term in theirs:
        if other != ego:
            yield other, gettext(words.BETWEEN_PATTERN) % {"relative": third, "other": term}


def _about_a_child(day: FamilyDay, child: UUID) -> Iterator[tuple[UUID, str]]:
    yield from _parents(day, child)
    for edge in day.carers.get(child, ()):
        if edge.holds(day.on):
            yield edge.parent, gettext(words.CARER[edge.basis])
    for sibling in _siblings(day, child):
        yield sibling, words.SIBLING.of(day.gender(sibling))


def _parents(day: FamilyDay, child: UUID) -> Iterator[tuple[UUID, str]]:
    return ((parent, words.PARENT.of(day.gender(parent))) for parent in day.parents_of(child))


def _siblings(day: FamilyDay, person: UUID) -> Iterator[UUID]:
    """Those with a parent of theirs, or with a link that stands for one; seen alike from either."""
    found = dict.fromkeys(child for parent in day.parents_of(person) for child in day.children_of(parent))
    return (other for other in found | dict.fromkeys(day.links.get(person, ())) if other != person)
