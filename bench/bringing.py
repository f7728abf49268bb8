"""A file of people with their parents and partners: by the import (docs/imports.md), by COPY and by `bulk_create`, in rows a second.

*COPY* goes into tables of the same columns and indexes, as full as the product's own, which nothing else protects: no trigger, no
foreign key, no check, no policy, no history. *`bulk_create`* writes the same rows as the application: constraints, policies, history and
the notes by which an import can be undone. A row is one of a person, a name, a membership, a parentage or a partnership.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import psycopg
from django.db import models, transaction
from psycopg import sql
from uuid_utils.compat import uuid7

from accounts.history import act
from accounts.models import User
from bench import place, words
from bench.measure import timed
from database import bootstrap
from database.asker import acting_as
from families.actions.bringing import bring_in_next, keep_file, look_for_known, match_columns, start_import
from families.actions.taking_back import begin_undo, take_back_next
from families.imports.columns import matched
from families.imports.plan import SOMEONE_NEW
from families.imports.sheets import Row, Sheet
from families.models import (
    Family,
    FamilyMembership,
    ImportedRow,
    Parentage,
    Partnership,
    PeopleImport,
    Person,
    PersonName,
)

HEADERS = ["Number", "Name", "Given name", "Family name", "Gender", "DOB", "Role", "Mother", "Father"]
HEADERS += ["Partner", "Partner is"]
HOUSEHOLDS, ROUNDS = 100, 5
TABLES: Sequence[type[models.Model]] = (Person, PersonName, FamilyMembership, Parentage, Partnership)
HOW: Mapping[str, Any] = {"source": "told_us", "confidence": "believed", "role": "relative"}


@dataclass(slots=True)
class Bringing:
    """How long each way took, and for how many rows."""

    name: str = "import_rows"
    seconds: dict[str, list[float]] = field(default_factory=lambda: {"ours": [], "copy": [], "bulk_create": []})
    looking: list[float] = field(default_factory=list)
    undoing: list[float] = field(default_factory=list)
    rows: int = 0
    people: int = 0

    def rate(self, way: str) -> float:
        """Rows a second."""
        return self.rows / median(self.seconds[way])

    @property
    def looked_for(self) -> float:
        """People of the file a second, who are looked for among those who are written down."""
        return self.people / median(self.looking)

    def report(self) -> dict[str, Any]:
        ours = self.rate("ours")
        return {
            "name": self.name,
            **{f"{way}_rows_per_s": round(self.rate(way)) for way in self.seconds},
            "ratio_to_copy": round(ours / self.rate("copy"), 3),
            "ratio_to_bulk_create": round(ours / self.rate("bulk_create"), 2),
            "looked_for_per_s": round(self.looked_for),
            "undone_rows_per_s": round(self.rows / median(self.undoing)),
            "rows": self.rows,
        }


def bringing(rows: Sequence[Mapping[str, Any]], database: psycopg.Connection[Any], rounds: int) -> Bringing:
    """Rounds of all three ways, each about the families of another worker."""
    measured = Bringing()
    with _unprotected():
        for number in range(-1, min(rounds, ROUNDS)):
            _round(rows[number % len(rows)], number, database, measured if number >= 0 else Bringing())
    return measured


def _round(row: Mapping[str, Any], number: int, database: psycopg.Connection[Any], measured: Bringing) -> None:
    user = row["caller"].user
    one = _looked_through(row["other"], user, _sheet(number), measured)
    one = _started(one, user)
    measured.seconds["ours"].append(timed(lambda: _brought_in(one, user)) / 1000)
    written = _written(one, user)
    measured.rows, measured.people = sum(map(len, written.values())), len(written[Person])
    copies = _as_copied(written, database)
    with bootstrap.connect(place.host(), place.NAME) as admin:
        measured.seconds["copy"].append(timed(lambda: _copied(copies, admin)) / 1000)
    seconds, other = _bulk_created(written, row["family"], user)
    measured.seconds["bulk_create"].append(seconds)
    measured.undoing.append(timed(lambda: _taken_back(one, user)) / 1000)
    _taken_back(other, user)


@contextmanager
def _asking(user: User) -> Iterator[None]:
    """As a request does it."""
    with acting_as(user.asker), transaction.atomic():
        yield


def _looked_through(family: Any, user: User, sheet: Sheet, measured: Bringing) -> PeopleImport:
    with _asking(user):
        one = keep_file(family=Family.objects.get(pk=family), name="bench.csv", said=sheet, by=user)
        one = match_columns(people_import=one, places=matched(sheet.headers), parents_are="birth", by=user)
    started = time.perf_counter()
    while one.position < len(one.told["people"]):
        with _asking(user):
            one = look_for_known(people_import=one, position=one.position, by=user)
    measured.looking.append(time.perf_counter() - started)
    return one


def _started(one: PeopleImport, user: User) -> PeopleImport:
    """Whoever looks like someone who is written down is someone new: where many are written down, some look alike."""
    with _asking(user):
        return start_import(people_import=one, choices=dict.fromkeys(one.found, SOMEONE_NEW), by=user, **HOW)


def _brought_in(one: PeopleImport, user: User) -> None:
    while one.state == PeopleImport.State.RUNNING:
        with _asking(user):
            one = bring_in_next(people_import=one, position=one.position, by=user)
    if one.left_out:
        raise ValueError(f"The import left out {one.left_out[:3]}")


def _taken_back(one: PeopleImport, user: User) -> None:
    """So that the next round, and the next run, finds the data as they were."""
    with _asking(user):
        one = begin_undo(people_import=one, by=user)
    while one.state == PeopleImport.State.UNDOING:
        with _asking(user):
            one = take_back_next(people_import=one, position=one.position, by=user)


def _sheet(number: int) -> Sheet:
    """Households of two parents and two children, of names and years of birth that nobody in the data has."""
    rows = []
    for house in range(HOUSEHOLDS):
        first, surname = 4 * house + 1, f"Qxvwjkzqyfph{number + 1}{chr(97 + house // 26)}{chr(97 + house % 26)}"
        given = words.WOMEN[house % 40], words.MEN[house % 40], words.WOMEN[-1 - house % 40], words.MEN[-1 - house % 40]
        for place_, name in enumerate(given):
            is_child, gender = place_ >= 2, "f" if place_ % 2 == 0 else "m"
            born = f"{1 + house % 28:02}/0{1 + house % 9}/{1925 if is_child else 1900}"
            ties = [str(first), str(first + 1), "", ""] if is_child else ["", "", "", ""]
            if place_ == 0:
                ties = ["", "", str(first + 1), "cohabiting"]
            role = "child" if is_child else "parent"
            cells = [str(first + place_), f"{name} {surname}", name, surname, gender, born, role, *ties]
            rows.append(Row(first + place_ + 1, cells))
    return Sheet(HEADERS, rows)


def _written(one: PeopleImport, user: User) -> dict[type[models.Model], list[Any]]:
    """What an import wrote."""
    with _asking(user):
        noted = ImportedRow.objects.filter(people_import=one).values("row")
        return {model: list(model._default_manager.filter(pk__in=noted)) for model in TABLES}


def _bulk_created(
    written: Mapping[type[models.Model], Sequence[Any]], family: Any, user: User
) -> tuple[float, PeopleImport]:
    """The same rows anew, with their notes; the objects are made beforehand."""
    sheet = Sheet(HEADERS[:2], [Row(2, ["1", "Nobody Newby"])])
    one = _started(_looked_through(family, user, sheet, Bringing()), user)
    new = _anew(written)
    notes = [
        ImportedRow(
            organisation_id=one.organisation_id,
            people_import=one,
            table=row._meta.db_table,
            row=row.pk,
            version=1,
            person=getattr(row, "person_id", row.pk if isinstance(row, Person) else None),
            created_by=user,
        )
        for rows in new.values()
        for row in rows
    ]

    def write() -> None:
        with _asking(user), act("bench"):
            for model, rows in new.items():
                model._default_manager.bulk_create(rows)
            ImportedRow.objects.bulk_create(notes)

    seconds = timed(write) / 1000
    _brought_in(one, user)
    return seconds, one


def _anew(written: Mapping[type[models.Model], Sequence[Any]]) -> dict[type[models.Model], list[Any]]:
    """The same facts of other people."""
    ids = {row.pk: uuid7() for rows in written.values() for row in rows}
    new: dict[type[models.Model], list[Any]] = {}
    for model, rows in written.items():
        new[model] = []
        for row in rows:
            said = {one.attname: getattr(row, one.attname) for one in model._meta.concrete_fields if not one.generated}
            new[model].append(
                model(**{name: ids.get(value, value) if _is_id(value) else value for name, value in said.items()})
            )
    for couple in new[Partnership]:
        couple.a_id, couple.b_id = sorted((couple.a_id, couple.b_id))
    return new


def _is_id(value: Any) -> bool:
    return hasattr(value, "hex") and not isinstance(value, (float, bytes))


def _copied(copies: Mapping[str, tuple[sql.Composed, bytes]], admin: psycopg.Connection[Any]) -> None:
    with admin.transaction():
        for statement, rows in copies.values():
            with admin.cursor().copy(statement) as copy:
                copy.write(rows)


def _as_copied(
    written: Mapping[type[models.Model], Sequence[Any]], database: psycopg.Connection[Any]
) -> dict[str, tuple[sql.Composed, bytes]]:
    """The rows as COPY reads them, and the COPY that does."""
    copies = {}
    for model, rows in written.items():
        columns, name = _columns(model), model._meta.db_table
        out = sql.SQL("COPY (SELECT {} FROM {} WHERE id = ANY ({})) TO STDOUT").format(
            columns, sql.Identifier(name), sql.Literal([row.pk for row in rows])
        )
        with database.cursor().copy(out) as copy:
            text = b"".join(bytes(part) for part in copy)
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(_copy_of(model)), columns)
        copies[name] = into, text
    return copies


def _columns(model: type[models.Model]) -> sql.Composed:
    names = [str(one.column) for one in model._meta.concrete_fields if not one.generated]
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _copy_of(model: type[models.Model]) -> str:
    return f"bench_{model._meta.db_table}"


@contextmanager
def _unprotected() -> Iterator[None]:
    """Tables of the same columns and indexes, with the same rows in them, and nothing that protects them."""
    with bootstrap.connect(place.host(), place.NAME) as admin:
        for model in TABLES:
            new, old, columns = sql.Identifier(_copy_of(model)), sql.Identifier(model._meta.db_table), _columns(model)
            admin.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(new))
            like = (
                "CREATE TABLE {} (LIKE {} INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING INDEXES INCLUDING STORAGE)"
            )
            admin.execute(sql.SQL(like).format(new, old))
            admin.execute(sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(new, columns, columns, old))
            admin.execute(sql.SQL("ANALYZE {}").format(new))
        try:
            yield
        finally:
            for model in TABLES:
                admin.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(_copy_of(model))))


def import_table(brought: Bringing) -> str:
    """The results as a Markdown table."""
    told = brought.report()
    lines = [
        "| rows/s | ours | COPY | `bulk_create` | ours ÷ COPY | ours ÷ `bulk_create` | undone | people looked for |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        f"| {brought.name} | {told['ours_rows_per_s']:,} | {told['copy_rows_per_s']:,} | {told['bulk_create_rows_per_s']:,}"
        f" | {told['ratio_to_copy']} | {told['ratio_to_bulk_create']} | {told['undone_rows_per_s']:,}"
        f" | {told['looked_for_per_s']:,} |",
    ]
    return "\n".join(lines)
