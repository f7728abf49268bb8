"""`id__any=SetOf(…)`: equal to one of a set that the database makes once for the statement.

`IN (SELECT …)` is joined, and row by row when it stands beside an OR; `= ANY (ARRAY(SELECT …))` is a constant to the plan, so
that an index serves it (measured: 1 to 3 orders of magnitude on who may see what).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Lookup, QuerySet, UUIDField
from django.db.models.sql.compiler import SQLCompiler

Compiled = tuple[str, tuple[Any, ...]]


@UUIDField.register_lookup
class EqualsAny(Lookup):
    lookup_name = "any"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Compiled:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY ({right})", (*left_params, *right_params)


class SetOf(ArraySubquery):
    """The ids that a query of its own gives; it may not look at a row of the statement around it."""

    def __init__(self, queryset: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(queryset, **kwargs)
        self.asked = queryset

    def as_sql(self, compiler: SQLCompiler, connection: Any, *args: Any, **kwargs: Any) -> Compiled:
        shared = _shared.get()
        if shared is None:
            sql, params = super().as_sql(compiler, connection, *args, **kwargs)
            return sql, tuple(params)
        return shared.name_of(self.asked), ()


class SharedSets:
    """The sets of one statement: an equal one is made once, however often it is asked for."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[str, Compiled]] = {}

    def name_of(self, rows: QuerySet[Any]) -> str:
        """What stands for the set in the statement. The cast says that it is an array, and not rows to compare with."""
        sql, params = rows.query.sql_with_params()  # by itself, so that the same question always has the same words
        name, _compiled = self._made.setdefault(repr((sql, params)), (f"set_{len(self._made)}", (sql, tuple(params))))
        return f"(SELECT ids FROM {name})::uuid[]"  # noqa: S608  (our own names)

    def before(self, sql: str, params: Any) -> tuple[str, list[Any]]:
        """The statement with its sets made in front of it; a set that another one needs stands before that."""
        if not self._made:
            return sql, list(params)
        made = ", ".join(
            f"{name} (ids) AS MATERIALIZED (SELECT ARRAY({its}))" for name, (its, _) in self._made.values()
        )
        own = chain.from_iterable(its for _name, (_sql, its) in self._made.values())
        rest = f", {sql.removeprefix('WITH ')}" if sql.startswith("WITH ") else f" {sql}"
        return f"WITH {made}{rest}", [*own, *params]


_shared: ContextVar[SharedSets | None] = ContextVar("sets that the statement shares", default=None)


@contextmanager
def shared_sets() -> Iterator[SharedSets]:
    """While statements are composed within, their sets are named, to be put before the whole of it."""
    sets = SharedSets()
    token = _shared.set(sets)
    try:
        yield sets
    finally:
        _shared.reset(token)
