"""The corpus of attacks (security.md §7) as one table: a row is an attack, who makes it, what they send, and what they must get.

Where a row names `theirs`, the same is sent again with an id that never was, and the two answers may not differ. `points`: the one
field that a problem names; `never`: words that no answer holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
V1 = "/api/v1"
NOBODY, SYSTEM = "nobody", "a system"


@dataclass(frozen=True, slots=True)
class Attack:
    """`said` is a body as it stands, or what a form or JSON holds; braces stand for ids, in it and in the path."""

    number: int
    what: str
    who: str
    path: str
    answers: set[int]
    method: str = "GET"
    said: Any = b""
    kind: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    theirs: str = ""
    points: str = ""
    never: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.number}-{self.what}-{self.who}"


def send(number: int, what: str, said: Any, answers: set[int] | None = None, **more: Any) -> Attack:
    """What another system sends; to begin a family, unless a row says where."""
    given = {"path": f"{V1}/families/", "method": "POST", "kind": JSON} | more
    return Attack(number, what, SYSTEM, said=said, answers=answers or {400}, **given)
