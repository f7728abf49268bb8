"""Hot reads in someone's name: one composition for all who are alike, run with each one's own ids."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Model, UUIDField, Value
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from database import clock, prepared
from database.prepared import Said, Statement, place_of, stand_in

M = TypeVar("M", bound=Model)


def visible(model: type[M], ids: Iterable[UUID], user: User) -> dict[UUID, M]:
    """Those of the rows with these ids that the user may see, by their ids."""
    columns = _columns(model)
    found = (model.from_db("default", columns, row) for row in rows(_visible, user, model=model, these=list(ids)))
    return {row.pk: row for row in found}


def ids_visible(model: type[Model], ids: Iterable[UUID], user: User) -> set[UUID]:
    """Those of these ids whose rows the user may see: for who needs nothing else of them."""
    return {pk for (pk,) in rows(_ids_visible, user, model=model, these=list(ids))}


def _ids_visible(user: User, model: type[Model], these: list[UUID]) -> Statement:
    return _seen(user, model, these, ["pk"])


def _visible(user: User, model: type[Model], these: list[UUID]) -> Statement:
    return _seen(user, model, these, _columns(model))


def _seen(user: User, model: type[Model], these: list[UUID], columns: list[str]) -> Statement:
    seen = model._default_manager.visible_to(user)  # type: ignore[attr-defined]
    chosen = seen.filter(pk__any=Value(these, output_field=ArrayField(UUIDField())))
    statement: Statement = chosen.values_list(*columns).query.sql_with_params()
    return statement


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def rows(
    compose: Callable[..., Statement], user: User, *, is_whole: bool = False, **said: Any
) -> list[tuple[Any, ...]]:
    """The rows of `compose(user, **said)`, which is asked once a day for each kind of user and of values.

    It gets a stand-in for the user, of the same kind and roles, and for each id, list of ids and `Said` among the values; so it must
    not look at them, only put them into the statement. Any other value belongs to the statement itself and takes few values.
    `is_whole`: see `database.prepared.rows`.
    """
    given = {name: value for name, value in said.items() if isinstance(value, (UUID, list, Said))}
    shape: Mapping[str, Any] = {name: type(value) if name in given else value for name, value in said.items()}
    shown_in = get_language(), timezone.get_current_timezone_name()
    key = compose, alike(user), shown_in, clock.today(), tuple(sorted(shape.items(), key=lambda item: item[0]))
    places = {name: place_of(name, value) for name, value in given.items()}
    return prepared.rows(
        key,
        lambda: compose(standing_in(user), **{**said, **places}),
        {**given, "asker": user.pk, "organisation": user.organisation_id},
        is_whole=is_whole,
    )


def alike(user: User) -> Hashable:
    """What two users share for whom the same statements are composed."""
    return user.kind, user.is_active, tuple(sorted(user.roles))


def standing_in(user: User) -> User:
    """Whom a statement is composed for, in the place of all who are alike. Nothing else of theirs can be looked at: it would be
    asked for, which is refused while a statement is composed.
    """
    known = {
        "id": stand_in("asker"),
        "organisation_id": stand_in("organisation"),
        "kind": user.kind,
        "is_active": user.is_active,
        "roles": user.roles,
    }
    columns = [field.attname for field in User._meta.concrete_fields if field.attname in known]
    return User.from_db("default", columns, [known[column] for column in columns])
