"""On whose side of the family someone is related: through which of a person's parents (domain.md §5.4 rule 5, §5.6)."""

from datetime import date
from uuid import UUID

from families.kin.day import FamilyDay
from families.kin.graph import KinGraph


def sides_of(graph: KinGraph, ego: UUID, as_at: date) -> dict[UUID, set[UUID]]:
    """For ego's parents and everyone related beyond them, the parents on whose side they are.

    Brothers, sisters and children are on no side; those by marriage are on none that is known.
    """
    day = FamilyDay(graph, as_at)
    beyond = {relative: day.sides(ego, relative, path) for relative, path in day.blood(ego).items() if path.up >= 2}
    return beyond | {parent: {parent} for parent in day.parents_of(ego)}
