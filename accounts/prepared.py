"""Hot reads in someone's name: one composition for all who are alike, run with each one's own ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from database import clock, prepared
from database.prepared import Said, Statement, place_of, stand_in


def rows(compose: Callable[..., Statement], user: User, **said: Any) -> list[tuple[Any, ...]]:
    """The rows of `compose(user, **said)`, which is asked once a day for each kind of user and of values.

    It gets a stand-in for the user, of the same kind and roles, and for each id, list of ids and `Said` among the values; so it must
    not look at them, only put them into the statement. Any other value belongs to the statement itself and takes few values.
    """
    given = {name: value for name, value in said.items() if isinstance(value, (UUID, list, Said))}
    shape: Mapping[str, Any] = {name: type(value) if name in given else value for name, value in said.items()}
    alike = user.kind, user.is_active, tuple(sorted(user.roles))
    shown_in = get_language(), timezone.get_current_timezone_name()
    key = compose, alike, shown_in, clock.today(), tuple(sorted(shape.items(), key=lambda item: item[0]))
    places = {name: place_of(name, value) for name, value in given.items()}
    return prepared.rows(
        key,
        lambda: compose(_standing_in(user), **{**said, **places}),
        {**given, "asker": user.pk, "organisation": user.organisation_id},
    )


def _standing_in(user: User) -> User:
    return User(
        pk=stand_in("asker"),
        organisation_id=stand_in("organisation"),
        kind=user.kind,
        is_active=user.is_active,
        roles=user.roles,
    )
