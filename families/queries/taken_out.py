"""What was taken out of a record because it never was so: its history is all that is left of it (docs/adr/0027)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from families.models import (
    Family,
    FamilyMembership,
    Parentage,
    ParentalResponsibility,
    Partnership,
    Person,
    PersonName,
    PregnancyLoss,
    SiblingLink,
    Visibility,
    people_read_whole_now,
)
from families.models.unseen import among

NAMES: Mapping[Any, tuple[str, ...]] = {
    PersonName: ("person_id",),
    FamilyMembership: ("person_id", "family_id"),
    Parentage: ("parent_id", "child_id"),
    Partnership: ("a_id", "b_id"),
    SiblingLink: ("a_id", "b_id"),
    ParentalResponsibility: ("holder_id", "child_id"),
}
"""The facts that are shown after they were taken out, and whom they name. An address or a number is not: it may be someone else's."""
DRAWN = PregnancyLoss.WantsDrawn.YES


def taken_out(model: Any, theirs: Q, person: Person, user: User) -> dict[UUID, Any]:
    """The last state of each fact of this kind that was taken out, by its id: for who reads the whole record of the person and sees
    everyone whom it names. Nothing that was kept from some.
    """
    if model not in NAMES:
        return {}
    gone = model.pgh_event_model.objects.filter(theirs, pgh_label="delete", pgh_context__action="take_out")
    last = {event.pgh_obj_id: event for event in gone if not was_kept(event)}
    if not last or not Person.objects.filter(among("pk", people_read_whole_now(user)), pk=person.pk).exists():
        return {}
    named = {pk: {getattr(event, name) for name in NAMES[model]} - {None} for pk, event in last.items()}
    everyone = set().union(*named.values())
    rows = Person.objects.visible_to(user).filter(pk__in=everyone).values_list("pk")
    seen = {pk for (pk,) in rows.union(Family.objects.visible_to(user).filter(pk__in=everyone).values_list("pk"))}
    return {pk: event for pk, event in last.items() if named[pk] <= seen}


def was_kept(row: Any) -> bool:
    """Whether a fact was kept from some who see the person."""
    return (
        getattr(row, "is_confidential", False)
        or getattr(row, "is_restricted", False)
        or getattr(row, "visibility", Visibility.NORMAL) != Visibility.NORMAL
        or getattr(row, "wants_drawn", DRAWN) != DRAWN
    )
