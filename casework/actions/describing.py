"""Saying anew what can be seen in a photo, or heard in a voice note (domain.md §11.2)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from families.actions.records import hold_record, how_shared, refuse_hidden_words
from families.models import Attachment, Person


class GoneAlready(DomainError):
    """It was taken back in another window."""

    code = "attachment_gone"


@action
def describe_anew(*, attachment: Attachment, alt_text: str, row_version: int | None = None, by: User) -> Attachment:
    """Say anew what can be seen or heard. The picture stays as it is, and what was said of it before stays beside it (`said_before`).

    It is looked through for hidden words as it was when it came (§8.6). Who may is the database's to say too.
    """
    record = hold_record(attachment.entry.record_id)
    held = Attachment.objects.select_for_update(of=("self",)).defer("content").get(pk=attachment.pk)
    if held.gone_at:
        raise GoneAlready(_("It was taken back meanwhile."))
    refuse_stale(held, row_version)
    about = Person.objects.filter(subject_of__record=record)
    said = {str(held.get_kind_display()): alt_text}
    sharing = how_shared(record)
    refuse_hidden_words(said, shared_with=about, family=record.family, sharing=sharing, field="alt_text", by=by)
    if held.alt_text != alt_text:
        held.alt_text = alt_text
        held.clean_fields(exclude={"content"})
        held.save(update_fields=["alt_text"])
    return held
