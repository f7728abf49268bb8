"""Writing down that someone looked."""

from collections.abc import Iterable
from uuid import UUID

from accounts.models import AccessEvent, User


def looked_at(
    *,
    kind: AccessEvent.Kind,
    what: str,
    families: Iterable[UUID] = (),
    people: Iterable[UUID] = (),
    record: UUID | None = None,
    by: User,
) -> None:
    """Write one row in the transaction of the read: no answer without it (domain.md §9.5, INV-51)."""
    AccessEvent.objects.create(
        organisation_id=by.organisation_id,
        user=by,
        role_words=by.role_words,
        kind=kind,
        what=what,
        families=list(families),
        people=list(people),
        record=record,
    )
