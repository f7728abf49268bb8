"""How someone of a family says they are reached: it is theirs, and so at once (domain.md §8.6).

No sign-in is ended by it, and none moves to another address: the database refuses that (`models/contact_rules.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError

from accounts.history import action
from accounts.models import User
from database import clock
from families.actions.contact import end_contact, record_contact_point
from families.actions.records import like_an_address
from families.actions.righting import put_right
from families.models import ContactPoint, FamilyMembership, Person, Residence, ToBeSettled
from families.models.contact import held_to_read
from families.models.contact_rules import RECORDED_ALREADY
from families.periods import Period, always, since
from families.queries.hidden_words import Hit, hidden_words

WORDS = ("value", "safe_times", "code_word")


@action
def say_how_to_reach(*, person: Person, by: User, **said: Any) -> ContactPoint | ToBeSettled:
    """Say a way to reach oneself, or a child, and how it is safe. `said`: kind, value, and what is safe.

    What one said is no longer used is used again from today. What the writer may not see stands in nobody's way, and theirs stands
    beside it: no answer tells of it.
    """
    _refuse_hidden(said, person, by)
    known = ContactPoint.objects.visible_to(by).filter(person=person, kind=said["kind"], value=said["value"])
    today = clock.today()
    if standing := known.exclude(period__fully_lt=Period(today, None)).order_by("period", "pk").first():
        return _use_again(standing, by, {name: one for name, one in said.items() if name not in {"kind", "value"}})
    period = since(today) if known.exists() else always()
    return record_contact_point(person=person, period=period, theirs_by=by, by=by, **said)


@action
def change_how_to_reach(
    *, point: ContactPoint, row_version: int, by: User, **safety: Any
) -> ContactPoint | ToBeSettled:
    """Say anew how it is safe; what was said before stays in its history."""
    _refuse_hidden(safety, point.person, by)
    return put_right(fact=point, row_version=row_version, theirs_by=by, by=by, **safety)


@action
def stop_reaching_by(*, point: ContactPoint, by: User) -> ContactPoint | ToBeSettled:
    """From today nobody is reached that way; what was written down today only, from tomorrow: a fact has at least one day."""
    began, today = point.period.lower, clock.today()
    on = today if began is None or began < today else began + timedelta(days=1)
    return end_contact(fact=point, on=on, by=by)


def _use_again(point: ContactPoint, by: User, safety: Mapping[str, Any]) -> ContactPoint | ToBeSettled:
    """One that is to end on a day, or begins on one: it does neither, and so holds today."""
    today = clock.today()
    if point.period.upper is None and today in point.period:
        raise ValidationError(RECORDED_ALREADY)
    began = point.period.lower
    period = since(began if began is None or began <= today else today)
    return put_right(fact=point, theirs_by=by, period=period, by=by, **safety)


def _refuse_hidden(said: Mapping[str, Any], person: Person, by: User) -> None:
    """Whoever reads for a child reads this too. Only what the writer knows is refused: so no guess of theirs is answered."""
    if not held_to_read().filter(child=person).exists():
        return
    fields = {str(one.verbose_name): one.name for one in ContactPoint._meta.fields if one.name in WORDS}
    texts = {label: said.get(name) or "" for label, name in fields.items()}
    for belongs in FamilyMembership.objects.current().filter(person=person).select_related("family"):
        hit = hidden_words(texts, shared_with=[person], family=belongs.family)
        if hit and (hit.is_known_to(by) or _lives_there(hit, by)):
            raise ValidationError(like_an_address(hit.field))


def _lives_there(hit: Hit, by: User) -> bool:
    homes = Residence.objects.current().filter(address=hit.kept.address, person__account__user=by)
    return hit.kept.address is not None and homes.exists()
