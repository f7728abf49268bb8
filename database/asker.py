"""Who is asking: the one door by which requests, jobs, commands and tests come to the database (design.md, decision 7)."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import connections

MAX_AGE_SECONDS = 300
"""How old a signed asker may be when the database reads it; `kith_sec.asker()` holds the same number."""


@dataclass(frozen=True, slots=True)
class Asker:
    """One signed-in user of one organisation. `kind` is a `User.Kind` value."""

    user: UUID
    organisation: UUID
    kind: str

    def token(self) -> str:
        """The asker as `user:organisation:kind:issued:mac`, which only a holder of the key can make."""
        said = f"{self.user}:{self.organisation}:{self.kind}:{int(time.time())}"
        mac = hmac.new(settings.KITH_ASKER_KEYS[0].encode(), said.encode(), hashlib.sha256).hexdigest()
        return f"{said}:{mac}"


current_asker: ContextVar[Asker | None] = ContextVar("current_asker", default=None)


@contextmanager
def acting_as(asker: Asker | None) -> Iterator[Asker | None]:
    """Ask in this name until the block ends, then in the former name again.

    Enter it outside `transaction.atomic()`: the database backend signs the asker into each outermost BEGIN. Inside an open
    transaction (a test, a savepoint) the open connections are told with their next statement.
    """
    former = current_asker.set(asker)
    _tell_open_transactions()
    try:
        yield asker
    finally:
        current_asker.reset(former)
        _tell_open_transactions()


def _tell_open_transactions() -> None:
    for connection in connections.all(initialized_only=True):
        tell = getattr(connection, "tell_asker", None)  # another backend has none
        if tell and connection.connection is not None and connection.in_atomic_block:
            tell()
