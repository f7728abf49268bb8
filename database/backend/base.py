"""Django's PostgreSQL backend, which also tells the database who asks at every outermost BEGIN, and doubts a COMMIT that was cut short.

Each wait for the database costs more than most answers (docs/performance.md). So what nobody waits for goes with what comes
next: BEGIN and the asker with the first statement, and a statement written by `LaterCursor` with the next one or with COMMIT.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper, debug_transaction
from django.db.utils import Error, OperationalError
from psycopg import RawCursor
from psycopg.errors import Diagnostic
from psycopg.pq import PipelineStatus, TransactionStatus

from database.asker import current_asker

Statement = tuple[str, Sequence[Any] | None]
"""With its values, when it is one that PostgreSQL is to plan once."""
untyped: Any = base
"""For what the types of Django leave out."""
BEGIN: Statement = ("BEGIN", ())
TELL = "SELECT set_config('kith.asker', $1, true)"
WAIT_FOR_STANDBY = "SyncRepWaitForLSN"
"""The function of PostgreSQL that waits. Its words differ from one language of the server to the next."""


class CommitUncertain(OperationalError):
    """Nobody knows whether it is kept: the wait for another server to hold it too was cut short, or that for this one (security.md §0.9).

    PostgreSQL calls the first a success with a warning. It is there for whoever looks, and gone if this server is lost now.
    """


class PreparedCursor(base.CursorMixin, RawCursor[Any]):
    """Sends a statement with `$1`, `$2`, … and its values apart, so that PostgreSQL plans it once for each connection.

    What is due goes before it, in one message.
    """

    def __init__(self, database: DatabaseWrapper) -> None:
        super().__init__(database.connection)
        self.database = database

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        with self.database.in_one_message(self.database.take_due()):
            return super().execute(query, params, **{**options, "prepare": True})

    def executemany(self, query: Any, params_seq: Any, **options: Any) -> Any:
        with self.database.in_one_message(self.database.take_due()):
            return super().executemany(query, params_seq, **options)


class LaterCursor(PreparedCursor):
    """Keeps a statement that gives nothing back until the next one goes, or COMMIT."""

    def execute(self, query: Any, params: Any = None, **_options: Any) -> Any:
        self.database.say_later(query, params)
        return self


class WholeCursor(PreparedCursor):
    """Sends a statement that is all of its transaction, with COMMIT in the same message: who gets its rows knows that they are kept.

    Where something was said before, or stands around it (a savepoint, a test), it is a statement like any other.
    """

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        if not self.database.is_at_the_beginning:
            return super().execute(query, params, **options)
        with self.database.ending():
            return super().execute(query, params, **options)


class Telling(CursorWrapper):
    """Sends what is due before a statement of the ORM."""

    def _execute(self, *said: Any) -> Any:
        self._say_due()
        return super()._execute(*said)  # type: ignore[misc]

    def _executemany(self, *said: Any) -> Any:
        self._say_due()
        return super()._executemany(*said)  # type: ignore[misc]

    def _say_due(self) -> None:
        if not isinstance(self.cursor, PreparedCursor):
            self.db.say_due()


class TellingAndNoted(Telling, CursorDebugWrapper):
    """The same, for who looks at the statements."""


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "database.backend.compiler"

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """For the tests and logs that show statements: a prepared one without its values."""
        return super().last_executed_query(cursor, sql, params) or str(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._due: list[Statement] = []

    def make_cursor(self, cursor: Any) -> CursorWrapper:
        return Telling(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> CursorDebugWrapper:
        return TellingAndNoted(cursor, self)

    def prepared_cursor(self, kind: type[PreparedCursor] = PreparedCursor) -> Any:
        """A cursor for hot reads, or of another kind (`database/prepared.py`)."""
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(kind(self))  # type: ignore[attr-defined]

    @property
    def is_at_the_beginning(self) -> bool:
        """In a transaction of which nothing was said yet, and in no other one."""
        return len(self.atomic_blocks) == 1 and BEGIN in self._due and self._has_nothing_to_say

    @property
    def _has_nothing_to_say(self) -> bool:
        """At most, that a transaction begins and who asks."""
        return all(query in {BEGIN[0], TELL} for query, _params in self._due)

    @contextmanager
    def ending(self) -> Iterator[None]:
        """What is sent within ends the transaction, with COMMIT in its message; what is said after it is one of its own."""
        begin = [*self._due]
        with self.committing(), debug_transaction(self, "COMMIT"), self.sent_together():
            yield
            RawCursor(self.connection).execute("COMMIT", (), prepare=True)
        self._due = begin

    @contextmanager
    def committing(self) -> Iterator[None]:
        """What is sent within ends with COMMIT. Raises CommitUncertain when nobody knows whether it is kept, or by one server alone."""
        cut_short: list[str] = []

        def listen(notice: Diagnostic) -> None:
            if notice.source_function == WAIT_FOR_STANDBY:
                cut_short.append(str(notice.message_primary))

        self.connection.add_notice_handler(listen)
        try:
            yield
        except Error as error:
            if self.connection.closed:  # nobody is left to say whether COMMIT came before
                raise CommitUncertain(*cut_short, *error.args) from error
            raise
        finally:
            self.connection.remove_notice_handler(listen)
        if cut_short:
            raise CommitUncertain(*cut_short)

    def tell_asker(self) -> None:
        """From the next statement of the open transaction on, the database knows who asks now."""
        if self._due and self._due[-1][0] == TELL:
            self._due.pop()
        asker = current_asker.get()
        self._due.append((TELL, [asker.token() if asker else ""]))

    def say_later(self, query: str, params: Sequence[Any] | None) -> None:
        """Send this before the next statement, or with COMMIT; it fails then, or here where no transaction is open."""
        self._due.append((query, params))
        if self.get_autocommit():
            self.say_due()

    def say_due(self) -> None:
        """Send what is due by itself: the ORM's own statements can't go in one message with another."""
        with self.in_one_message(self.take_due()):
            pass

    def take_due(self) -> list[Statement]:
        """What goes before the next statement, in order; whoever takes it sends it. A failed transaction takes only its end."""
        if self._is_broken:
            return []
        due, self._due = self._due, []
        return due

    @contextmanager
    def in_one_message(self, before: Sequence[Statement]) -> Iterator[None]:
        """Send these, and then what is sent within, without a wait between; without any, within is as it always is."""
        if not before:
            yield
            return
        with self.sent_together():
            sender = RawCursor(self.connection)
            for query, params in before:
                sender.execute(query, params, prepare=params is not None)
            yield

    @contextmanager
    def sent_together(self) -> Iterator[None]:
        """What is sent within waits for no answer before its end, unless the answer is read; a refusal comes then at the latest."""
        if self.connection.pgconn.pipeline_status != PipelineStatus.OFF:
            yield
            return
        with self.wrap_database_errors, self.connection.pipeline():
            yield

    @property
    def _is_broken(self) -> bool:
        """A failed transaction takes no statement but its end: what is due waits for that."""
        return bool(self.connection.info.transaction_status == TransactionStatus.INERROR)

    def _set_autocommit(self, autocommit: bool) -> None:
        """The driver's own BEGIN waits for an answer, so the driver is left to commit by itself, and ours begins."""
        if not self.connection.autocommit:
            super()._set_autocommit(True)  # type: ignore[misc]  # noqa: FBT003  (Django's own signature)
        self._due = [] if autocommit else [BEGIN]
        if not autocommit and current_asker.get() is not None:
            self.tell_asker()

    def _commit(self) -> None:
        if self.connection is None:
            self._due = []
            return
        with self.committing():
            self._send_commit()

    def _send_commit(self) -> None:
        if self._has_nothing_to_say:
            self._due = []  # nothing is left to say: at most, nothing was ever said
            super()._commit()  # type: ignore[misc]
            return
        with debug_transaction(self, "COMMIT"), self.in_one_message(self.take_due()):
            RawCursor(self.connection).execute("COMMIT", prepare=False)

    def _savepoint(self, sid: str) -> None:
        self._run_later(self.ops.savepoint_create_sql(sid))

    def _savepoint_commit(self, sid: str) -> None:
        self._run_later(self.ops.savepoint_commit_sql(sid))

    def _savepoint_rollback(self, sid: str) -> None:
        if self._is_broken:
            self._due = []  # said since then: what was said before went with the statement that failed
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self.tell_asker()  # whoever was told within is forgotten with it

    def _run_later(self, statement: str) -> None:
        with self.prepared_cursor(LaterCursor) as cursor:
            cursor.execute(statement)

    def _rollback(self) -> None:
        self._due = []
        super()._rollback()  # type: ignore[misc]

    def _close(self) -> None:
        self._due = []
        super()._close()  # type: ignore[misc]
