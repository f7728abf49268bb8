"""Writing down that someone looked."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from accounts.models import AccessEvent, User
from database import clock, prepared
from database.prepared import Said, Statement

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


def noting(shown: Statement, *, kind: AccessEvent.Kind, what: str, by: User, **place: Any) -> Statement:
    """`looked_at` within the statement that reads: its one row, if it has one, says `told`, `families` and `people`.

    `place` holds the values of `note_of` and the `record`, or what stands for them while the statement is composed.
    """
    sql, params = shown
    noted = """
        INSERT INTO accounts_accessevent (id, organisation_id, at, user_id, role_words, kind, what, families, people, record)
        SELECT %s::uuid, %s::uuid, %s::timestamptz, %s::uuid, %s::text, %s, %s,
               ARRAY(SELECT DISTINCT id FROM unnest(families) id WHERE id IS NOT NULL),
               ARRAY(SELECT DISTINCT id FROM unnest(people) id WHERE id IS NOT NULL), %s::uuid
        FROM shown"""
    who = [by.organisation_id, place["at"], by.pk, place["role_words"]]
    values = [place["event"], *who, kind.value, what, place["record"]]
    return f"WITH shown AS MATERIALIZED ({sql}), noted AS ({noted}) SELECT told FROM shown", [*params, *values]  # noqa: S608


def note_of(by: User) -> dict[str, Any]:
    """What differs from one note to the next, of those that someone makes by `noting`."""
    return {"event": uuid7(), "at": Said(clock.now()), "role_words": Said(by.role_words)}


def _array(ids: Iterable[UUID | str]) -> str:
    """As PostgreSQL reads an array: the driver would look at each id for something to quote."""
    return f"{{{','.join(map(str, ids))}}}"
