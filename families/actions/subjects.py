"""Saying that a record is about someone more."""

from accounts.history import action
from accounts.models import User
from families.models import Person, Record, RecordSubject, ShareState


@action
def add_subject(*, record: Record, person: Person, by: User) -> None:
    """Say that a record is about this person too, and share it with them from now on; once is enough."""
    if RecordSubject.objects.filter(record=record, person=person).exists():
        return
    RecordSubject.objects.create(organisation=by.organisation, record=record, person=person, created_by=by)
    state = ShareState(organisation=by.organisation, record=record, person=person, created_by=by)
    state.full_clean()
    state.save()
