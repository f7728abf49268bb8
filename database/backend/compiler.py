"""Statements as the ORM sends them: the sets by which it is decided who may see what are made once, in front of the whole."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import compiler

from database.lookups import sets_shared, shared_sets

SQLInsertCompiler = compiler.SQLInsertCompiler
SQLUpdateCompiler = compiler.SQLUpdateCompiler
SQLDeleteCompiler = compiler.SQLDeleteCompiler


class _Sent:
    """Composes what is sent; a query within another one is composed without being sent."""

    is_sent = False
    query: Any
    connection: Any

    def execute_sql(self, *args: Any, **kwargs: Any) -> Any:
        self.is_sent = True
        return super().execute_sql(*args, **kwargs)  # type: ignore[misc]

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        compose = super().as_sql  # type: ignore[misc]
        if not self.is_sent or sets_shared() is not None:
            sql, params = compose(*args, **kwargs)
            return sql, params
        explained, self.query.explain_info = self.query.explain_info, None  # EXPLAIN stands before the sets, too
        try:
            with shared_sets() as sets:
                sql, params = sets.before(*compose(*args, **kwargs))
        finally:
            self.query.explain_info = explained
        if explained:
            told = self.connection.ops.explain_query_prefix(explained.format, **explained.options)
            sql = f"{told} {sql}"
        return sql, params


class SQLCompiler(_Sent, compiler.SQLCompiler):
    pass


class SQLAggregateCompiler(_Sent, compiler.SQLAggregateCompiler):
    pass
