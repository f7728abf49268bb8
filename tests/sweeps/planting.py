"""Words of their own, put into every text of every row that someone may not see: in rows, in what is kept as JSON, in history."""

from __future__ import annotations

import os
import re
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from psycopg import sql

from accounts.models import User, UserChange
from database import bootstrap
from database.asker import acting_as
from families.models import Address, Advocate, Family, Person, PersonAccount, Residence, readable_by

ROOMS = ("accounts", "families", "casework", "linkups", "outcomes", "api")
LONG_ENOUGH = 80
NAMED_TO_FAMILIES = {"practitioner"}
"""Who works with a family is named to it, though the directory of all who work here is not its to read."""

ROWS_AS_THEY_WERE = {"was", "became"}
"""Columns of a row that a merge changed, by their names: with other names in them it could not be undone."""

OF_MACHINES = {("webhooksubscription", "url")}
"""The address of a machine: the database takes no other words there."""

# What the test itself has just changed is left out: it is locked, and would wait for its end.
PLANT = sql.SQL(
    "UPDATE {table} SET {column} = {word} WHERE {key} IN (SELECT {key} FROM {table}"
    " WHERE {column}::text <> '' AND {row} <> ALL (%(seen)s) FOR NO KEY UPDATE SKIP LOCKED)"
)
A_TEXT = sql.SQL("%(word)s || right({row}::text, 18)")
A_JSON = sql.SQL("jsonb_build_object('fields', jsonb_build_object('said', %(word)s::text), 'said', %(word)s::text)")


def kept_models() -> list[type[models.Model]]:
    """Every table whose rows are not everyone's."""
    return [
        model
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if hasattr(model._default_manager.all(), "visible_to") and model._meta.model_name not in NAMED_TO_FAMILIES
    ]


def sign_ins_named_to(user: User) -> list[UUID]:
    """One's own and those of who works here; of a family or an advocate only whom one may see."""
    people = PersonAccount.objects.filter(person__in=Person.objects.visible_to(user))
    advocates = Advocate.objects.visible_to(user)
    theirs = [*people.values_list("user", flat=True), *advocates.values_list("user", flat=True)]
    of_no_family = User.objects.exclude(kind=User.Kind.FAMILY).values_list("pk", flat=True)
    return [user.pk, *theirs, *of_no_family]


def texts(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Columns in which a person's own words stand. Of a sign-in, what it is called and reached by."""
    if model is User:
        return [model._meta.get_field(name) for name in ("name", "email")]
    return [
        field
        for field in model._meta.concrete_fields
        if (isinstance(field, models.JSONField) and field.name not in ROWS_AS_THEY_WERE)
        or (
            isinstance(field, models.CharField | models.TextField)
            and (model._meta.model_name, field.name) not in OF_MACHINES
            and not field.choices
            and not isinstance(field, models.GeneratedField)
            and (field.max_length or LONG_ENOUGH) >= LONG_ENOUGH
        )
    ]


def plant(user: User) -> None:
    """Put words of their own into every text of every row that this user may not see, past every rule."""
    with acting_as(user.asker):
        seen = {
            model: list(model._default_manager.visible_to(user).values_list("pk", flat=True)) for model in kept_models()
        }
        seen[Address] = list(Residence.objects.visible_to(user).values_list("address", flat=True))
        seen[User] = sign_ins_named_to(user)
        # Of a family whose story is read as a sample, the family and its people are named.
        seen[Person] += Person.objects.named_to(user).values_list("pk", flat=True)
        seen[Family] += Family.objects.whose_story_is_open_to(user).values_list("pk", flat=True)
        # Who is in no family now is found by no list, and reads of themselves still, and of whom they read for.
        seen[Person] += readable_by(user).values_list("pk", flat=True) if user.kind == User.Kind.FAMILY else []
    with bootstrap.connect(os.environ["KITH_TEST_POSTGRES"], connection.settings_dict["NAME"]) as admin:
        admin.execute("SET session_replication_role = replica")
        for model, pks in seen.items():
            for field in texts(model):
                word = f"{mark_of(user)} {model._meta.model_name}.{field.column} "
                _plant(admin, model, field, pks, word, row="id")
                history = getattr(model, "pgh_event_model", None)
                if model is User:
                    _plant(admin, UserChange, field, pks, word, row="about_id")
                if history and field.name in {kept.name for kept in history._meta.fields}:
                    _plant(admin, history, field, pks, word, row="pgh_obj_id")


def _plant(admin: Any, model: Any, field: Any, seen: list[UUID], word: str, *, row: str) -> None:
    named = {"key": sql.Identifier(model._meta.pk.column), "row": sql.Identifier(row)}
    as_kind = A_JSON if isinstance(field, models.JSONField) else A_TEXT
    said = PLANT.format(
        table=sql.Identifier(model._meta.db_table),
        column=sql.Identifier(field.column),
        word=as_kind.format(**named),
        **named,
    )
    admin.execute(said, {"word": word, "seen": seen})


def mark_of(user: User) -> str:
    """What every word that was planted for someone begins with."""
    return f"zqx{user.name.lower()}"


def told(text: str, user: User) -> set[str]:
    """The tables and columns of whose words a text holds one."""
    return set(re.findall(rf"{mark_of(user)} (\w+\.\w+)", text))
