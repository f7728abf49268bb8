"""Who may call an endpoint, and how often."""

from __future__ import annotations

import hashlib
import ipaddress
import time
from typing import TYPE_CHECKING, Any

from django.core.cache import caches
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from accounts.models import User
from api.scopes import Scope

if TYPE_CHECKING:  # the framework reads this module from its settings, before it has views
    from rest_framework.views import APIView

    from api.endpoints import Endpoint

NO_ACTION = {None, "metadata"}
"""The method is not one of the endpoint's: 405 follows."""


def holds(held: str, needed: frozenset[Scope]) -> bool:
    """Whether a token's scopes hold one of these. To read a whole conversation is also to read its summary."""
    return not needed.isdisjoint(held.split())


def asks_from_there(user: User, address: str) -> bool:
    """Whether a system may ask from this address, as the connection or the proxy that we trust says it."""
    if not user.asks_from:
        return True
    try:
        there = ipaddress.ip_address(address.strip())
    except ValueError:
        return False
    there = getattr(there, "ipv4_mapped", None) or there
    return any(there in ipaddress.ip_network(one) for one in user.asks_from)


class ApiRequest(Request):
    """A request behind `HasScope`: someone who works here, or another system with its token."""

    user: User
    auth: Any


class AskerAuthentication(SessionAuthentication):
    """Hands on whom the middleware has recognised: a client by its bearer token, or someone signed in with a browser."""

    def authenticate(self, request: Request) -> tuple[User, Any] | None:
        inner = request._request
        token = getattr(inner, "auth", None)
        if not isinstance(inner.user, User):
            if "Authorization" in request.headers:
                raise exceptions.AuthenticationFailed(_("This token is not valid, or has run out. Ask for a new one."))
            return None
        if token is None:
            self.enforce_csrf(request)
        if not asks_from_there(inner.user, BaseThrottle().get_ident(request)):
            raise exceptions.PermissionDenied(_("Your system may not ask from this address."), "address_not_listed")
        return inner.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Kith"'


class HasScope(BasePermission):
    """A client needs one of the endpoint's scopes in its token; who works here goes by the rules of the pages."""

    def has_permission(self, request: ApiRequest, view: Endpoint) -> bool:  # type: ignore[override]
        user = request.user
        if not isinstance(user, User):
            return False
        if view.action in NO_ACTION:
            return True
        if user.kind == User.Kind.CLIENT:
            return request.auth is not None and self._covers(request.auth.scope, view.scopes[view.action])
        return user.kind == User.Kind.STAFF

    def _covers(self, held: str, needed: frozenset[Scope]) -> bool:
        if not holds(held, needed):
            raise exceptions.PermissionDenied(
                _("This needs the scope %(scopes)s.") % {"scopes": _(" or ").join(sorted(needed))}
            )
        return True


class CallerThrottle(BaseThrottle):
    """So many requests a minute from one caller, counted in each process."""

    most = 3000
    seconds = 60

    def allow_request(self, request: Request, view: APIView) -> bool:
        said = f"{type(self).__name__} {self.caller(request)} {int(time.time()) // self.seconds}"
        window = hashlib.sha256(said.encode()).hexdigest()
        cache = caches["process"]
        cache.add(window, 0, self.seconds)
        try:
            return cache.incr(window) <= self.most
        except ValueError:  # the cache was full and let this window go
            return True

    def caller(self, request: Request) -> str:
        return str(request.user.pk or self.get_ident(request))

    def wait(self) -> float:
        return self.seconds - time.time() % self.seconds
