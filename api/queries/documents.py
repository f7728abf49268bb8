"""The finished JSON of a row, composed in the database (performance.md): it is handed on as text and never taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, JSONField, QuerySet, TextField, UUIDField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, JSONObject

NONE: Combinable = Value([], output_field=ArrayField(UUIDField()))
NULL: Combinable = Value(None, output_field=JSONField())


class Row(NamedTuple):
    """One row as JSON, and whom and which families it shows: that goes into the access log."""

    id: UUID
    body: str
    families: Sequence[UUID | None]
    people: Sequence[UUID | None]


@dataclass(frozen=True, slots=True)
class Documents:
    """Rows that know how to become JSON. `visible` is made by `visible_to`; the rest says what of a row is shown."""

    visible: QuerySet[Any]
    document: JSONObject
    families: Combinable = NONE
    people: Combinable = NONE

    def filter(self, **conditions: Any) -> Documents:
        return Documents(self.visible.filter(**conditions), self.document, self.families, self.people)

    def page(self, *, after: UUID | None, size: int) -> list[Row]:
        """Rows in the order in which they were written down, and one more than asked for when there are more."""
        rows = self.visible.filter(pk__gt=after) if after else self.visible
        return self._rows(rows.order_by("pk")[: size + 1])

    def one(self, pk: UUID) -> Row | None:
        return next(iter(self._rows(self.visible.filter(pk=pk))), None)

    def these(self, order: Sequence[UUID]) -> list[Row]:
        """The rows with these ids, in this order."""
        found = {row.id: row for row in self._rows(self.visible.filter(pk__in=order))} if order else {}
        return [found[pk] for pk in order if pk in found]

    def _rows(self, rows: QuerySet[Any]) -> list[Row]:
        told = rows.annotate(
            told=Cast(self.document, TextField()), told_families=self.families, told_people=self.people
        )
        return [Row(*row) for row in told.values_list("pk", "told", "told_families", "told_people")]


def each(rows: QuerySet[Any], **fields: Any) -> ArraySubquery:
    """A list of objects, one for each related row."""
    return ArraySubquery(rows.annotate(told=JSONObject(**fields)).values("told"))


def ids(rows: QuerySet[Any], column: str) -> ArraySubquery:
    """The ids in a column of related rows."""
    return ArraySubquery(rows.values(column))


def only(*columns: str) -> Func:
    """The ids in a row's own columns, as a list."""
    return Func(
        *(F(column) for column in columns), template="ARRAY[%(expressions)s]", output_field=ArrayField(UUIDField())
    )
