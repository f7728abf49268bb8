"""Django's PostgreSQL backend, which also tells the database who asks at every outermost BEGIN."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from database.asker import current_asker


class DatabaseWrapper(base.DatabaseWrapper):
    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        super().set_autocommit(autocommit, *args, **kwargs)
        if not autocommit and current_asker.get() is not None:
            self.tell_asker()

    def tell_asker(self) -> None:
        """Write the asker of this moment into the open transaction; a failed transaction forgets it anyway."""
        raw = self.connection
        if raw.closed or raw.info.transaction_status == TransactionStatus.INERROR:
            return
        asker = current_asker.get()
        with self.wrap_database_errors:
            raw.execute("SELECT set_config('kith.asker', %s, true)", [asker.token() if asker else ""])
