"""Hot reads: composed by the ORM once, planned by PostgreSQL once for each connection (design.md, decision 10).

To compose a statement out of who may see what, and to plan it, takes several times as long as to read its rows (docs/performance.md).
So it is composed with stand-ins for the ids that differ from one asking to the next, kept, and run with the ids in their places.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, cast
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.exceptions import EmptyResultSet
from django.db import connection

from database.backend.base import DatabaseWrapper

MOST_KEPT = 500
Statement = tuple[str, Sequence[Any]]
_kept: dict[Hashable, Statement] = {}


def stand_in(name: str) -> UUID:
    """The id of nobody and nothing: whoever looked it up while composing would find nothing, and never what is another's."""
    return uuid5(NAMESPACE_OID, f"kith stand-in {name}")


class Said(str):
    """A text that differs from one asking to the next, as ids do."""


Given = UUID | list[UUID] | Said


def place_of(name: str, given: Given) -> Given:
    """What is put into a statement in the place of a value while it is composed."""
    if isinstance(given, Said):
        return Said(stand_in(name))
    return [stand_in(name)] if isinstance(given, list) else stand_in(name)


def rows(key: Hashable, compose: Callable[[], Statement], given: Mapping[str, Given]) -> list[tuple[Any, ...]]:
    """The rows of the statement that `compose` makes with stand-ins of these names; `key` says all else that it depends on."""
    said = {str(stand_in(name)): value for name, value in given.items()}
    sql, params = _kept.get(key) or _keep(key, compose, said)
    if not sql:
        return []
    with cast("DatabaseWrapper", connection).prepared_cursor() as cursor:
        cursor.execute(sql, [_in_place(param, said) for param in params])
        return list(cursor.fetchall())


def _keep(key: Hashable, compose: Callable[[], Statement], said: Mapping[str, Given]) -> Statement:
    """Compose a statement and keep it. It may ask the database nothing meanwhile: the answer would be a stand-in's, for all."""
    try:
        with connection.execute_wrapper(_refuse_to_ask):
            sql, params = compose()
    except EmptyResultSet:  # it can find nothing, whoever asks
        sql, params = "", ()
    for param in params:
        if _in_place(param, said) is param and any(one in str(param) for one in said):
            raise ValueError("A stand-in can only be replaced where it stands alone, or alone in a list.")
    if len(_kept) >= MOST_KEPT:  # each day has new keys: the old ones go, all at once
        _kept.clear()
    _kept[key] = sql, params
    return sql, params


def _refuse_to_ask(*_: Any, **__: Any) -> None:
    raise RuntimeError("A statement that is kept for all who are alike can't look anything up while it is composed.")


def _in_place(param: Any, said: Mapping[str, Given]) -> Any:
    """What a stand-in, or a list of just one, stands for."""
    alone = param[0] if isinstance(param, list) and len(param) == 1 else param
    return said.get(str(alone), param) if isinstance(alone, (UUID, str)) else param
