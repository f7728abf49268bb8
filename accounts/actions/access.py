"""Writing down that someone looked."""

from collections.abc import Iterable
from uuid import UUID

from uuid_utils.compat import uuid7

from accounts.models import AccessEvent, User
from database import clock, prepared

# As SQL, since every read pays for it: to compose it anew took longer than to write the row.
_NOTE = """
INSERT INTO accounts_accessevent
  (id, organisation_id, at, user_id, role_words, kind, what, families, people, record)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8::uuid[], $9::uuid[], $10)
"""


def looked_at(
    *,
    kind: AccessEvent.Kind,
    what: str,
    families: Iterable[UUID | str] = (),
    people: Iterable[UUID | str] = (),
    record: UUID | None = None,
    by: User,
) -> None:
    """Write one row in the transaction of the read: no answer without it (domain.md §9.5, INV-51)."""
    who = by.organisation_id, clock.now(), by.pk, by.role_words
    prepared.write(_NOTE, [uuid7(), *who, kind.value, what, _array(families), _array(people), record])


def _array(ids: Iterable[UUID | str]) -> str:
    """As PostgreSQL reads an array: the driver would look at each id for something to quote."""
    return f"{{{','.join(map(str, ids))}}}"
