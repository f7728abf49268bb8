"""What keeps someone safe holds for both of two who are two again: nobody can tell whom it meant (docs/adr/0020-merging-people.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from database import clock
from families.models import AccessBlock, DeclaredInterest, OwnSay, PersonMerge, Restriction, RestrictionReader
from families.periods import Period

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
