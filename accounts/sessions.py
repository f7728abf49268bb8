"""Django's sessions in the database, read with their users by a statement that is composed and planned once (docs/performance.md)."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import Model

from accounts.callers import user_of
from accounts.models import Organisation, User
from database import prepared
from database.prepared import Said, Statement


class SessionStore(db.SessionStore):
    """The store of `SESSION_ENGINE`."""

    signed_in: User | None = None

    def load(self) -> dict[str, Any]:
        """What the session holds; of one that ran out or never was, nothing."""
        found = prepared.rows("session", _data, {"session": Said(self.session_key)}) if self.session_key else []
        if not found:
            self._session_key = None
            return {}
        data, *user = found[0]
        self.signed_in = user_of(user) if user[0] is not None else None
        return self.decode(data)

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session


def _data() -> Statement:
    """What a live session holds, and whose it is by the list of sign-ins: no relation joins the two for the ORM."""
    sql = f"""
        SELECT session.session_data, {_columns("who", User)}, {_columns("organisation", Organisation)}
        FROM {Session._meta.db_table} session
        LEFT JOIN {UserSession._meta.db_table} sign_in ON sign_in.session_key = session.session_key
        LEFT JOIN {User._meta.db_table} who ON who.id = sign_in.user_id
        LEFT JOIN {Organisation._meta.db_table} organisation ON organisation.id = who.organisation_id
        WHERE session.session_key = %s AND session.expire_date > now()"""  # noqa: S608  (our own names)
    return sql, [prepared.place_of("session", Said())]


def _columns(table: str, model: type[Model]) -> str:
    return ", ".join(f'{table}."{field.column}"' for field in model._meta.concrete_fields)
