"""Taking back what an import wrote, a few rows at a time: what nobody has changed since goes, the rest stays (docs/imports.md)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from database import clock
from families.models import ImportedRow, PeopleImport, Person

AT_ONCE = 25
State, Left = PeopleImport.State, ImportedRow.Left
PERSON = Person._meta.db_table


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
    one.sheet, one.told, one.found, one.choices, one.written = {}, {}, {}, {}, {}
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
    ties = list(waiting.filter(person__isnull=True).order_by("pk")[: 2 * AT_ONCE])
    groups = [[tie] for tie in ties] or _people(one)
    for group in groups:
        _take_back(group)
    one.position = one.total - waiting.count()
    if one.position == one.total:
        one.state = State.UNDONE
    one.full_clean()
    one.save()
    return one


def _people(one: PeopleImport) -> list[list[ImportedRow]]:
    """What was written of each of the next few: of someone new all or nothing; of someone known each by itself."""
    waiting = one.written_rows.standing()
    people = list(waiting.order_by("person").values_list("person", flat=True).distinct()[:AT_ONCE])
    groups: list[list[ImportedRow]] = []
    for person in people:
        rows = sorted(waiting.filter(person=person).order_by("pk"), key=lambda row: row.table == PERSON)
        is_new = bool(rows) and rows[-1].table == PERSON
        groups += [rows] if is_new else [[row] for row in rows]
    return groups


def _take_back(group: Sequence[ImportedRow]) -> None:
    """All of these, or none: then it is said why they stay."""
    try:
        with transaction.atomic():
            for row in group:
                row.taken_back_at = clock.now()
                row.save(update_fields=["taken_back_at"])
            connection.check_constraints()  # what points to them: the database would look only when all is said
    except IntegrityError as error:
        said = getattr(error.__cause__, "diag", None)
        is_changed = getattr(said, "constraint_name", "") == "imported_row_unchanged"
        why = Left.CHANGED if is_changed else Left.USED
        for row in group:
            row.taken_back_at, row.left_because = None, why
            row.save(update_fields=["left_because"])
