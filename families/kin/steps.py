"""Step-relations, and the partners of parents who do not live with them (domain.md §5.4 rule 7).

A step-parent is a parent's partner living as a couple with them. Parting makes them a former one; death does not.
Someone who had gone before the child came was never a step-parent at all.
"""

from collections.abc import Iterator
from enum import Enum, auto
from itertools import chain
from uuid import UUID

from django.utils.translation import gettext

from families.kin import words
from families.kin.bonds import Bond
from families.kin.day import FARTHEST, FamilyDay
from families.kin.graph import Gender
from families.kin.lineage import ancestor_term, descendant_term


class Standing(Enum):
    """What a parent's partner is to the child."""

    STEP = auto()
    FORMER = auto()
    APART = auto()  # a partner of the parent, living elsewhere
    NONE = auto()


def step_terms(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, str]]:
    """The nearest first, what is before what was."""
    yield from _step_parents_and_children(day, ego, Standing.STEP)
    yield from _step_siblings(day, ego)
    yield from _step_ancestors(day, ego)
    yield from _step_descendants(day, ego)
    yield from _step_parents_and_children(day, ego, Standing.APART)
    yield from _step_parents_and_children(day, ego, Standing.FORMER)


PARENT_WORDS = {Standing.STEP: words.STEP_PARENT, Standing.FORMER: words.FORMER_STEP_PARENT}
CHILD_WORDS = {
    Standing.STEP: words.STEP_CHILD,
    Standing.FORMER: words.FORMER_STEP_CHILD,
    Standing.APART: words.PARTNERS_RELATIVE[0, 1],
}


def _step_parents_and_children(day: FamilyDay, ego: UUID, standing: Standing) -> Iterator[tuple[UUID, str]]:
    for parent, partner in _partners_of_parents(day, ego, standing):
        if standing is Standing.APART:
            yield partner, words.RELATIVES_PARTNER[1, 0].of(day.gender(parent))
        else:
            yield partner, PARENT_WORDS[standing].of(day.gender(partner))
    for child in _children_of_partners(day, ego, standing):
        yield child, CHILD_WORDS[standing].of(day.gender(child))


def _step_siblings(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, str]]:
    """A step-parent's child, and a parent's stepchild; the two differ only once the couple is parted by death."""
    theirs = [day.children_of(partner) for _, partner in _partners_of_parents(day, ego, Standing.STEP)]
    ours = [_children_of_partners(day, parent, Standing.STEP) for parent in day.parents_of(ego)]
    for child in chain(*theirs, *ours):
        yield child, words.STEP_SIBLING.of(day.gender(child))


def _step_ancestors(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, str]]:
    """Step-grandparents: a step-parent's parent, a parent's step-parent, and so on up."""
    found = [
        (below + 1 + above, elder)
        for lower, below in day.ancestors(ego).items()
        for _, partner in _partners_of_parents(day, lower, Standing.STEP)
        for elder, above in day.ancestors(partner).items()
    ]
    for generations, elder in sorted(found, key=lambda item: item[0]):
        if 2 <= generations <= FARTHEST:
            yield elder, _step_ancestor_term(generations, day.gender(elder))


def _step_descendants(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, str]]:
    """Step-grandchildren: a child's stepchild, a stepchild's child, and so on down."""
    found = [
        (above + 1 + below, younger)
        for upper, above in day.descendants(ego).items()
        for child in _children_of_partners(day, upper, Standing.STEP)
        for younger, below in day.descendants(child).items()
    ]
    for generations, younger in sorted(found, key=lambda item: item[0]):
        if 2 <= generations <= FARTHEST:
            yield younger, _step_descendant_term(generations, day.gender(younger))


def _step_ancestor_term(generations: int, gender: Gender) -> str:
    if generations == 2:
        return words.STEP_GRANDPARENT.of(gender)
    return gettext(words.STEP_PATTERN) % {"term": ancestor_term(generations, gender)}


def _step_descendant_term(generations: int, gender: Gender) -> str:
    if generations == 2:
        return words.STEP_GRANDCHILD.of(gender)
    return gettext(words.STEP_PATTERN) % {"term": descendant_term(generations, gender)}


def _partners_of_parents(day: FamilyDay, child: UUID, standing: Standing) -> list[tuple[UUID, UUID]]:
    """Each parent of a child with each partner who so stands to the child; blood relatives have their word already."""
    return [
        (parent, bond.other)
        for parent in day.parents_of(child)
        for bond in day.bonds_of(parent)
        if _standing(day, child, parent, bond) is standing
    ]


def _children_of_partners(day: FamilyDay, partner: UUID, standing: Standing) -> list[UUID]:
    """The children to whom someone so stands as a parent's partner."""
    return [
        child
        for bond in day.bonds_of(partner)
        for child in day.children_of(bond.other)
        if _standing(day, child, bond.other, bond) is standing
    ]


def _standing(day: FamilyDay, child: UUID, parent: UUID, bond: Bond) -> Standing:
    """What the bond makes of a parent's partner; it reads the same from either side of the bond."""
    if not bond.is_couple:
        return Standing.APART if bond.is_live else Standing.NONE
    since = day.since(child, parent)
    if bond.ended and since and since >= bond.ended:
        return Standing.NONE
    return Standing.FORMER if bond.is_former else Standing.STEP
