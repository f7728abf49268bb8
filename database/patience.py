"""How long a statement may take, and how it goes about what it does with whole tables.

Ten seconds where somebody waits for the answer (`database/bootstrap.py`), and as long as it needs at night.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


def nobody_waits() -> None:
    """Let the statements of this transaction take as long as they need."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")


@contextmanager
def all_at_once() -> Iterator[None]:
    """Join whole tables at once, and not row by row.

    Of a set that is made within a statement the planner guesses that it holds a few rows: two of a million, beside each other row by row,
    never end (measured among 250,000 families: from more than ten minutes to five seconds).
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        cursor.execute("SET LOCAL enable_nestloop = on")
