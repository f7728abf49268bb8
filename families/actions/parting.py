"""What keeps someone safe holds for both of two who are two again, and a right that ended has ended for both: nobody can tell whom it
meant (docs/adr/0020-merging-people.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from database import clock
from families.models import (
    AccessBlock,
    Agreement,
    ChosenReader,
    DeclaredInterest,
    FamilyMembership,
    HelperAccess,
    MergedRow,
    OwnSay,
    ParentalResponsibility,
    PersonMerge,
    Restriction,
    RestrictionReader,
)
from families.periods import Period, until
from families.queries.merge_plan import Row
from families.queries.walking import table_named

IN_FORCE = Q(ended_on__isnull=True)
KEEPS: Mapping[Any, tuple[str, ...]] = {
    AccessBlock: ("viewer_person_id", "protected_person_id"),
    Restriction: ("person_id",),
    DeclaredInterest: ("person_id",),
    OwnSay: ("child_id", "holder_id"),
}
"""What is set to keep someone safe, and the columns by which it names them."""
ONCE: Mapping[Any, tuple[str, ...]] = {
    AccessBlock: ("viewer_person_id", "protected_person_id", "record_id"),
    DeclaredInterest: ("practitioner_id", "person_id"),
    OwnSay: ("child_id", "holder_id"),
}
"""By what a table holds one such row only, at a time."""

ANEW = {"id", "created_at", "updated_at", "row_version"}


def keep_both_safe(merge: PersonMerge) -> None:
    """Write what was set since the merge of the one who was kept, and still holds, of the other as well: by whom and why stays."""
    since_then = Q(pk__gt=merge.pk) | Q(created_at__gt=merge.created_at)
    moved = set(merge.rows.values_list("row", flat=True))
    for model, columns in KEEPS.items():
        of_kept = Q()
        for column in columns:
            of_kept |= Q(**{column: merge.kept_id})
        for row in model._base_manager.filter(since_then, of_kept, _holds(model)).exclude(pk__in=moved).order_by("pk"):
            _write_again(row, {name: merge.merged_id for name in columns if getattr(row, name) == merge.kept_id})


STANDS = "stands"
"""Where the note of a row that is set aside says which row stands for it."""
ENDS: Mapping[Any, str] = {
    HelperAccess: "revoked_at",
    ChosenReader: "removed_on",
    Agreement: "withdrawn_on",
    ParentalResponsibility: "period",
    FamilyMembership: "period",
}
"""What lets someone read or decide, and the column by which it ends."""


def standing(stands: Row | None) -> dict[str, str]:
    """What the note of a row that is set aside says of the one that stands for it, and of when that one had ended already."""
    if stands is None or (column := ENDS.get(stands.table.model)) is None:
        return {}
    return {STANDS: str(stands.pk), column: str(getattr(stands.row, column))}


def ended_since(notes: Iterable[MergedRow]) -> list[tuple[MergedRow, Mapping[str, Any]]]:
    """Each row that was set aside and lets someone read or decide, with what it says once it is back, as the one that stood for it."""
    found = []
    for note in notes:
        if note.how == MergedRow.How.SET_ASIDE and STANDS in note.became:
            model = table_named(note.table)
            stood = model._base_manager.filter(pk=note.became[STANDS]).first()
            found.append((note, _how_it_ended(note, model, stood)))
    return found


def _how_it_ended(note: MergedRow, model: Any, stood: Any) -> Mapping[str, Any]:
    """What of the row says so; one that is there no more was taken out, and lets nobody read from today on."""
    column = ENDS[model]
    if column == "period":
        told = {"period": stood.period if stood else Period(None, clock.today())}
        was_sure = note.was.get("status") == ParentalResponsibility.Status.CONFIRMED
        return told | ({"status": stood.status} if stood and was_sure else {})
    ended = getattr(stood, column)
    is_new = ended is not None and str(ended) != note.became[column]
    return {column: ended} if is_new and note.was[column] is None else {}


def leave_ended(ended: Sequence[tuple[MergedRow, Mapping[str, Any]]]) -> None:
    """Let what came back hold no longer than what stood for it, which held as long as either until someone ended it; and no more surely."""
    for note, told in ended:
        row = table_named(note.table)._base_manager.get(pk=note.row)
        said = {name: value for name, value in told.items() if name != "period" and getattr(row, name) != value}
        last = told["period"].upper if "period" in told else None
        if last and (row.period.upper is None or last < row.period.upper):
            first = row.period.lower
            said["period"] = until(row.period, max(last, first + timedelta(days=1)) if first else last)
        for name, value in said.items():
            setattr(row, name, value)
        row.save(update_fields=list(said))


def _holds(model: Any) -> Q:
    if model in {DeclaredInterest, OwnSay}:
        return Q(period__upper_inf=True) | Q(period__endswith__gt=clock.today())
    return IN_FORCE


def _write_again(row: Any, told: Mapping[str, UUID]) -> None:
    """A second row that says the same of the other, as far as none says it already."""
    model = type(row)
    said = {one.attname: getattr(row, one.attname) for one in model._meta.concrete_fields if one.name not in ANEW}
    again = model(**{**said, **told})
    if model in ONCE and not _is_new(again, ONCE[model]):
        return
    again.full_clean()
    again.save(force_insert=True)
    if isinstance(row, Restriction):
        for reader in row.readers.filter(removed_on__isnull=True).order_by("pk"):
            RestrictionReader.objects.create(
                organisation_id=reader.organisation_id,
                restriction=again,
                user_id=reader.user_id,
                created_by_id=reader.created_by_id,
            )


def _is_new(again: Any, keys: tuple[str, ...]) -> bool:
    """Whether it says anything that is not said; what is said for a time is said from where that ends."""
    same = Q()
    for key in keys:
        value = getattr(again, key)
        same &= Q(**{f"{key}__isnull": True}) if value is None else Q(**{key: value})
    there = type(again)._base_manager.filter(same)
    if not hasattr(again, "period"):
        return not there.filter(IN_FORCE).exists()
    ends = [one.period.upper for one in there.filter(period__overlap=again.period)]
    if None in ends:
        return False
    if ends:
        again.period = Period(max(ends), again.period.upper)
    return again.period.upper is None or again.period.lower is None or again.period.lower < again.period.upper
