"""Two families that are not brought together: someone of one is kept from someone of the other, or they are near relatives.

To a coach such a family is “not available”, and never why (domain.md §1.5): a block is known to whoever is alongside the one who is
protected, and to nobody by what a page leaves out.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

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


def are_apart(family: Family, other: str) -> Exists:
    """The same for a list: whether the family at `other` is not brought together with this one."""
    ours = FamilyMembership.objects.current().filter(family=family).values("person")
    kept = AccessBlock.objects.in_force()
    blocked = kept.filter(viewer_person__in=ours, protected_person=OuterRef("person")) | kept.filter(
        protected_person__in=ours, viewer_person=OuterRef("person")
    )
    edges = [
        model.objects.filter(
            Q(**{f"{one}__in": ours, two: OuterRef("person")}) | Q(**{f"{two}__in": ours, one: OuterRef("person")})
        )
        for model, one, two in ((Parentage, "parent", "child"), (Partnership, "a", "b"), (SiblingLink, "a", "b"))
    ]
    near = Exists(blocked)
    for edge in edges:
        near |= Exists(edge)  # type: ignore[assignment]
    return Exists(FamilyMembership.objects.current().filter(near, family=OuterRef(other)))
