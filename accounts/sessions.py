"""Django's sessions in the database, read by a statement that is composed and planned once (docs/performance.md)."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from database import prepared
from database.prepared import Said, Statement


class SessionStore(db.SessionStore):
    """The store of `SESSION_ENGINE`."""

    def load(self) -> dict[str, Any]:
        """What the session holds; of one that ran out or never was, nothing."""
        found = prepared.rows("session", _data, {"session": Said(self.session_key)}) if self.session_key else []
        if not found:
            self._session_key = None
        return self.decode(found[0][0]) if found else {}

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session


def _data() -> Statement:
    live = Session.objects.filter(session_key=prepared.place_of("session", Said()), expire_date__gt=Now())
    statement: Statement = live.values_list("session_data").query.sql_with_params()
    return statement
