"""Who asks: workers with sixty families each by session, and another system by token, each through the whole handler stack."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any, cast

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.utils.crypto import get_random_string
from oauth2_provider.models import AccessToken

from accounts.models import User
from accounts.sessions import SessionStore, StoredKey
from api.actions import agree_to_client, create_client
from api.models import ApiClient
from api.queries.clients import administrators
from api.scopes import Scope
from database import clock
from database.asker import acting_as
from families.models import Practitioner

CLIENT = "The benchmark"


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone signed in: what their requests carry."""

    user: User
    headers: dict[str, str]


def worker(name: str) -> Caller:
    """A social worker, signed in with a browser."""
    user = User.objects.get(name=name)
    session, csrf = SessionStore(), get_random_string(32)
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    key = cast("StoredKey", session.session_key)
    UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1", user_agent="bench")
    cookies = {settings.SESSION_COOKIE_NAME: key.held, settings.CSRF_COOKIE_NAME: csrf}
    headers = {
        "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "HTTP_X_CSRFTOKEN": csrf,
        "HTTP_REFERER": "https://testserver/",
    }
    return Caller(user, headers)


def system(writer: str) -> Caller:
    """Another system that may do everything, by its token; what it writes is in the name of `writer`."""
    kith = User.objects.get(kind=User.Kind.SYSTEM)
    with acting_as(kith.asker), transaction.atomic():
        client = ApiClient.objects.visible_to(kith).filter(name=CLIENT).select_related("user", "application").first()
        if client is None:
            as_whom = Practitioner.objects.get(user__name=writer)
            client = create_client(
                name=CLIENT, scopes=Scope, purpose="To measure", practitioner=as_whom, by=kith
            ).client
            agrees = administrators(kith).order_by("pk").first()
            if agrees:
                with acting_as(agrees.asker):
                    agree_to_client(client=client, by=agrees)
    token = AccessToken.objects.create(
        application=client.application,
        token=get_random_string(40),
        expires=clock.now() + timedelta(days=1),
        scope=" ".join(Scope),
    )
    return Caller(client.user, {"HTTP_AUTHORIZATION": f"Bearer {token.token}"})


class Refused(Exception):
    """A request of the benchmark that was not answered as it should be."""


class Asking:
    """Requests to the product's own WSGI application, in this process: everything but the socket."""

    def __init__(self) -> None:
        self.application = WSGIHandler()
        self.status = ""

    def __call__(self, caller: Caller, method: str, path: str, body: dict[str, Any] | bytes | None = None) -> bytes:
        """`body`: what is sent as JSON, or a form as a browser sends it."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        kind = "application/x-www-form-urlencoded" if isinstance(body, bytes) else "application/json"
        path, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_TYPE": kind if sent else "",
            "CONTENT_LENGTH": str(len(sent)),
            "HTTP_ACCEPT": "application/json",
            "wsgi.input": BytesIO(sent),
            "wsgi.errors": BytesIO(),
            "wsgi.url_scheme": "https",
            **caller.headers,
        }
        response = self.application(environ, self._start)
        try:
            answer = b"".join(response)
        finally:
            response.close()
        if not self.status.startswith("2"):
            raise Refused(f"{method} {path}: {self.status} {answer[:500]!r}")
        return answer

    def _start(self, status: str, headers: object, exc_info: object = None, /) -> Callable[[bytes], object]:
        self.status = status
        return lambda _body: None
