"""Hot reads: composed by the ORM once, planned by PostgreSQL once for each connection (design.md, decision 10).

To compose a statement out of who may see what, and to plan it, takes several times as long as to read its rows (docs/performance.md).
So it is composed with stand-ins for the ids that differ from one asking to the next. Every other value becomes part of the
statement, as the planner knows best what to do with what it sees; the stand-ins become its parameters, `$1`, `$2`, …
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, cast
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, Model
from psycopg import sql as psycopg_sql
from psycopg.types.range import Range

from database.backend.base import DatabaseWrapper, LaterCursor, PreparedCursor, WholeCursor
from database.lookups import SharedSets, shared_sets

MOST_KEPT = 500
_PLACE = re.compile("%([%s])")
"""How the ORM writes a per cent sign, and the place of a value."""
Statement = tuple[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement with `$1`, `$2`, …, and whose values they take; without text when it can find nothing, whoever asks."""

    sql: str
    names: tuple[str, ...]


_kept: dict[Hashable, Kept] = {}


@cache
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


def rows(
    key: Hashable, compose: Callable[[], Statement], given: Mapping[str, Given], *, is_whole: bool = False
) -> list[tuple[Any, ...]]:
    """The rows of the statement that `compose` makes with stand-ins of these names; `key` says all else that it depends on.

    `is_whole`: where nothing was said in the transaction before, it ends with this statement.
    """
    kept = _kept.get(key) or _keep(key, compose, given)
    if not kept.sql:
        return []
    with cast("DatabaseWrapper", connection).prepared_cursor(WholeCursor if is_whole else PreparedCursor) as cursor:
        cursor.execute(kept.sql, [given[name] for name in kept.names])
        return list(cursor.fetchall())


def asked(compose: Callable[..., Statement], **given: Given) -> list[tuple[Any, ...]]:
    """The rows of `compose(**given)`, composed once with stand-ins for what is given; it may depend on nothing else."""
    places = {name: place_of(name, value) for name, value in given.items()}
    return rows((compose, *given), lambda: compose(**places), given)


def write(sql: str, values: Sequence[Any]) -> None:
    """Send a statement with `$1`, `$2`, … that gives no rows, along with the next one or with COMMIT: it fails then."""
    with cast("DatabaseWrapper", connection).prepared_cursor(LaterCursor) as cursor:
        cursor.execute(sql, values)


def insert(new: Iterable[Model]) -> None:
    """Write new rows, in their order and in one message, each by the kept statement of its model: the ORM composes one anew.

    What the database fills in (a generated column) is not read back, and no signal is sent.
    """
    with sent_together(), cast("DatabaseWrapper", connection).prepared_cursor() as cursor:
        for model, rows in groupby(new, type):
            sql, fields = _inserting(model)
            cursor.executemany(sql, [_as_stored(row, fields) for row in rows])


def insert_many(model: type[Model], said: Sequence[Mapping[str, Any]], shared: Mapping[str, Any]) -> None:
    """Write many new rows of one model by one statement: the policies ask who writes them once, and not for each row.

    `said`: of each row, by column, what is not as it is in a new one; `shared`: what is the same for all. As `insert`, nothing is
    read back.
    """
    sql, fields = _inserting_many(model)
    alike = {**{column: field.get_default() for column, field in fields.items()}, **shared}
    with cast("DatabaseWrapper", connection).prepared_cursor() as cursor:
        cursor.execute(sql, [json.dumps(alike, default=_as_told), json.dumps(said, default=_as_told)])


@cache
def _inserting_many(model: type[Model]) -> tuple[str, dict[str, Field[Any, Any]]]:
    """The statement, and the fields of which a row may say nothing."""
    fields = {str(field.column): field for field in model._meta.concrete_fields if not field.generated}
    columns, table = ", ".join(f'"{column}"' for column in fields), f'"{model._meta.db_table}"'
    told = f"json_populate_recordset(json_populate_record(NULL::{table}, $1::json), $2::json)"
    sql = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {told}"  # noqa: S608  (our own names)
    return sql, {column: field for column, field in fields.items() if not field.primary_key}


def _as_told(value: Any) -> str:
    """What JSON has no word for, as PostgreSQL reads it."""
    if isinstance(value, Range):
        if value.isempty:
            return "empty"
        begin, end = ("" if day is None else day for day in (value.lower, value.upper))
        return f"{value.bounds[0]}{begin},{end}{value.bounds[1]}"
    return str(value)


@cache
def _inserting(model: type[Model]) -> tuple[str, list[Field[Any, Any]]]:
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(f"${number}" for number in range(1, len(fields) + 1))
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places})', fields  # noqa: S608  (our own names)


def _as_stored(row: Model, fields: Sequence[Field[Any, Any]]) -> list[Any]:
    row._state.adding, row._state.db = False, connection.alias
    return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]


@contextmanager
def sent_together() -> Iterator[None]:
    """Rows that are written within, one after the other, without a wait for the database between: a refusal comes at the end.

    Within a transaction, and for INSERT only: how many rows another statement met is not known before the end.
    """
    with cast("DatabaseWrapper", connection).sent_together():
        yield


def _keep(key: Hashable, compose: Callable[[], Statement], given: Mapping[str, Given]) -> Kept:
    """Compose a statement and keep it."""
    try:
        with composing() as sets:
            sql, params = sets.before(*compose())
        kept = _numbered(sql, params, {str(stand_in(name)): name for name in given})
    except EmptyResultSet:
        kept = Kept("", ())
    if len(_kept) >= MOST_KEPT:  # each day has new keys: the old ones go, all at once
        _kept.clear()
    _kept[key] = kept
    return kept


@contextmanager
def composing() -> Iterator[SharedSets]:
    """While something is composed for all who are alike. Nothing may be looked up meanwhile: the answer would be a stand-in's."""
    with connection.execute_wrapper(_refuse_to_ask), shared_sets() as sets:
        yield sets


def _refuse_to_ask(*_: Any, **__: Any) -> None:
    raise RuntimeError("A statement that is kept for all who are alike can't look anything up while it is composed.")


def _numbered(sql: str, params: Sequence[Any], places: Mapping[str, str]) -> Kept:
    """The statement with a number for each stand-in, and every other value written out."""
    connection.ensure_connection()  # how a value is written is the connection's to know
    values, names = iter(params), list[str]()

    def written(place: re.Match[str]) -> str:
        if place[1] == "%":
            return "%"
        value = next(values)
        name = name_in(value, places)
        if name is None:
            return psycopg_sql.Literal(value).as_string(connection.connection)
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return Kept(_PLACE.sub(written, sql), tuple(names))


def name_in(param: Any, places: Mapping[str, str]) -> str | None:
    """Whose stand-in this is, or a list of just one."""
    alone = param[0] if isinstance(param, list) and len(param) == 1 else param
    name = places.get(str(alone)) if isinstance(alone, (UUID, str)) else None
    if name is None and any(place in str(param) for place in places):
        raise ValueError("A stand-in can only be replaced where it stands alone, or alone in a list.")
    return name
