"""What one person is to another, in one term (domain.md §5.4). Nobody types "maternal grandmother"."""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from families.kin import words
from families.kin.between import between_terms
from families.kin.care import care_terms, foster_sibling_terms
from families.kin.day import FamilyDay
from families.kin.graph import KinGraph
from families.kin.lineage import blood_term
from families.kin.marriages import in_law_terms, partners_relative_terms, past_terms, relatives_partner_terms
from families.kin.steps import step_terms


def describe(graph: KinGraph, ego: UUID, alter: UUID, as_at: date) -> str:
    """What alter is to ego on that day: "Joan is Amina's maternal grandmother"."""
    if ego == alter:
        return gettext(words.SELF)
    day = FamilyDay(graph, as_at)
    if path := day.path(ego, alter):
        return blood_term(day, ego, alter, path)
    found = (term for tier in TIERS for person, term in tier(day, ego) if person == alter)
    return next(found, gettext(words.CONNECTED))


def describe_all(graph: KinGraph, ego: UUID, as_at: date) -> dict[UUID, str]:
    """What everyone else in the graph is to ego on that day, in the graph's order of people."""
    day = FamilyDay(graph, as_at)
    terms: dict[UUID, str] = {}
    for tier in TIERS:
        for person, term in tier(day, ego):
            terms.setdefault(person, term)
    return {person: terms.get(person) or gettext(words.CONNECTED) for person in graph.people if person != ego}


def _blood_terms(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, str]]:
    for relative, path in day.blood(ego).items():
        yield relative, blood_term(day, ego, relative, path)


def _partner_terms(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, str]]:
    for bond in day.bonds_of(ego):
        yield bond.other, words.PARTNER[bond.kind][bond.state].of(day.gender(bond.other))


TIERS: tuple[Callable[[FamilyDay, UUID], Iterator[tuple[UUID, str]]], ...] = (
    _blood_terms,
    _partner_terms,
    care_terms,
    step_terms,
    foster_sibling_terms,
    in_law_terms,
    relatives_partner_terms,
    partners_relative_terms,
    past_terms,
    between_terms,
)
"""The order of rule 7: the first that has a word for someone is what they are.

`past_terms` and `between_terms` are ours: they come last, so that they never stand before a term the rule names.
"""
