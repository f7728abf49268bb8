"""Who calls: asked at every request, by statements that are composed and planned once (docs/performance.md)."""

import hashlib
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol, cast
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from oauth2_provider.models import AccessToken

from accounts.models import Organisation, User
from database import prepared
from database.prepared import Said, Statement

COLUMNS = [field.attname for field in User._meta.concrete_fields]
ITS_COLUMNS = [field.attname for field in Organisation._meta.concrete_fields]


class HoldsUser(Protocol):
    """A session that was read, and whose it is by the list of sign-ins; nobody's where it stands in none."""

    signed_in: User | None


_session: ContextVar[HoldsUser | None] = ContextVar("the session of which it is asked whose it is", default=None)


class Recognise(AuthenticationMiddleware):
    """Django's own, but who is signed in was read with the session: the library only asks whether it may be so."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _signed_in(request))  # type: ignore[assignment]


def _signed_in(request: HttpRequest) -> Any:
    token = _session.set(cast("HoldsUser", request.session))
    try:
        return get_user(request)
    finally:
        _session.reset(token)


class SignIn(AuthenticationBackend):  # type: ignore[misc]
    """E-mail and password as the library checks them; who is signed in already comes with the session, or by a kept statement."""

    def get_user(self, user_id: UUID) -> User | None:
        session = _session.get()
        user = session.signed_in if session else None
        if user is None or user.pk != user_id:
            found = next(iter(prepared.rows("user", _users, {"user": user_id})), None)
            user = user_of(found) if found else None
        return user if user and user.is_active else None


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token that counts: whose it is, and how far it reaches (scopes with a space between)."""

    user: User
    scope: str


def token_called(bearer: str) -> Token | None:
    """The live token of a client that is still let in; None for any other."""
    checksum = Said(hashlib.sha256(bearer.encode()).hexdigest())
    found = next(iter(prepared.rows("token", _tokens, {"token": checksum})), None)
    return Token(user_of(found[1:]), found[0]) if found else None


def _users() -> Statement:
    found = User.objects.filter(pk=prepared.stand_in("user"))
    return cast("Statement", found.values_list(*columns_of("")).query.sql_with_params())


def _tokens() -> Statement:
    live = AccessToken.objects.filter(
        token_checksum=prepared.place_of("token", Said()), expires__gt=Now(), application__user__is_active=True
    )
    return cast("Statement", live.values_list("scope", *columns_of("application__user__")).query.sql_with_params())


def columns_of(prefix: str) -> list[str]:
    """What `user_of` needs of a user, along this way from another row."""
    return [f"{prefix}{name}" for name in COLUMNS] + [f"{prefix}organisation__{name}" for name in ITS_COLUMNS]


def user_of(row: Sequence[Any]) -> User:
    """A user, with their organisation, from the columns of `columns_of`."""
    user = User.from_db("default", COLUMNS, row[: len(COLUMNS)])
    user.organisation = Organisation.from_db("default", ITS_COLUMNS, row[len(COLUMNS) :])
    return user
