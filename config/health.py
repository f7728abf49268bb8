"""Whether this process can serve: the database within reach, of this version, with this key and by the same clock."""

import time
from collections.abc import Iterator
from functools import cache
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from database.asker import Asker, acting_as

CLOCK_SECONDS = 30
"""Beyond this the signed asker comes too near to its end (security.md §6, F8)."""
KITH_ITSELF = Asker(UUID(int=0), UUID(int=0), "system")


def problems() -> list[str]:
    """What is wrong, in sentences for whoever runs Kith; empty when nothing is."""
    try:
        return list(_problems())
    except DatabaseError:
        return ["The database can't be reached."]


def _problems() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - time.time())
        if apart > CLOCK_SECONDS:
            yield f"The clock is {apart:.0f} seconds away from the database's."
        cursor.execute("SELECT to_regclass('django_migrations')")
        if cursor.fetchone() == (None,):
            yield "The database is empty: run migrate."
            return
        cursor.execute("SELECT app, name FROM django_migrations")
        if missing := len(_migrations() - set(cursor.fetchall())):
            yield f"Migrations that are not applied: {missing}. Run migrate."
    if not _key_fits():
        yield "KITH_ASKER_KEY is not the key in the database: run migrate with the right one."


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """What this version's files hold; read once, because they don't change under a running process."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _key_fits() -> bool:
    try:
        with acting_as(KITH_ITSELF), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT kith_sec.organisation()")
    except DatabaseError:
        return False
    return True
