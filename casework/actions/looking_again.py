"""Looking again at what is not shared yet (domain.md §8.2, INV-52)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from casework.actions.said import all_said_in
from database import clock
from families.actions.records import Sharing, hold_record, refuse_hidden_words
from families.models import Person, Record, ShareState

WITHHELD = ShareState.State.WITHHELD


class NotKeptBack(DomainError):
    """Someone else has looked again meanwhile, and shared it."""

    code = "not_kept_back"


@action
def look_again(*, record: Record, sharing: Sharing, by: User) -> Record:
    """Share what was kept back with everyone it is about, or keep it back for another while, and say why."""
    record = hold_record(record.pk)
    kept = list(ShareState.objects.select_for_update(of=("self",)).filter(record=record, state=WITHHELD).order_by("pk"))
    if not kept:
        raise NotKeptBack(_("It is shared already: someone else has looked at it meanwhile."))
    about = Person.objects.filter(subject_of__record=record)
    refuse_hidden_words(all_said_in(record), shared_with=about, family=record.family, sharing=sharing, by=by)
    is_kept = sharing.state == WITHHELD
    for state in kept:
        state.state, state.reason, state.review_on = sharing.state, sharing.reason, sharing.review_on
        state.decided_by, state.decided_on = (by, clock.today()) if is_kept else (None, None)
        state.full_clean(validate_unique=False)
        state.save()
    return record
