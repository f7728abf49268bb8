"""Writing what a file says: many rows at once, and one by one where the database refuses any, so that of each it is told why."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.errors import DomainError
from accounts.models import User
from database.prepared import insert_many
from database.rules import broken_rule
from families.actions.bringing_new import New, insert, new_id, whose
from families.actions.bringing_rows import FamiliesMade, Made, PeopleMade, TiesMade
from families.actions.kinship import ENDS
from families.actions.settling import write_or_keep
from families.imports.into import NEW_FAMILY, chosen_of, families_told, key_of
from families.imports.plan import LEAVE_OUT, Tie, choice_for, ends_of
from families.imports.told import ToldPerson
from families.models import ExternalIdentifier, ImportedRow, Parentage, Partnership, PeopleImport, SiblingLink
from families.queries.bringing_families import families_still_open
from families.rules.people import can_begin_family

Item = ToldPerson | Tie
NO_MORE = gettext_lazy("You don’t work with one of these families any more: choose another, or a new one.")


def leave_out_closed(one: PeopleImport, items: Sequence[Item], by: User) -> list[Item]:
    """Those of these people and ties that go into families into which the user may still bring someone: between two parts their work
    there may have ended. Of each other it is said why it is left out.
    """
    into = {person["key"]: _into(one, person["family"]) for person in one.told["people"]}
    named = [(item, {into[key] for key in _keys(item) if key in into}) for item in items]
    known = {UUID(pk) for _item, families in named for pk in families - {NEW_FAMILY}}
    still = {str(pk) for pk in families_still_open(one, known, by)}
    begin = can_begin_family(by)
    stay: list[Item] = []
    for item, families in named:
        closed = families - still - {NEW_FAMILY}
        if not closed and (begin or NEW_FAMILY not in families):
            stay.append(item)
        elif not _is_left_out(one, item):
            leave_out(one, item.line, _why(one, item, ValidationError(str(NO_MORE if closed else begin.refusal))))
    return stay


def leave_out_rest(one: PeopleImport, items: Sequence[Item]) -> None:
    """Those to which it has not come."""
    for item in items:
        if not _is_left_out(one, item):
            leave_out(
                one, item.line, _why(one, item, ValidationError(_("Nobody went on with this file for seven days.")))
            )


def _keys(item: Item) -> tuple[str, ...]:
    return (item.key,) if isinstance(item, ToldPerson) else ends_of(item)


def _into(one: PeopleImport, family: str) -> str:
    """The family that the file names, or the one that it was chosen for."""
    return chosen_of(one.families[key_of(family)]) if family else str(one.family_id)


def _is_left_out(one: PeopleImport, item: Item) -> bool:
    """Whether it was chosen that someone is left out: of that nothing is said."""
    return isinstance(item, ToldPerson) and choice_for(item, one.found, one.choices) == LEAVE_OUT


def bring_in(one: PeopleImport, items: Sequence[Item], by: User) -> None:
    """Write these people, with the families that they come into, and then these ties. What is refused is left out, with why, and costs
    the others nothing.
    """
    people = [item for item in items if isinstance(item, ToldPerson)]
    _begin_families(one, people, by)
    for some in (people, [item for item in items if not isinstance(item, ToldPerson)]):
        _write(one, some, by)


def _begin_families(one: PeopleImport, people: Sequence[ToldPerson], by: User) -> None:
    """Those that the file names for these people and that are not there yet; of whom all are left out, none is begun."""
    stay = (told for told in people if choice_for(told, one.found, one.choices) != LEAVE_OUT)
    made = FamiliesMade(one, by)
    rows = [row for key in families_told(stay) if chosen_of(one.families[key]) == NEW_FAMILY for row in made.of(key)]
    insert(rows, by)
    _note(one, [(row, None) for row in rows], by)


def _write(one: PeopleImport, items: Sequence[Item], by: User) -> None:
    """All of these at once; where the database refuses that, each half by itself, down to the one that it refuses."""
    if len(items) <= 1:
        for item in items:
            _write_alone(one, item, by)
        return
    together, alone = _made(one, items, by)
    try:
        with transaction.atomic():
            rows = [each for _item, made in together for each in made.each()]
            insert((row for row, _who in rows), by)
            _note(one, rows, by)
    except (IntegrityError, DataError):
        half = len(together) // 2 or 1
        for part in (together[:half], together[half:]):
            _write(one, [item for item, _rows in part], by)
    else:
        _remember(one, together)
    for item in alone:
        _write_alone(one, item, by)


def _made(one: PeopleImport, items: Sequence[Item], by: User) -> tuple[list[tuple[Item, Made]], list[Item]]:
    """What can be written together, and what has to be looked at by itself: what can't be, or says the same as another."""
    together: list[tuple[Item, Made]] = []
    alone: list[Item] = []
    said: set[Hashable] = {None}
    of = _maker(one, items, by)
    for item in items:
        try:
            made = of(item)
        except ValidationError:
            alone.append(item)
            continue
        if made.same in said or not all(row.is_plain() for row in made.rows):
            alone.append(item)
        else:
            said.add(made.same)
            together.append((item, made))
    return together, alone


def _maker(one: PeopleImport, items: Sequence[Any], by: User) -> Any:
    return (PeopleMade if isinstance(items[0], ToldPerson) else TiesMade)(one, items, by).of


def _write_alone(one: PeopleImport, item: Item, by: User) -> None:
    """By itself, with every question that is asked of what is typed; or left out, with why."""
    try:
        with transaction.atomic():
            made = _maker(one, [item], by)(item)
            written = [(_written(new.as_row(by), by), who) for new, who in made.each()]
            _note(one, [(New(type(row), {"id": row.pk}), who) for row, who in written], by)
    except (ValidationError, DomainError, IntegrityError) as error:
        leave_out(one, item.line, _why(one, item, error))
    else:
        _remember(one, [(item, made)])


def _written(row: Any, by: User) -> Any:
    """The row; or that it is kept to be settled, where only what its writer may not see stands against it."""
    if isinstance(row, (Parentage, Partnership, SiblingLink)):
        person, other = (getattr(row, name) for name in ENDS[type(row)])
        return write_or_keep(row=row, person=person, other=other, by=by)
    if isinstance(row, ExternalIdentifier):
        return write_or_keep(row=row, person=row.person, by=by)
    row.full_clean()
    row.save(force_insert=True)
    return row


def _note(one: PeopleImport, rows: Sequence[tuple[New, str | None]], by: User) -> None:
    """That these rows were written by the import just now: none has been changed since."""
    notes = [
        {"id": new_id(), "table": row.model._meta.db_table, "row": row.said["id"], "person": who} for row, who in rows
    ]
    if notes:
        insert_many(ImportedRow, notes, {**whose(by), "people_import_id": one.pk, "version": 1})


def _remember(one: PeopleImport, written: Sequence[tuple[Item, Made]]) -> None:
    """Who each is now, for their ties."""
    one.written.update({item.key: made.who for item, made in written if isinstance(item, ToldPerson) and made.who})


def leave_out(one: PeopleImport, line: int, why: str) -> None:
    """Say of a row of the file that it is left out, and why."""
    cells: list[str] = next((cells for at, cells in one.sheet.get("rows", ()) if at == line), [])
    one.left_out.append({"line": line, "why": why, "cells": cells})


def _why(one: PeopleImport, item: Item, error: Exception) -> str:
    if isinstance(error, ValidationError):
        why = " ".join(error.messages)
    elif isinstance(error, IntegrityError):
        rule = broken_rule(error)
        if rule is None:
            raise error
        why = str(rule[1])
    else:
        why = str(error)
    if isinstance(item, ToldPerson):
        return why
    who, other = (_name_of(one, key) for key in ends_of(item))
    return _("The tie of %(one)s to %(other)s was left out. %(why)s") % {"one": who, "other": other, "why": why}


def _name_of(one: PeopleImport, key: str) -> str:
    """What the file calls someone, such as `@I12@`, says nothing to who reads why a tie was left out."""
    return next((str(told["known_as"]) for told in one.told["people"] if told["key"] == key), key)
