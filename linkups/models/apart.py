"""Two families that are not brought together: someone of one is kept from someone of the other, or they are near relatives.

To a coach such a family is “not available”, and never why (domain.md §1.5): a block is known to whoever is alongside the one who is
protected, and to nobody by what a page leaves out.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from families.models import AccessBlock, Family, FamilyMembership, Parentage, Partnership, SiblingLink


def are_apart_sql(one: str, other: str) -> str:
    """Whether the families of these two columns are not brought together, in a trigger: past every form, and whoever asks."""
    return f"""
        EXISTS (
          SELECT FROM families_familymembership ours JOIN families_familymembership theirs
            ON ours.family_id = {one} AND theirs.family_id = {other}
            AND ours.period @> current_date AND theirs.period @> current_date
          WHERE EXISTS (SELECT FROM families_accessblock kept WHERE kept.ended_on IS NULL
              AND (kept.viewer_person_id, kept.protected_person_id) IN
                ((ours.person_id, theirs.person_id), (theirs.person_id, ours.person_id)))
            OR EXISTS (SELECT FROM families_parentage edge WHERE (edge.parent_id, edge.child_id) IN
                ((ours.person_id, theirs.person_id), (theirs.person_id, ours.person_id)))
            OR EXISTS (SELECT FROM families_partnership edge WHERE (edge.a_id, edge.b_id) IN
                ((ours.person_id, theirs.person_id), (theirs.person_id, ours.person_id)))
            OR EXISTS (SELECT FROM families_siblinglink edge WHERE (edge.a_id, edge.b_id) IN
                ((ours.person_id, theirs.person_id), (theirs.person_id, ours.person_id))))
    """  # noqa: S608  (our own names)


def families_apart(family: Family) -> QuerySet[FamilyMembership, Any]:
    """The same for a list: the families that are not brought together with this one. It begins with its few people."""
    ours = FamilyMembership.objects.current().filter(family=family).values("person")
    kept = AccessBlock.objects.in_force()
    ties: list[tuple[QuerySet[Any, Any], str, str]] = [
        (kept, "viewer_person", "protected_person"),
        (Parentage.objects.all(), "parent", "child"),
        (Partnership.objects.all(), "a", "b"),
        (SiblingLink.objects.all(), "a", "b"),
    ]
    near = Q()
    for rows, one, other in ties:
        near |= Q(person__in=rows.filter(**{f"{one}__in": ours}, **{f"{other}__isnull": False}).values(other))
        near |= Q(person__in=rows.filter(**{f"{other}__in": ours}).values(one))
    return FamilyMembership.objects.current().filter(near).values("family")
