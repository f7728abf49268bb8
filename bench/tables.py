"""Rows on their way into a table by COPY: a few columns differ from row to row, the rest are the model's defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import psycopg
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from psycopg import sql

NULL = "\\N"


class Table:
    """One model's table. `columns` are what each row says, in its order; every other column gets its default, once for all."""

    def __init__(self, model: type[models.Model], columns: str, fixed: Mapping[str, str]) -> None:
        said = columns.split()
        others = {
            str(field.column): fixed.get(str(field.column)) or _text(field)
            for field in model._meta.local_concrete_fields
            if not field.generated and field.column not in said
        }
        self.tail = "".join(f"\t{value}" for value in others.values()) + "\n"
        self.copy = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(model._meta.db_table),
            sql.SQL(", ").join(sql.Identifier(column) for column in [*said, *others]),
        )
        self.waiting: list[str] = []
        self.written = 0

    def add(self, *values: str) -> None:
        self.waiting.append("\t".join(values) + self.tail)

    def send(self, connection: psycopg.Connection[Any]) -> int:
        """COPY what waits; how many rows that were."""
        rows, self.waiting = self.waiting, []
        if rows:
            with connection.cursor().copy(self.copy) as copy:
                copy.write("".join(rows))
        self.written += len(rows)
        return len(rows)


def _text(field: models.Field[Any, Any]) -> str:
    """A field's default as COPY reads it."""
    value = field.get_default()
    if value is None:
        return NULL
    if isinstance(field, ArrayField):
        return array(value)
    if isinstance(value, DateRange):
        return "(,)"  # always: no model has another default
    return str(value)


def array(values: Iterable[object]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


def hex_id(milliseconds: int, random_bits: int) -> str:
    """A UUIDv7 (RFC 9562) of a moment, as its 32 digits."""
    return f"{milliseconds:012x}7{random_bits & 0xFFF:03x}8{random_bits >> 12 & 0xFFFFFFFFFFFFFFF:015x}"
