"""Django's PostgreSQL backend, which also tells the database who asks at every outermost BEGIN."""

from typing import Any

from django.db.backends.postgresql import base, operations
from psycopg import RawCursor, sql
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus

from database.asker import current_asker


class PreparedCursor(base.CursorMixin, RawCursor[Any]):
    """Sends a statement with `$1`, `$2`, … and its values apart, so that PostgreSQL plans it once for each connection."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(query, params, **{**options, "prepare": True})


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """For the tests and logs that show statements: a prepared one without its values."""
        return super().last_executed_query(cursor, sql, params) or str(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        super().set_autocommit(autocommit, *args, **kwargs)
        if not autocommit and current_asker.get() is not None:
            self.tell_asker()

    def prepared_cursor(self) -> Any:
        """A cursor for hot reads (`database/prepared.py`)."""
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(PreparedCursor(self.connection))  # type: ignore[attr-defined]

    def tell_asker(self) -> None:
        """Write the asker of this moment into the open transaction; a failed transaction forgets it anyway."""
        raw = self.connection
        if raw.closed or raw.info.transaction_status == TransactionStatus.INERROR:
            return
        asker = current_asker.get()
        token = sql.Literal(asker.token() if asker else "").as_string(raw)
        begin = "BEGIN; " if raw.info.transaction_status == TransactionStatus.IDLE else ""
        # In one message to the server: this is a part of every request.
        with self.wrap_database_errors, raw.lock:
            result = raw.pgconn.exec_(f"{begin}SELECT set_config('kith.asker', {token}, true)".encode())
            if result.status != ExecStatus.TUPLES_OK:
                raise error_from_result(result)
