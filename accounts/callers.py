"""Who calls: asked at every request, by statements that are composed and planned once (docs/performance.md)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models.functions import Now
from oauth2_provider.models import AccessToken

from accounts.models import Organisation, User
from database import prepared
from database.prepared import Said, Statement

COLUMNS = [field.attname for field in User._meta.concrete_fields]
ITS_COLUMNS = [field.attname for field in Organisation._meta.concrete_fields]


class SignIn(AuthenticationBackend):  # type: ignore[misc]
    """E-mail and password as the library checks them; who is signed in already is looked up by a kept statement."""

    def get_user(self, user_id: UUID) -> User | None:
        found = next(iter(prepared.rows("user", _users, {"user": user_id})), None)
        user = _user(found) if found else None
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
    return Token(_user(found[1:]), found[0]) if found else None


def _users() -> Statement:
    found = User.objects.filter(pk=prepared.stand_in("user"))
    return cast("Statement", found.values_list(*_columns("")).query.sql_with_params())


def _tokens() -> Statement:
    live = AccessToken.objects.filter(
        token_checksum=prepared.place_of("token", Said()), expires__gt=Now(), application__user__is_active=True
    )
    return cast("Statement", live.values_list("scope", *_columns("application__user__")).query.sql_with_params())


def _columns(prefix: str) -> list[str]:
    return [f"{prefix}{name}" for name in COLUMNS] + [f"{prefix}organisation__{name}" for name in ITS_COLUMNS]


def _user(row: Sequence[Any]) -> User:
    user = User.from_db("default", COLUMNS, row[: len(COLUMNS)])
    user.organisation = Organisation.from_db("default", ITS_COLUMNS, row[len(COLUMNS) :])
    return user
