"""The finished JSON of a row, composed in the database (performance.md): it is handed on as text and never taken apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce, wraps
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, JSONField, QuerySet, TextField, UUIDField, Value
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Cast, JSONObject
from django.db.models.sql.compiler import SQLCompiler

from accounts import prepared
from accounts.actions.access import note_of, noting
from accounts.models import AccessEvent, User
from accounts.prepared import standing_in
from database.prepared import Said, Statement, composing

NONE: Combinable = Value([], output_field=ArrayField(UUIDField()))
MOST_AT_ONCE = 1_000
"""Rows of a list that has no second page."""
BETWEEN = "\x1e"
"""Stands between the lines of one row, and in no JSON: that writes it otherwise."""
MOST_COUNTED = 100_000
"""Rows of a whole list: to count more of them takes longer than to send the first."""
NULL: Combinable = Value(None, output_field=JSONField())
ONLY = """(SELECT json_object_agg(one.key, one.value)::text FROM (SELECT %(expressions)s::text) AS said (row, fields),
  json_each(said.row::json) AS one WHERE one.key = ANY (string_to_array(said.fields, ',')))"""
"""Of a row as JSON, the fields of these names."""


class Row(NamedTuple):
    """One row as JSON, or one page of them, and whom and which families it shows: that goes into the access log."""

    id: str
    body: str
    families: Sequence[UUID | str | None]
    people: Sequence[UUID | str | None]


NOBODY = Row("", '{"results": [], "next_cursor": null}', [], [])
"""A page without rows."""


class Batch(NamedTuple):
    """Rows of a whole list: each as JSON on a line of its own, or on several; how many rows, and the id of the last."""

    lines: str
    rows: int
    last: UUID


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a caller wants of an answer: `fields` of each row, all where none is named; and, beside it, what these readings tell of
    those whom it names (`people`) or of the families (`families`)."""

    fields: tuple[str, ...] = ()
    beside: tuple[tuple[str, Callable[..., Documents]], ...] = ()

    @property
    def said(self) -> dict[str, Any]:
        """As a statement is composed of it: one for all choices of fields."""
        fields = {"fields": Said(",".join(("id", *self.fields)))} if self.fields else {}
        return {**fields, **({"beside": self.beside} if self.beside else {})}


@dataclass(frozen=True, slots=True)
class Look:
    """How a look is written down: by the name of the endpoint and, where one record is read, by its id."""

    what: str
    record: UUID | None = None


class Told(JSONObject):
    """An object as JSON text: nobody looks into it, so that it need not become JSONB first."""

    def __init__(self, **fields: Any) -> None:
        super().__init__(**fields)
        self.names = tuple(fields)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, Any]:
        if connection.features.is_postgresql_16:
            return self.as_native(compiler, connection, returning="JSON", **extra)
        return self.as_sql(compiler, connection, function="JSON_BUILD_OBJECT", **extra)


class Known(Told):
    """The same, without what is null."""

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, Any]:
        sql, params = super().as_postgresql(compiler, connection, **extra)
        return f"json_strip_nulls({sql})", params


@dataclass(frozen=True, slots=True)
class Documents:
    """Rows that know how to become JSON. `visible` is made by `visible_to`; the rest says what of a row is shown."""

    visible: QuerySet[Any]
    document: Told
    families: Combinable = NONE
    people: Combinable = NONE
    lines_of: QuerySet[Any] | None = None
    """In a whole list only: of a visible row, the rows of another table that are its lines."""
    fields: str = ""
    """Names with commas between them: only these are told. All are, where it is empty."""

    @property
    def text(self) -> Combinable:
        """The row as it is told: one line, or one for each of its lines."""
        if self.fields:
            return Func(self.document, Value(self.fields, TextField()), template=ONLY, output_field=TextField())
        if self.lines_of is None:
            return Cast(self.document, TextField())
        lines = ArraySubquery(self.lines_of.annotate(told=Cast(self.document, TextField())).values("told"))
        return Func(lines, Value(BETWEEN), function="array_to_string", output_field=TextField())

    def told(self, rows: QuerySet[Any]) -> Statement:
        """The statement that gives these of the visible rows: each as JSON, and whom and which families it shows."""
        told = rows.annotate(
            told_id=F("pk"),
            told=self.text,
            told_families=self.families,
            told_people=self.people,
        )
        shown = ("told_id", "told", "told_families", "told_people")
        statement: Statement = told.values_list(*shown).query.sql_with_params()
        return statement


@dataclass(frozen=True, slots=True)
class Reading:
    """Documents for one caller. How they are composed is kept from one call to the next (accounts/prepared.py)."""

    compose: Callable[..., Documents]
    user: User
    said: Mapping[str, Any]
    chosen: Chosen = Chosen()

    def page(self, look: Look, *, after: UUID | None, size: int) -> str | None:
        """At most `size` rows in the order in which they were written down. The next page begins after the page's own `id`.

        As JSON, with the look noted by the same statement; None, and nothing noted, when it can find nothing, whoever asks.
        """
        return self._told(look, _page, size=size, **_beyond(after))

    def one(self, look: Look, pk: UUID) -> str | None:
        """One row as JSON, with the look noted; None, and nothing noted, if there is none."""
        return self._told(look, _one, pk=pk)

    def batch(self, look: Look, *, after: UUID | None, size: int) -> Batch | None:
        """The same rows as `page`, as lines; None, and nothing noted, where there are none."""
        told = self._told(look, _batch, size=size, **_beyond(after))
        if told is None:
            return None
        last, rows, lines = told.split(" ", 2)
        return Batch(lines, int(rows), UUID(last))

    def count(self, *, after: UUID | None) -> int:
        """How many rows there are, or MOST_COUNTED where there are more; whom they show is untold."""
        said = {**self.said, **_beyond(after)}
        found = prepared.rows(_counted, self.user, documents=self.compose, narrowed=tuple(self.said), **said)
        return int(found[0][0]) if found else 0

    def columns(self) -> Sequence[str]:
        """The names of what a row tells."""
        with composing():
            return self.compose(standing_in(self.user), **self.said).document.names

    def in_order_of(self, look: Look, order: Callable[..., Statement], **said: Any) -> str | None:
        """A page of the rows whose ids `order` gives, in its order: both in one statement."""
        return self._told(look, _in_order, order=order, **said)

    def _told(self, look: Look, pick: Callable[..., Statement], **picked: Any) -> str | None:
        note = {"what": look.what, "record": look.record, **note_of(self.user)}
        found = prepared.rows(
            _composed,
            self.user,
            is_whole=True,  # an endpoint that only reads asks nothing else
            documents=self.compose,
            pick=pick,
            picked=tuple(picked),
            **note,
            **self.said,
            **self.chosen.said,
            **picked,
        )
        return found[0][0] if found else None


def reading(compose: Callable[..., Documents]) -> Callable[..., Reading]:
    """Make of a function that composes documents for a caller one that reads them."""

    @wraps(compose)
    def read(user: User, **said: Any) -> Reading:
        return Reading(compose, user, said)

    return read


def _composed(
    user: User,
    documents: Callable[..., Documents],
    pick: Callable[..., Statement],
    picked: tuple[str, ...],
    what: str,
    **said: Any,
) -> Statement:
    fields, beside = said.pop("fields", ""), said.pop("beside", ())
    note = {name: said.pop(name) for name in ("event", "at", "role_words", "record")}
    about = {name: value for name, value in said.items() if name not in picked}
    told = replace(documents(user, **about), fields=fields)
    shown = pick(user, told, **{name: said[name] for name in picked})
    if beside:
        shown = _beside(shown, {name: compose(user) for name, compose in beside})
    return noting(shown, kind=AccessEvent.Kind.API, what=what, by=user, **note)


def _page(_user: User, documents: Documents, *, size: int, after: UUID | None = None) -> Statement:
    return _as_page(documents.told(_behind(documents, after).order_by("pk")[: size + 1]), size)


def _batch(_user: User, documents: Documents, *, size: int, after: UUID | None = None) -> Statement:
    sql, params = documents.told(_behind(documents, after).order_by("pk")[:size])
    shown = ", ".join(
        f"ARRAY(SELECT unnest(told_{name}) FROM found) AS {name}"  # noqa: S608  (our own words)
        for name in ("families", "people")
    )
    # A line feed is between two values there, and nothing else: within a text JSON writes it otherwise.
    lines = r"string_agg(replace(told, E'\n', ' '), E'\n')"
    if documents.lines_of is not None:
        lines = rf"replace({lines}, E'\x1e', E'\n')"
    told = f"(array_agg(told_id))[count(*)] || ' ' || count(*) || ' ' || {lines}"
    return f"WITH found AS MATERIALIZED ({sql}) SELECT {told} AS told, {shown} FROM found HAVING count(*) > 0", params  # noqa: S608


def _counted(
    user: User, documents: Callable[..., Documents], narrowed: tuple[str, ...], after: UUID | None = None, **said: Any
) -> Statement:
    rows = _behind(documents(user, **{name: said[name] for name in narrowed}), after)
    sql, params = rows.values("pk")[:MOST_COUNTED].query.sql_with_params()
    return f"SELECT count(*) FROM ({sql}) found", params  # noqa: S608  (of our own statement)


def _behind(documents: Documents, after: UUID | None) -> QuerySet[Any]:
    return documents.visible.filter(pk__gt=after) if after else documents.visible


def _beyond(after: UUID | None) -> dict[str, UUID]:
    """What belongs to the statement only where it is said."""
    return {"after": after} if after else {}


def _one(_user: User, documents: Documents, *, pk: UUID) -> Statement:
    sql, params = documents.told(documents.visible.filter(pk=pk))
    return f"SELECT told, told_families AS families, told_people AS people FROM ({sql}) found", params  # noqa: S608


def _in_order(user: User, documents: Documents, *, order: Callable[..., Statement], **said: Any) -> Statement:
    chosen = RawSQL("(SELECT ids FROM chosen)::uuid[]", (), ArrayField(UUIDField()))
    rows = documents.visible.filter(pk__any=chosen).order_by(Func(chosen, F("pk"), function="array_position"))
    first, its_params = order(user, **said)
    then, params = documents.told(rows)
    found = f"WITH chosen (ids) AS MATERIALIZED (SELECT ARRAY({first})) {then}"
    return _as_page((found, [*its_params, *params]), MOST_AT_ONCE)


def _as_page(rows: Statement, size: int) -> Statement:
    """The one row of a page: `size` of these and, when there are more, the id of the last as the cursor.

    A cursor is an id: it holds nothing that may not stand in an address.
    """
    sql, params = rows
    page = f"""
        SELECT CASE WHEN count(*) > {size} THEN (array_agg(told_id))[{size}] END AS cursor,
               coalesce(string_agg(told, ', ') FILTER (WHERE place <= {size}), '') AS told
        FROM (SELECT told_id, told, row_number() OVER () AS place FROM found) numbered"""  # noqa: S608  (our own words)
    families, people = (
        f"ARRAY(SELECT unnest(told_{name}) FROM (SELECT * FROM found LIMIT {size}) shown)"  # noqa: S608  (our own words)
        for name in ("families", "people")
    )
    whole = f"""
        WITH found AS MATERIALIZED ({sql})
        SELECT '{{"results": [' || told || '], "next_cursor": ' || coalesce(to_json(cursor)::text, 'null') || '}}' AS told,
               {families} AS families, {people} AS people
        FROM ({page}) page"""  # noqa: S608  (of our own statements)
    return whole, params


def _beside(shown: Statement, more: Mapping[str, Documents]) -> Statement:
    """The same answer with `expanded`: whom it names (`people`), or the families (`families`), as these tell them, and noted too."""
    first, params = shown
    found, told, noted = [f"shown AS MATERIALIZED ({first})"], [], {"families": "families", "people": "people"}
    for name, documents in more.items():
        named = RawSQL(f"(SELECT {name} FROM shown)::uuid[]", (), ArrayField(UUIDField()))  # noqa: S608, S611  (our own names)
        sql, its_params = documents.told(documents.visible.filter(pk__any=named))
        params = [*params, *its_params]
        found.append(f"beside_{name} AS MATERIALIZED ({sql})")
        rows = f"(SELECT coalesce(string_agg(told, ', ' ORDER BY told_id), '') FROM beside_{name})"  # noqa: S608  (our own names)
        told.append(f"""'"{name}": [' || {rows} || ']'""")
        for whom, so_far in noted.items():
            noted[whom] = f"{so_far} || ARRAY(SELECT unnest(told_{whom}) FROM beside_{name})"  # noqa: S608  (our own names)
    expanded = " || ', ' || ".join(told)
    whole = f"""
        WITH {", ".join(found)}
        SELECT left(told, -1) || ', "expanded": {{' || {expanded} || '}}}}' AS told,
               {noted["families"]} AS families, {noted["people"]} AS people
        FROM shown"""  # noqa: S608  (of our own statements)
    return whole, params


def each(rows: QuerySet[Any], **fields: Any) -> ArraySubquery:
    """A list of objects, one for each related row."""
    return ArraySubquery(rows.annotate(told=Told(**fields)).values("told"))


def ids(rows: QuerySet[Any], column: str) -> ArraySubquery:
    """The ids in a column of related rows."""
    return ArraySubquery(rows.values(column))


def only(*columns: str) -> Func:
    """The ids in a row's own columns, as a list."""
    return Func(
        *(F(column) for column in columns), template="ARRAY[%(expressions)s]", output_field=ArrayField(UUIDField())
    )


def all_of(*several: Combinable) -> Combinable:
    """Several lists of ids as one."""
    uuids: ArrayField[Any, Any] = ArrayField(UUIDField())
    return reduce(lambda one, other: Func(one, other, function="array_cat", output_field=uuids), several)
