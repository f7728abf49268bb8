"""Putting right what one wrote oneself once it has been read: by other words that stand in its place (domain.md §8.3, INV-32)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from casework.actions.corrections import write_instead
from families.actions.records import hold_record, how_shared, refuse_hidden_words
from families.models import Entry, Person


class PutRightAlready(DomainError):
    """It was put right in another window, or as an answer to the family."""

    code = "put_right_already"


@action
def put_right_anew(*, entry: Entry, body: str, because: str | None = None, by: User) -> Entry:
    """Write other words for what one wrote; what it said before stays readable below. `because`: of what one thinks."""
    record = hold_record(entry.record_id)
    if Entry.objects.filter(supersedes=entry).exists():
        raise PutRightAlready(_("This was put right already: look at what it says now."))
    said = {str(entry.get_kind_display()): f"{body} {because or ''}"}
    about = Person.objects.filter(subject_of__record=record)
    refuse_hidden_words(said, shared_with=about, family=record.family, sharing=how_shared(record), field="body", by=by)
    return write_instead(was=entry, body=body, because=because, by=by)
