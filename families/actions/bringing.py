"""Bringing a file of people into a family, a few rows at a time: each row by itself, through the same actions as by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from database.rules import broken_rule
from families.actions.contact import identify
from families.actions.kinship import record_parent, record_partnership, record_siblings
from families.actions.merging import say_not_same
from families.actions.people import add_member, add_name, add_person
from families.imports.keeping import sheet_as_json, sheet_of, told_as_json, told_of
from families.imports.plan import LEAVE_OUT, SOMEONE_NEW, Tie, choice_for, day_of, ends_of, ties_of
from families.imports.sheets import Sheet
from families.imports.table import told_by
from families.imports.told import Told, ToldParentage, ToldPartnership, ToldPerson
from families.models import (
    ExternalIdentifier,
    Family,
    FamilyMembership,
    ImportedRow,
    Parentage,
    Partnership,
    PeopleImport,
    Person,
    PersonName,
    SiblingLink,
)
from families.periods import Period
from families.queries.bringing import ids_of_known

AT_ONCE = 25
State = PeopleImport.State


class StepNotNow(DomainError):
    """Another window went on with it, or it is not at that step."""

    code = "import_step_not_now"


@action
def keep_file(*, family: Family, name: str, said: Sheet | Told, by: User) -> PeopleImport:
    """Take up what a file says. One that was chosen before and not brought in is thrown away."""
    for former in PeopleImport.objects.visible_to(by).filter(family=family, state__in=[State.DRAFT, State.READY]):
        drop_import(people_import=former, by=by)
    one = PeopleImport(organisation=by.organisation, family=family, file_name=name[:200], created_by=by)
    if isinstance(said, Told):
        _take_up(one, said)
    else:
        one.headers, one.sheet = said.headers, sheet_as_json(said)
    one.full_clean()
    one.save()
    return one


@action
def match_columns(
    *, people_import: PeopleImport, places: Mapping[str, int], parents_are: str = "", by: User
) -> PeopleImport:
    """Say which column holds what. Whoever corrects it later begins to look through the rows anew."""
    one = _locked(people_import, State.DRAFT, State.READY)
    _take_up(one, told_by(sheet_of(one.sheet), places, parents_are=parents_are))
    one.full_clean()
    one.save()
    return one


def _take_up(one: PeopleImport, told: Told) -> None:
    one.told, one.found, one.choices, one.position = told_as_json(told), {}, {}, 0
    one.state, one.total = State.READY, len(told.people) + len(ties_of(told))
    one.left_out = []
    for lost in told.lost:
        _leave_out(one, lost.line, lost.sentence)


def _leave_out(one: PeopleImport, line: int, why: str) -> None:
    cells: list[str] = next((cells for at, cells in one.sheet.get("rows", ()) if at == line), [])
    one.left_out.append({"line": line, "why": why, "cells": cells})


@action
def look_for_known(*, people_import: PeopleImport, position: int, by: User) -> PeopleImport:
    """Look for the next few people among those who are written down and whom the user may see."""
    one = _locked(people_import, State.READY)
    people = told_of(one.told).people
    if one.position != position or position >= len(people):
        raise StepNotNow(_("This has gone on meanwhile: look at how far it is."))
    for person in people[position : position + AT_ONCE]:
        if known := ids_of_known(person, by):
            one.found[person.key] = [str(pk) for pk in known]
    one.position = min(position + AT_ONCE, len(people))
    one.save(update_fields=["found", "position"])
    return one


@action
def choose_who(*, people_import: PeopleImport, choices: Mapping[str, str], by: User) -> PeopleImport:
    """Say of some people of the file who they are: someone found, someone new, or left out."""
    one = _locked(people_import, State.READY)
    for person in told_of(one.told).people:
        chosen = choices.get(person.key)
        if chosen in {SOMEONE_NEW, LEAVE_OUT, *one.found.get(person.key, ())}:
            one.choices[person.key] = chosen
    one.save(update_fields=["choices"])
    return one


@action
def start_import(
    *,
    people_import: PeopleImport,
    source: str,
    confidence: str,
    role: str,
    choices: Mapping[str, str] | None = None,
    by: User,
) -> PeopleImport:
    """Begin to write. `source` and `confidence` are those of every tie; `role`: of whom the file does not say what they are. `choices`:
    what was chosen last.
    """
    one = choose_who(people_import=people_import, choices=choices or {}, by=by)
    people = told_of(one.told).people
    if one.position < len(people):
        raise StepNotNow(_("Not everyone has been looked for yet."))
    if any(not choice_for(person, one.found, one.choices) for person in people):
        raise ValidationError(_("Some look like people who are written down already: say of each who they are."))
    one.state, one.position = State.RUNNING, 0
    one.source, one.confidence, one.role = source, confidence, role
    one.full_clean()
    one.save()
    return one


@action
def bring_in_next(*, people_import: PeopleImport, position: int, by: User) -> PeopleImport:
    """Write the next few people or ties. Each is tried by itself: what is refused is left out, with why."""
    one = _locked(people_import, State.RUNNING)
    if one.position != position:
        raise StepNotNow(_("This has gone on meanwhile: look at how far it is."))
    told = told_of(one.told)
    items = [*told.people, *ties_of(told)]
    for item in items[position : position + AT_ONCE]:
        try:
            with transaction.atomic():
                _bring_in(one, item, by)
        except (ValidationError, DomainError, IntegrityError) as error:
            _leave_out(one, item.line, _why(item, error))
    one.position = min(position + AT_ONCE, len(items))
    if one.position == len(items):
        one.state = State.DONE
        _empty(one)
    one.full_clean()
    one.save()
    return one


def _why(item: ToldPerson | Tie, error: Exception) -> str:
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
    return _("The tie of %(one)s to %(other)s was left out. %(why)s") % dict(
        zip(("one", "other"), ends_of(item), strict=True), why=why
    )


def _bring_in(one: PeopleImport, item: ToldPerson | Tie, by: User) -> None:
    if isinstance(item, ToldPerson):
        person, rows = _bring_in_person(one, item, by)
        if person:
            one.written[item.key] = str(person)
        for row in rows:
            _note(one, row, person, by)
        return
    ends = [one.written.get(key) for key in ends_of(item)]
    if not all(ends):
        raise ValidationError(_("One of the two is left out."))
    people = Person.objects.visible_to(by).in_bulk([UUID(pk) for pk in ends if pk])
    if len(people) < 2:
        raise ValidationError(_("Both are taken for the same person."))
    row = _bring_in_tie(one, item, [people[UUID(pk)] for pk in ends if pk], by)
    if row is not None:
        _note(one, row, None, by)


def _bring_in_person(one: PeopleImport, told: ToldPerson, by: User) -> tuple[UUID | None, list[Any]]:
    """Who they are, and what was written of them. What is written of someone known stays as it is."""
    chosen, found = choice_for(told, one.found, one.choices), one.found.get(told.key, [])
    if chosen == LEAVE_OUT:
        return None, []
    role = FamilyMembership.Role(told.role or one.role)
    if chosen != SOMEONE_NEW:
        person = Person.objects.visible_to(by).filter(pk=chosen, merged_into__isnull=True).first()
        if person is None:
            raise ValidationError(_("The person whom they were taken for is not there any more."))
        if FamilyMembership.objects.visible_to(by).current().filter(family=one.family, person=person).exists():
            return person.pk, []
        return person.pk, [add_member(family=one.family, person=person, role=role, by=by)]
    person = add_person(known_as=told.known_as, by=by, **_facts(told))
    rows = [person, add_member(family=one.family, person=person, role=role, by=by)]
    for name in told.names:
        add_name(person=person, text=name.text, kind=PersonName.Kind(name.kind), by=by)
    rows += PersonName.objects.filter(person=person)
    for scheme, value in told.identifiers:
        rows.append(identify(person=person, scheme=ExternalIdentifier.Scheme(scheme), value=value, by=by))
    others = Person.objects.visible_to(by).filter(pk__in=found, merged_into__isnull=True)
    rows += [say_not_same(one=person, other=other, by=by) for other in others]
    return person.pk, rows


def _facts(told: ToldPerson) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "given_name": told.given_name,
        "family_name": told.family_name,
        "gender": told.gender,
        "sex": told.sex,
        "languages": told.languages,
    }
    if told.born:
        facts |= {"date_of_birth": told.born.on, "dob_precision": told.born.precision}
    if told.died:
        facts |= {"date_of_death": told.died.on, "death_precision": told.died.precision}
    return facts


def _bring_in_tie(one: PeopleImport, tie: Tie, ends: list[Person], by: User) -> Any:
    """The row; None where it is written down already."""
    first, other = ends
    how = {"source": one.source, "confidence": one.confidence}
    if isinstance(tie, ToldParentage):
        if Parentage.objects.visible_to(by).current().filter(child=first, parent=other, basis=tie.basis).exists():
            return None
        if tie.ended and tie.ended.precision != "day":
            raise ValidationError(_("It has ended, but the day on which it did is not known."))
        period = Period(day_of(tie.began), day_of(tie.ended))
        return record_parent(parent=other, child=first, basis=Parentage.Basis(tie.basis), period=period, by=by, **how)
    a, b = sorted((first, other), key=lambda person: person.pk)
    if isinstance(tie, ToldPartnership):
        if Partnership.objects.visible_to(by).current().filter(a=a, b=b).exists():
            return None
        over = tie.end_kind or (Partnership.EndKind.ENDED.value if tie.is_over or tie.ended else "")
        period = Period(day_of(tie.began), day_of(tie.ended))
        kind = Partnership.Kind(tie.kind)
        return record_partnership(one=a, other=b, kind=kind, period=period, end_kind=over, by=by, **how)
    if SiblingLink.objects.visible_to(by).filter(a=a, b=b).exists():
        return None
    return record_siblings(one=a, other=b, kind=SiblingLink.Kind(tie.kind), by=by, **how)


def _note(one: PeopleImport, row: Any, person: UUID | None, by: User) -> None:
    """That this row was written by the import, as it is now."""
    ImportedRow(
        organisation_id=one.organisation_id,
        people_import=one,
        table=row._meta.db_table,
        row=row.pk,
        version=row.row_version,
        person=person,
        created_by=by,
    ).save(force_insert=True)


@action
def drop_import(*, people_import: PeopleImport, by: User) -> PeopleImport:
    """Throw a file away that was not brought in."""
    one = _locked(people_import, State.DRAFT, State.READY)
    one.state, one.left_out, one.headers = State.DROPPED, [], []
    _empty(one)
    one.save()
    return one


def _empty(one: PeopleImport) -> None:
    one.sheet, one.told, one.found, one.choices, one.written = {}, {}, {}, {}, {}


def _locked(people_import: PeopleImport, *states: str) -> PeopleImport:
    one = PeopleImport.objects.select_for_update().get(pk=people_import.pk)
    if one.state not in states:
        raise StepNotNow(_("That step can’t be taken now: look at how far it is."))
    return one
