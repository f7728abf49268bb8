"""A row that an import is about to write. A model's instance costs ten times as much to make and to look through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import CharField, Model
from uuid_utils.compat import uuid7

from accounts.models import User
from database import clock
from database.prepared import insert_many


def new_id() -> str:
    """As text, which is what the database is told."""
    return str(uuid7())


def whose(by: User) -> dict[str, Any]:
    """What every row says of who writes it."""
    return {"organisation_id": by.organisation_id, "created_by_id": by.pk}


@dataclass(frozen=True, slots=True)
class New:
    """What the row says, by column; of every other column, what a new row has."""

    model: type[Model]
    said: Mapping[str, Any]

    def as_row(self, by: User) -> Any:
        """The model's instance, for who asks all that is asked of what is typed."""
        fields = (field for field in self.model._meta.concrete_fields if field.attname in self.said)
        said = {field.attname: field.to_python(self.said[field.attname]) for field in fields}
        return self.model(**whose(by), **said)

    def is_plain(self) -> bool:
        """Whether nothing in it needs a closer look: each text is as long as it may be and one of its choices, and no day is to come."""
        limits = _limits(self.model)
        return all(name not in limits or limits[name].hold(value) for name, value in self.said.items()) and not any(
            isinstance(value, date) and value > clock.today() for value in self.said.values()
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What a field asks of a text."""

    longest: int
    may_be_blank: bool
    choices: frozenset[str]

    def hold(self, value: Any) -> bool:
        if value == "":
            return self.may_be_blank
        return len(value) <= self.longest and (not self.choices or value in self.choices)


@cache
def _limits(model: type[Model]) -> dict[str, Limits]:
    return {
        field.attname: Limits(field.max_length, field.blank, frozenset(str(value) for value, _ in field.flatchoices))
        for field in model._meta.concrete_fields
        if isinstance(field, CharField) and field.max_length
    }


def insert(rows: Iterable[New], by: User) -> None:
    """Table by table, in the order in which they are needed."""
    tables: dict[type[Model], list[Mapping[str, Any]]] = {}
    for row in rows:
        tables.setdefault(row.model, []).append(row.said)
    for model, said in tables.items():
        insert_many(model, said, whose(by))
