"""What makes a form count once, however often it arrives (docs/adr/0030)."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from accounts.history import action
from accounts.models import SentForm, User


def hold(sent_as: UUID | str, by: User) -> None:
    """Let whatever else arrives under this name wait until this transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sent {by.pk} {sent_as}"])


@action
def note_sent(*, sent_as: UUID, led_to: str, by: User) -> SentForm:
    """Note that what the form asked for is saved, and where that led."""
    sent = SentForm(organisation=by.organisation, sent_by=by, sent_as=sent_as, led_to=led_to)
    sent.save(force_insert=True)
    return sent


def forget_sent() -> int:
    """Forget, in every organisation, what was saved more than eight days ago: no device sends it again by then. How many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_sec.forget_sent_forms()")
        return int(cursor.fetchone()[0])
