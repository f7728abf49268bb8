"""From whom a family meeting is kept: so are its plans, and the meeting that looks back at it (domain.md §2.6, §8.5, line 2)."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import User
from database import clock
from families.actions.keeping import set_block
from families.models import AccessBlock, Person, Record


def keep_as(record: Record, *, of: Record, by: User) -> None:
    """Keep a record from whom another one is kept."""
    kept = AccessBlock.objects.in_force().filter(record=of).select_related("viewer_person")
    for block in kept.order_by("pk"):
        keep_from(
            block.viewer_person, record, ground=AccessBlock.Ground(block.ground), review_on=block.review_on, by=by
        )


def keep_from(person: Person, record: Record, *, ground: AccessBlock.Ground, review_on: date, by: User) -> None:
    """Once, and looked at again on a day that is still to come."""
    if not AccessBlock.objects.in_force().filter(viewer_person=person, record=record).exists():
        later = max(review_on, clock.today() + timedelta(days=1))
        set_block(viewer=person, protected=record, ground=ground, review_on=later, by=by)
