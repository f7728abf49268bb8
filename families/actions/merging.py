"""Making one person of two who are written down, and two again (docs/adr/0020-merging-people.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from database import clock
from families.actions.parting import ended_since, keep_both_safe, leave_ended, standing
from families.models import MergedRow, NotSamePerson, Person, PersonMerge, PersonName
from families.queries.merge_plan import NOT_HERE, Plan, Row
from families.queries.reconciling import plan_of
from families.queries.walking import table_named


class MergeRefused(DomainError):
    """Something has to be put right first."""

    code = "merge_refused"


class MergeNotUndone(DomainError):
    """It was undone already, or something came after it that has to be undone first."""

    code = "merge_not_undone"


@dataclass
class Journal:
    """Does one thing after the other to rows, and writes down each so that it can be undone."""

    merge: PersonMerge
    by: User
    kept: list[MergedRow] = field(default_factory=list)

    def change(self, row: Any, became: Mapping[str, Any]) -> None:
        """Move a row, or change what it says."""
        columns = {one.attname: one for one in row._meta.concrete_fields}
        said = dict(became)
        was = {name: _as_text(columns[name], getattr(row, name)) for name in said}
        self._note(
            MergedRow.How.MOVED, row, was, {name: _as_text(columns[name], value) for name, value in said.items()}
        )
        type(row)._base_manager.filter(pk=row.pk).update(**said)

    def set_aside(self, row: Any, stands: Row | None) -> None:
        """The database takes it away and keeps it in the note, with which row `stands` for it."""
        self._note(MergedRow.How.SET_ASIDE, row, {}, standing(stands))

    def _note(self, how: MergedRow.How, row: Any, was: Mapping[str, Any], became: Mapping[str, Any]) -> None:
        note = MergedRow(
            organisation_id=self.merge.organisation_id,
            merge=self.merge,
            position=len(self.kept),
            how=how,
            table=row._meta.db_table,
            row=row.pk,
            was=dict(was),
            became=dict(became),
            created_by=self.by,
        )
        note.save(force_insert=True)
        self.kept.append(note)


@action
def merge_people(
    *, kept: Person, merged: Person, why: str, chosen: Mapping[str, Any] | None = None, by: User
) -> PersonMerge:
    """Say that two are one: all that is written of `merged` is written of `kept` from now on. `chosen`: what is changed of `kept`."""
    people = {
        one.pk: one for one in Person.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    }
    kept, merged = people[kept.pk], people[merged.pk]
    merge = PersonMerge(organisation=by.organisation, kept=kept, merged=merged, why=why, created_by=by)
    merge.full_clean()
    plan = plan_of(kept, merged)
    if plan.refusals:
        raise MergeRefused(" ".join(plan.refusals_for(by)))
    merge.save()
    try:
        with transaction.atomic():
            _carry_out(plan, Journal(merge, by), chosen or {})
            connection.check_constraints()  # the keys that the database would look at only when all is said
    except IntegrityError as error:  # by something that the asker may not see: what they may see was looked at before
        raise MergeRefused(str(NOT_HERE)) from error
    return merge


def _carry_out(plan: Plan, journal: Journal, chosen: Mapping[str, Any]) -> None:
    kept, merged = plan.kept, plan.merged
    for row in (one for one in plan.moved if isinstance(one.row, Person)):  # who was merged into them before
        journal.change(row.row, row.became)
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)
    for one in plan.set_aside:
        journal.set_aside(one.row.row, plan.standing_for(one.row))
    for row in plan.moved:
        if not isinstance(row.row, Person):
            journal.change(row.row, row.became)
    told = {name: value for name, value in chosen.items() if getattr(kept, name) != value}
    for name, value in told.items():
        setattr(kept, name, value)
    kept.full_clean()
    if told:
        journal.change(Person.objects.get(pk=kept.pk), told)
    _one_known_name(kept, journal)


def _one_known_name(kept: Person, journal: Journal) -> None:
    """They are known by one name; the other is still one that they are found by."""
    known = PersonName.Kind.KNOWN_AS
    names = list(kept.names.current().filter(is_restricted=False).order_by("pk"))
    now = next(
        (name for name in sorted(names, key=lambda name: name.kind != known) if name.text == kept.known_as), None
    )
    for name in names:
        kind = known if name is now else PersonName.Kind.ALIAS if name.kind == known else name.kind
        if kind != name.kind:
            journal.change(name, {"kind": kind})


@action
def unmerge_people(*, merge: PersonMerge, by: User) -> PersonMerge:
    """Make two of them again: each row goes back to where it was. What was written since stays with the one who was kept; what
    was set since to keep someone safe holds for both, and a right that ended has ended for both.
    """
    locked = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if locked.undone_at is not None:
        raise MergeNotUndone(_("This has been undone already."))
    people = [locked.kept_id, locked.merged_id]
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk"))
    later = PersonMerge.objects.standing().filter(pk__gt=locked.pk)
    if later.filter(models.Q(kept__in=people) | models.Q(merged__in=people)).exists():
        raise MergeNotUndone(_("They were found to be one with someone else since. Undo that first."))
    Person.objects.filter(pk=locked.merged_id).update(merged_into=None)
    notes = list(locked.rows.order_by("-position"))
    ended = ended_since(notes)  # while each row stands as they left it
    for note in notes:
        if note.how == MergedRow.How.MOVED:
            _move_back(note)
    for note in notes:
        note.put_back_at = clock.now()
        note.save(update_fields=["put_back_at"])
    leave_ended(ended)
    keep_both_safe(locked)
    locked.undone_at, locked.undone_by = clock.now(), by
    locked.full_clean()
    locked.save(update_fields=["undone_at", "undone_by"])
    return locked


def _move_back(note: MergedRow) -> None:
    """What someone has changed since stays as they left it."""
    model = table_named(note.table)
    columns = {one.attname: one for one in model._meta.concrete_fields}
    row = model._base_manager.filter(pk=note.row).first()
    if row is None:
        return
    untouched = {
        name: columns[name].to_python(note.was[name])
        for name, became in note.became.items()
        if _as_text(columns[name], getattr(row, name)) == became
    }
    if untouched:
        model._base_manager.filter(pk=note.row).update(**untouched)


def _as_text(column: Any, value: Any) -> str | None:
    """A column's value as JSON can hold it."""
    if value is None:
        return None
    holder = type("Holder", (), {column.attname: value})()
    return str(column.value_to_string(holder))


@action
def say_not_same(*, one: Person, other: Person, by: User) -> NotSamePerson:
    """Say of two who look alike that they are two, so that nobody is asked again."""
    a, b = sorted((one, other), key=lambda person: person.pk)
    said = NotSamePerson.objects.standing().filter(a=a, b=b).first()
    if said is None:
        said = NotSamePerson(organisation=by.organisation, a=a, b=b, created_by=by)
        said.full_clean()
        said.save()
    return said


@action
def take_back_not_same(*, said: NotSamePerson, by: User) -> NotSamePerson:
    """Say that they may be one after all."""
    locked = NotSamePerson.objects.select_for_update().get(pk=said.pk)
    if locked.taken_back_on is None:
        locked.taken_back_on = clock.today()
        locked.save(update_fields=["taken_back_on"])
    return locked
