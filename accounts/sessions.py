"""Django's sessions in the database, which alone opens none of them; read with their users by a statement that is composed and planned
once (docs/performance.md)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from accounts.callers import user_of
from accounts.models import Organisation, User
from accounts.secrets import Unreadable, seal_in, unseal_in
from database import prepared
from database.prepared import Said, Statement


class StoredKey(str):
    """What the database holds of a session's key: its hash. `held` is the key itself, which only the browser keeps.

    The tables of sessions stand open to reading (ADR 6), and a hash opens nothing. A key holds 165 random bits, so it needs no salt.
    """

    held: str

    def __new__(cls, held: str) -> StoredKey:
        stored = super().__new__(cls, hashlib.sha256(held.encode()).hexdigest()[:40])  # as long as their columns are
        stored.held = held
        return stored


class Sessions(SessionMiddleware):
    """Django's own, but the browser holds the key, and all else here only its hash."""

    def process_request(self, request: HttpRequest) -> None:
        held = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.session = SessionStore(StoredKey(held) if held else None)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        cookie, key = answer.cookies.get(settings.SESSION_COOKIE_NAME), request.session.session_key
        if cookie and cookie.value and isinstance(key, StoredKey):
            cookie.set(cookie.key, key.held, key.held)
        return answer


class SessionStore(db.SessionStore):
    """The store of `SESSION_ENGINE`. Its `session_key` is what the database holds."""

    signed_in: User | None = None

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Sealed: a code that is on its way to someone stands in a session, and would sign in whoever reads it there.

        And sealed as itself: a session that is copied over another's says nothing there.
        """
        return seal_in(self._place, json.dumps(session_dict, separators=(",", ":")))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            return dict(json.loads(unseal_in(self._place, str(session_data))))
        except Unreadable:
            return {}

    @property
    def _place(self) -> str:
        return f"session {self.session_key}"

    def load(self) -> dict[str, Any]:
        """What the session holds; of one that ran out or never was, nothing."""
        found = prepared.rows("session", _data, {"session": Said(self.session_key)}) if self.session_key else []
        if not found:
            self._session_key = None
            return {}
        data, *user = found[0]
        self.signed_in = user_of(user) if user[0] is not None else None
        return self.decode(data)

    def _get_new_session_key(self) -> StoredKey:
        return StoredKey(get_random_string(32, VALID_KEY_CHARS))

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
