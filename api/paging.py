"""One page shape for every list."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from api.queries.documents import Row


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and where the next page begins. A cursor is an id: it holds nothing that may not stand in an address."""

    rows: Sequence[Row]
    next_cursor: str | None

    def as_json(self) -> str:
        return f'{{"results": [{", ".join(row.body for row in self.rows)}], "next_cursor": {json.dumps(self.next_cursor)}}}'


def page_of(rows: Sequence[Row], size: int) -> Page:
    """A page of at most `size` from rows that were asked for with one more."""
    shown = rows[:size]
    return Page(shown, str(shown[-1].id) if len(rows) > size else None)
