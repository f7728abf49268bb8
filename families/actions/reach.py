"""How someone of a family says they are reached: it is theirs, and so at once (domain.md §8.6).

No sign-in is ended by it, and none moves to another address: the database refuses that (`models/contact_rules.py`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.history import action
from accounts.models import User
from database import clock
from families.actions.contact import end_contact, record_contact_point
from families.actions.righting import put_right
from families.models import ContactPoint, Person, ToBeSettled


@action
def say_how_to_reach(*, person: Person, by: User, **said: Any) -> ContactPoint | ToBeSettled:
    """Say a way to reach oneself, or a child, and how it is safe. `said`: kind, value, and what is safe."""
    return record_contact_point(person=person, by=by, **said)


@action
def change_how_to_reach(
    *, point: ContactPoint, row_version: int, by: User, **safety: Any
) -> ContactPoint | ToBeSettled:
    """Say anew how it is safe; what was said before stays in its history."""
    return put_right(fact=point, row_version=row_version, by=by, **safety)


@action
def stop_reaching_by(*, point: ContactPoint, by: User) -> ContactPoint | ToBeSettled:
    """From today nobody is reached that way; what was written down today only, from tomorrow: a fact has at least one day."""
    began, today = point.period.lower, clock.today()
    on = today if began is None or began < today else began + timedelta(days=1)
    return end_contact(fact=point, on=on, by=by)
