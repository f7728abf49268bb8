"""How long a statement may take: ten seconds where somebody waits for its answer (`database/bootstrap.py`), and longer at night."""

from __future__ import annotations

from django.db import connection


def nobody_waits() -> None:
    """Let the statements of this transaction take as long as they need."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
