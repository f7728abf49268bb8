"""Which tables point to a person, and what each asks of two of its rows: read from the models, so that a later one joins by existing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import Any

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import BooleanField, Case, F, Q, Value, When
from django.db.models.expressions import Combinable

from families.models import EmergencyAccess, Person, PersonMerge, PersonName

STAYS = {(EmergencyAccess, "person"), (PersonMerge, "kept"), (PersonMerge, "merged")}
"""What says what happened then: whose glass was broken, and which merge it was."""


@dataclass(frozen=True, slots=True)
class Same:
    """That no two rows of a table may say the same: by which expressions, whether at one time only, and of which rows."""

    name: str
    keys: tuple[str | Combinable, ...]
    is_dated: bool = False
    condition: Q | None = None
    nulls_are_same: bool = False

    def annotations(self) -> dict[str, Any]:
        """What the database has to compute of a row."""
        computed: dict[str, Any] = {self.key(place): key for place, key in enumerate(self.keys) if not _is_column(key)}
        if self.condition is not None:
            counts = When(self.condition, then=Value(value=True))
            computed[self.counts] = Case(counts, default=Value(value=False), output_field=BooleanField())
        return computed

    def key(self, place: int) -> str:
        return f"{self.name}_{place}"

    @property
    def counts(self) -> str:
        return f"{self.name}_counts"


@dataclass(frozen=True, slots=True)
class Table:
    """One table that points to people: by which columns, which of them are never one person, and which are in order."""

    model: Any
    columns: tuple[str, ...]
    apart: tuple[tuple[str, str], ...]
    ordered: tuple[str, str] | None
    same: tuple[Same, ...]

    @property
    def name(self) -> str:
        return str(self.model._meta.db_table)


@cache
def tables() -> Sequence[Table]:
    """Every table that points to a person, but for what stays; `families` first, for what higher rooms ask rests on it."""
    return [table for model in apps.get_models() if (table := _table(model))]


def person_columns() -> Iterator[tuple[Any, str]]:
    """Each model and relation to a person that the database holds."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if field.related_model is Person and getattr(field, "db_constraint", False):
                yield model, field.name


@cache
def table_named(name: str) -> Any:
    """The model of a table."""
    return next(model for model in apps.get_models() if model._meta.db_table == name)


@cache
def pointing_at(model: Any) -> Sequence[tuple[Any, str]]:
    """Each model and relation to a row of this one."""
    fields = ((other, field) for other in apps.get_models() for field in other._meta.local_fields)
    return [
        (other, field.name)
        for other, field in fields
        if field.related_model is model and getattr(field, "db_constraint", False)
    ]


def _table(model: Any) -> Table | None:
    names = tuple(name for owner, name in person_columns() if owner is model and (model, name) not in STAYS)
    if not names:
        return None
    columns = tuple(str(model._meta.get_field(name).attname) for name in names)
    apart = {pair for pair in permutations(names, 2) if _compares(model, pair)}
    ordered = next((pair for pair in apart if _compares(model, pair, "lt")), None)
    return Table(
        model,
        columns,
        tuple((f"{one}_id", f"{other}_id") for one, other in sorted(apart)),
        (f"{ordered[0]}_id", f"{ordered[1]}_id") if ordered else None,
        tuple(_same(model)),
    )


def _compares(model: Any, pair: tuple[str, str], how: str = "") -> bool:
    """Whether a check of the table compares these two columns: those that it does are of two different people."""
    one, other = pair
    names = {f"{one}__{how}"} if how else {one, f"{one}__lt"}
    checks = (each.condition for each in model._meta.constraints if isinstance(each, models.CheckConstraint))
    return any(name in names and value == F(other) for check in checks for name, value in _leaves(check))


def _leaves(condition: Any) -> Iterator[tuple[str, Any]]:
    for child in getattr(condition, "children", ()):
        if isinstance(child, tuple):
            yield child
        else:
            yield from _leaves(child)


def _same(model: Any) -> Iterator[Same]:
    if model is PersonName:  # no rule forbids it, but nobody goes by a name twice
        yield Same("person_name_once", ("person", "text", "is_restricted", "period"), nulls_are_same=True)
    for field in model._meta.local_fields:
        if isinstance(field, models.OneToOneField) and field.related_model is Person:
            yield Same(f"{field.name}_once", (field.name,))
    for one in model._meta.constraints:
        if isinstance(one, models.UniqueConstraint) and one.fields:
            yield Same(one.name, tuple(one.fields), condition=one.condition, nulls_are_same=one.nulls_distinct is False)
        elif isinstance(one, ExclusionConstraint):
            equal = tuple(key for key, operator in one.expressions if operator == RangeOperators.EQUAL)
            yield Same(one.name, equal, is_dated=len(equal) < len(one.expressions), condition=one.condition)


def _is_column(key: str | Combinable) -> bool:
    return isinstance(key, str)


def value_of(row: Any, same: Same, place: int, instead: Mapping[str, Any]) -> Any:
    """What a row says for one of the keys, with what would stand in its columns `instead`."""
    key = same.keys[place]
    if not isinstance(key, str):
        return getattr(row, same.key(place))
    attname = row._meta.get_field(key).attname
    return instead.get(attname, getattr(row, attname))
