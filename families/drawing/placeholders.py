"""What stands in the picture where no person is written down: brothers or sisters of whom nobody knows who they are, and pregnancies
that were lost or ended and that their parent wants drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from families.drawing.facts import FamilyTree, TreeParentage, TreePerson, TreeSiblings

SIBLINGS = "siblings"
UNKNOWN_SIBLINGS = "unknown_siblings"
"""The basis on which their place hangs from the parents of those whose brothers or sisters they are: less sure than a birth."""

LOSS = "loss"
LAST = 1_000_000
"""They are placed after everyone who is written down: nobody loses a place to one."""


def with_placeholders(tree: FamilyTree) -> FamilyTree:
    """The tree with a place for each, beside or below the people whose they are. The list says the same of those people instead."""
    places = dict(_hung(tree))
    losses = [
        (loss, TreePerson(f"loss-{loss.id}", loss.when, stands_for=loss.kind, recorded=LAST)) for loss in tree.losses
    ]
    return replace(
        tree,
        people=(
            *tree.people,
            *(place for place, _parents, _sibling in places.values()),
            *(place for _loss, place in losses),
        ),
        parentages=(
            *tree.parentages,
            *(
                TreeParentage(parent, place.id, UNKNOWN_SIBLINGS)
                for place, parents, _sibling in places.values()
                for parent in parents
            ),
            *(TreeParentage(loss.person, place.id, LOSS) for loss, place in losses),
        ),
        siblings=(
            *tree.siblings,
            *(TreeSiblings(sibling, place.id) for place, parents, sibling in places.values() if not parents),
        ),
    )


def _hung(tree: FamilyTree) -> Iterator[tuple[tuple[str, ...], tuple[TreePerson, tuple[str, ...], str]]]:
    """One place for all who have the same parents, and who they are; where there are no parents, one for each person."""
    for person in sorted(set(tree.unknown_siblings), reverse=True):
        parents = _parents(tree, person)
        place = TreePerson(
            f"{SIBLINGS}-of-{'-'.join(parents or (person,))}", _("not known who"), stands_for=SIBLINGS, recorded=LAST
        )
        yield parents or (person,), (place, parents, person)


def _parents(tree: FamilyTree, person: str) -> tuple[str, ...]:
    """By birth; where none is written down, by adoption."""
    for basis in ("birth", "adoptive"):
        found = sorted({tie.parent for tie in tree.parentages if (tie.child, tie.basis) == (person, basis)})
        if found:
            return tuple(found)
    return ()
