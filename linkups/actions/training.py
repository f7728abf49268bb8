"""Who of a sharing family took part in a training, or caught up on it (domain.md §1.3, step 5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from families.models import Person
from linkups.models import TrainingAttendance, TrainingEvent


@action
def record_training(
    *,
    people: Iterable[Person],
    how: TrainingAttendance.How,
    on: date,
    event: TrainingEvent | None = None,
    name: str = "",
    by: User,
) -> list[TrainingAttendance]:
    """Write down who took part in a training, an earlier one or a new one by its name; who was written down already stays so."""
    if event is None and not name.strip():
        raise ValidationError({"event": _("Choose the training, or say what a new one was.")})
    found = event or _begun(name.strip(), on, by)
    written = TrainingAttendance.objects.filter(event=found).values_list("person", flat=True)
    new = [one for one in people if one.pk not in set(written)]
    return [_took_part(found, one, how, on, by) for one in new]


def _begun(name: str, on: date, by: User) -> TrainingEvent:
    event = TrainingEvent(organisation=by.organisation, name=name, held_on=on, created_by=by)
    event.full_clean()
    event.save()
    return event


def _took_part(
    event: TrainingEvent, person: Person, how: TrainingAttendance.How, on: date, by: User
) -> TrainingAttendance:
    one = TrainingAttendance(organisation=by.organisation, event=event, person=person, how=how, on=on, created_by=by)
    one.full_clean()
    one.save()
    return one
