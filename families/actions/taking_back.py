"""Taking back what an import wrote, a few rows at a time: what nobody has changed since goes, the rest stays (docs/imports.md)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from database import clock
from families.models import Family, ImportedRow, Involvement, PeopleImport, Person

AT_ONCE = 200
State, Left = PeopleImport.State, ImportedRow.Left
PERSON = Person._meta.db_table
FAMILIES = [model._meta.db_table for model in (Family, Involvement)]


class NotUndone(DomainError):
    """It was undone already, or was never brought in."""

    code = "import_not_undone"


@action
def begin_undo(*, people_import: PeopleImport, by: User) -> PeopleImport:
    """Begin to take back all that an import wrote; one that is still being brought in goes no further."""
    one = PeopleImport.objects.select_for_update().get(pk=people_import.pk)
    if one.state not in {State.RUNNING, State.DONE}:
        raise NotUndone(_("There is nothing to undo here."))
    one.state, one.position, one.total = State.UNDOING, 0, one.written_rows.count()
    one.sheet, one.told, one.found, one.choices, one.families, one.written = {}, {}, {}, {}, {}, {}
    one.left_out, one.headers = [], []
    one.full_clean()
    one.save()
    return one


@action
def take_back_next(*, people_import: PeopleImport, position: int, by: User) -> PeopleImport:
    """Take back the next few ties, and when there are none, the next few people with their names and places in the family."""
    one = PeopleImport.objects.select_for_update().get(pk=people_import.pk)
    if one.state != State.UNDOING or one.position != position:
        raise NotUndone(_("This has gone on meanwhile: look at how far it is."))
    waiting = one.written_rows.standing()
    ties = waiting.filter(person__isnull=True).exclude(table__in=FAMILIES).order_by("pk")
    _take_back([[tie] for tie in ties[: 2 * AT_ONCE]] or _people(one) or _families(one))
    one.position = one.total - waiting.count()
    if one.position == one.total:
        one.state = State.UNDONE
    one.full_clean()
    one.save()
    return one


def _people(one: PeopleImport) -> list[list[ImportedRow]]:
    """What was written of each of the next few: of someone new all or nothing; of someone known each by itself."""
    waiting = one.written_rows.standing().filter(person__isnull=False)
    people = list(waiting.order_by("person").values_list("person", flat=True).distinct()[:AT_ONCE])
    groups: list[list[ImportedRow]] = []
    for _person, found in groupby(waiting.filter(person__in=people).order_by("person", "pk"), lambda row: row.person):
        rows = sorted(found, key=lambda row: row.table == PERSON)
        groups += [rows] if rows[-1].table == PERSON else [[row] for row in rows]
    return groups


def _families(one: PeopleImport) -> list[list[ImportedRow]]:
    """The families that it began, each with who works with it: all or nothing. Whoever stays in one keeps it."""
    rows = list(one.written_rows.standing().filter(table__in=FAMILIES).order_by("pk"))
    of = dict(Involvement.objects.filter(pk__in=[row.row for row in rows]).values_list("pk", "family"))
    groups: dict[UUID, list[ImportedRow]] = {}
    for row in rows:
        groups.setdefault(of.get(row.row, row.row), []).append(row)
    return list(groups.values())


def _take_back(groups: Sequence[Sequence[ImportedRow]]) -> None:
    """All of these at once; where the database refuses that, each half by itself, down to the one that stays: whole, with why."""
    try:
        with transaction.atomic():
            ImportedRow.objects.filter(pk__in=[row.pk for group in groups for row in group]).update(
                taken_back_at=clock.now()
            )
            connection.check_constraints()  # what points to them: the database would look only when all is said
    except IntegrityError as error:
        half = len(groups) // 2
        if half:
            _take_back(groups[:half])
            _take_back(groups[half:])
        else:
            _leave(groups[0], error)


def _leave(group: Sequence[ImportedRow], refused: IntegrityError) -> None:
    said = getattr(refused.__cause__, "diag", None)
    is_changed = getattr(said, "constraint_name", "") == "imported_row_unchanged"
    why = Left.CHANGED if is_changed else Left.USED
    ImportedRow.objects.filter(pk__in=[row.pk for row in group]).update(left_because=why)
