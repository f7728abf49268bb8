"""Why the organisation may hold what it holds: begun with Kith's own list, and kept by its administrators (domain.md §8.4)."""

from __future__ import annotations

import tomllib
from typing import Any

from django.conf import settings

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from casework.models import ProcessingBasis

REFERENCE = settings.BASE_DIR / "casework" / "reference" / "processing_bases.toml"


@action
def begin_processing_bases(*, by: User) -> int:
    """Take up what comes with Kith and is not there yet; how many."""
    there = set(ProcessingBasis.objects.filter(organisation=by.organisation_id).values_list("activity", flat=True))
    said = tomllib.loads(REFERENCE.read_text(encoding="utf-8"))["basis"]
    new = [
        ProcessingBasis(organisation_id=by.organisation_id, created_by=by, **one)
        for one in said
        if one["activity"] not in there
    ]
    ProcessingBasis.objects.bulk_create(new)
    return len(new)


@action
def add_processing_basis(*, by: User, **said: Any) -> ProcessingBasis:
    """`said`: activity, plain_words, art6, art9, dpa_condition, note."""
    basis = ProcessingBasis(organisation_id=by.organisation_id, created_by=by, **said)
    basis.full_clean()
    basis.save()
    return basis


@action
def change_processing_basis(
    *, basis: ProcessingBasis, row_version: int | None = None, by: User, **said: Any
) -> ProcessingBasis:
    """Say it anew, or take it out of use; what it said before stays in its history."""
    locked = ProcessingBasis.objects.select_for_update().get(pk=basis.pk, organisation=by.organisation_id)
    refuse_stale(locked, row_version)
    for name, value in said.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    return locked
