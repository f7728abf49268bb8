"""Django's test browser takes what the database holds of a session for what its cookie holds; ours are told apart by a hash.

And it writes three times to sign someone in who was nobody before: a session for nobody, one in its place, and whose it is.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.test import Client
from django.test.client import ClientMixin

from accounts.sessions import SessionStore, StoredKey


def keep_keys() -> None:
    """From now on every test browser keeps the key, as a browser does."""
    ClientMixin.session = property(_session)  # type: ignore[assignment]
    ClientMixin._login = _login
    ClientMixin._set_login_cookies = _set_login_cookies


def _session(browser: Client) -> SessionStore:
    cookie = browser.cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie:
        return SessionStore(StoredKey(cookie.value))
    session = SessionStore()
    session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key.held
    return session


def _set_login_cookies(browser: Client, request: Any) -> None:
    browser.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key.held


def _login(browser: Client, user: Any, backend: str | None = None) -> None:
    request = HttpRequest()
    request.session = _OfNobody()
    if settings.SESSION_COOKIE_NAME in browser.cookies:
        request.session = _session(browser)
    login(request, user, backend)
    request.session.save()
    _set_login_cookies(browser, request)


class _OfNobody(SessionStore):
    """A session that nobody has a key to yet."""

    def cycle_key(self) -> None:
        """Its first key is made when it is saved."""
