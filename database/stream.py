"""Reading the change stream, in an order in which nothing that is committed later comes before what was read (design.md, decision 11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class Place:
    """Between two rows of the stream: the transaction that wrote the former, by its number on this `server`, and the row’s number."""

    server: int
    xid: int = 0
    seq: int = 0


class Written(NamedTuple):
    """That a row was written."""

    xid: int
    seq: int
    table: str
    row: UUID


# A transaction that is still running has a number from pg_snapshot_xmin on, and so will each that begins later.
AFTER = """
SELECT xid::text::bigint, seq, "table", "row" FROM database_change
WHERE organisation_id = (SELECT kith_sec.organisation()) AND (xid, seq) > (%s::text::xid8, %s)
  AND xid < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY xid, seq LIMIT %s
"""
END = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


def server() -> int:
    """Which PostgreSQL cluster this is: a dump that is loaded into another one meets other numbers of transactions there."""
    return _one("SELECT system_identifier FROM pg_control_system()")


def end() -> Place:
    """Behind all that can be read now, and before all that can't yet."""
    return Place(server(), _one(END))


def rows_after(place: Place, most: int) -> list[Written]:
    """At most so many rows of the asker's organisation after a place, in the order of the stream."""
    with connection.cursor() as cursor:
        cursor.execute(AFTER, [str(place.xid), place.seq, most])
        return [Written(*row) for row in cursor.fetchall()]


def _one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])
