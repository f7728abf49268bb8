"""Two families that are not brought together: someone of one is kept from someone of the other, or they are relatives: as near as cousins.

To a coach such a family is “not available”, and never why (domain.md §1.5): a block is known to whoever is alongside the one who is
protected, and to nobody by what a page leaves out.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from database.lookups import SetOf
from families.models import AccessBlock, FamilyMembership, Parentage, Partnership, SiblingLink


def are_apart_sql(one: str, other: str) -> str:
    """Whether the families of these two columns are not brought together, in a trigger: past every form, and whoever asks.

    Who has a grandparent in common, or someone nearer, is a relative: from parent and child to uncles, aunts and cousins.
    """
    return f"""
        (EXISTS (
          SELECT FROM families_familymembership ours JOIN families_familymembership theirs
            ON ours.family_id = {one} AND theirs.family_id = {other}
            AND ours.period @> current_date AND theirs.period @> current_date
          WHERE EXISTS (SELECT FROM families_accessblock kept WHERE kept.ended_on IS NULL
              AND (kept.viewer_person_id, kept.protected_person_id) IN
                ((ours.person_id, theirs.person_id), (theirs.person_id, ours.person_id)))
            OR EXISTS (SELECT FROM families_partnership edge WHERE (edge.a_id, edge.b_id) IN
                ((ours.person_id, theirs.person_id), (theirs.person_id, ours.person_id)))
            OR EXISTS (SELECT FROM families_siblinglink edge WHERE (edge.a_id, edge.b_id) IN
                ((ours.person_id, theirs.person_id), (theirs.person_id, ours.person_id))))
        OR EXISTS (
          WITH member AS (
            SELECT membership.family_id AS family, membership.person_id AS person FROM families_familymembership membership
            WHERE membership.family_id IN ({one}, {other}) AND membership.period @> current_date),
          common AS (
            SELECT member.family, member.person FROM member
            UNION SELECT member.family, near.parent_id FROM member
              JOIN families_parentage near ON near.child_id = member.person
            UNION SELECT member.family, far.parent_id FROM member
              JOIN families_parentage near ON near.child_id = member.person
              JOIN families_parentage far ON far.child_id = near.parent_id)
          SELECT FROM common GROUP BY common.person HAVING count(DISTINCT common.family) = 2))
    """  # noqa: S608  (our own names)


def families_apart(family: UUID) -> QuerySet[FamilyMembership, Any]:
    """The same for a list: the families that are not brought together with this one. It begins with its few people."""
    ours = FamilyMembership.objects.current().filter(family=family).values("person")
    kept = AccessBlock.objects.in_force()
    ties: list[tuple[QuerySet[Any, Any], str, str]] = [
        (kept, "viewer_person", "protected_person"),
        (Partnership.objects.all(), "a", "b"),
        (SiblingLink.objects.all(), "a", "b"),
    ]
    near = [ours, *_relatives(ours)]
    for rows, one, other in ties:
        near.append(rows.filter(**{f"{one}__id__any": SetOf(ours), f"{other}__isnull": False}).values(other))
        near.append(rows.filter(**{f"{other}__id__any": SetOf(ours)}).values(one))
    first, *others = near
    return (
        FamilyMembership.objects.current()
        .filter(person__id__any=SetOf(first.union(*others, all=True)))
        .values("family")
    )


def _relatives(people: QuerySet[Any, Any]) -> list[QuerySet[Any, Any]]:
    """Two steps up from them, and two down from each who is found there."""
    parents = _next(people, "child", "parent")
    grandparents = _next(parents, "child", "parent")
    children = _next(people.union(parents, grandparents, all=True), "parent", "child")
    return [parents, grandparents, children, _next(children, "parent", "child")]


def _next(people: QuerySet[Any, Any], one: str, other: str) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = Parentage.objects.filter(**{f"{one}__id__any": SetOf(people)}).values(other)
    return found
