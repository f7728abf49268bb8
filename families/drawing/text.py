"""The picture's facts as a list, by household: what a screen reader, a printer or a reader in a hurry gets instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from families.drawing import words
from families.drawing.facts import FamilyTree, PartialDate, TreePartnership, TreePerson
from families.drawing.generations import place_in_rows
from families.drawing.unions import born_together, partnerships_by_pair
from families.drawing.words import gender, life, parentage, partnership


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person as the picture shows them, in words ready to print."""

    id: str
    name: str
    href: str
    kin: str
    gender: str
    life: str
    is_focus: bool
    partners: tuple[str, ...]
    parents: tuple[str, ...]
    siblings: tuple[str, ...]
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Household:
    """People who live together; `name` is empty for those whose household the tree doesn't say."""

    name: str
    is_home: bool
    people: tuple[PersonLine, ...]


def as_list(tree: FamilyTree) -> tuple[Household, ...]:
    """Everyone once, the tinted household first, each household's older generations first."""
    people = tree.by_birth()
    row, _groups = place_in_rows(tree, people)
    lines = {line.id: line for line in _lines(tree)}
    homes: dict[tuple[str, bool], list[TreePerson]] = defaultdict(list)
    for person in sorted(people, key=lambda person: (row[person.id], person.kin, person.birth_order)):
        homes[person.household, person.at_home].append(person)
    return tuple(
        Household(
            name,
            is_home,
            tuple(lines[person.id] for person in members),
        )
        for (name, is_home), members in sorted(
            homes.items(), key=lambda home: (not home[0][1], not home[0][0], home[0][0])
        )
    )


def _lines(tree: FamilyTree) -> Iterable[PersonLine]:
    partners, parents, siblings, losses = _partners(tree), _parents(tree), _siblings(tree), _losses(tree)
    for person in tree.people:
        yield PersonLine(
            person.id,
            person.name,
            person.href,
            person.kin,
            gender(person),
            life(person, tree.as_at),
            person.is_focus,
            tuple(partners[person.id]),
            tuple(parents[person.id]),
            tuple(siblings[person.id]),
            tuple(losses[person.id]),
        )


def _names(tree: FamilyTree) -> dict[str, str]:
    return {person.id: person.name for person in tree.people}


def _partners(tree: FamilyTree) -> dict[str, list[str]]:
    """Each person's partnerships, the present one first."""
    names, said = _names(tree), defaultdict[str, list[str]](list)
    died = {person.id: person.died for person in tree.people if person.died is not None}
    ties = [_parted_by_death(tie, died) for pair in partnerships_by_pair(tree).values() for tie in pair]
    for tie in sorted(ties, key=lambda tie: (bool(tie.end_kind), -(tie.started or 0), sorted(tie.pair))):
        said[tie.a].append(partnership(tie, names[tie.b]))
        said[tie.b].append(partnership(tie, names[tie.a]))
    return said


def _parted_by_death(tie: TreePartnership, died: dict[str, PartialDate]) -> TreePartnership:
    """A partnership that still lasted when one of the two died ended then, whether or not that was written down."""
    deaths = [died[person] for person in (tie.a, tie.b) if person in died]
    if tie.end_kind or not deaths:
        return tie
    years = [death.year for death in deaths if death.year is not None]
    return replace(tie, end_kind="death", ended=tie.ended or min(years, default=None))


def _parents(tree: FamilyTree) -> dict[str, list[str]]:
    names, said = _names(tree), defaultdict[str, list[str]](list)
    order = _ordered({tie.basis for tie in tree.parentages})
    for tie in sorted(
        set(tree.parentages), key=lambda tie: (order[tie.basis], tie.started or 0, names[tie.parent], tie.parent)
    ):
        said[tie.child].append(parentage(tie, names[tie.parent]))
    return said


def _ordered(bases: Iterable[str]) -> dict[str, int]:
    known = ("birth", "adoptive", "guardian", "kinship_carer", "foster")
    return {basis: place for place, basis in enumerate(dict.fromkeys((*known, *sorted(bases))))}


def _losses(tree: FamilyTree) -> dict[str, list[str]]:
    said = defaultdict[str, list[str]](list)
    for loss in sorted(tree.losses, key=lambda loss: (loss.when, loss.id)):
        said[loss.person].append(words.loss(loss.kind, loss.when))
    return said


def _siblings(tree: FamilyTree) -> dict[str, list[str]]:
    """Each person's brothers and sisters whom no parent tells; those born together first, who are not told again."""
    names, said = _names(tree), defaultdict[str, list[str]](list)
    together = born_together(tree)
    for tie in sorted(set(tree.births), key=lambda tie: sorted((names[person], person) for person in tie.pair)):
        is_of_more = len(together[tie.a]) > 2
        said[tie.a].append(words.born_together(tie, names[tie.b], is_of_more=is_of_more))
        said[tie.b].append(words.born_together(tie, names[tie.a], is_of_more=is_of_more))
    for person in sorted(set(tree.unknown_siblings)):
        said[person].append(_("has brothers or sisters, not known who"))
    links = {frozenset((link.a, link.b)) for link in tree.siblings} - {tie.pair for tie in tree.births}
    for one, other in sorted(sorted(link, key=lambda person: (names[person], person)) for link in links):
        said[one].append(_("brother or sister of %(name)s") % {"name": names[other]})
        said[other].append(_("brother or sister of %(name)s") % {"name": names[one]})
    return said
