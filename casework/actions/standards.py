"""What a good family meeting is here: begun with Kith's own words, and kept by administrators (domain.md §2.8)."""

from __future__ import annotations

import tomllib
from typing import Any

from django.conf import settings

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from casework.models import QualityStandard
from database import clock

REFERENCE = settings.BASE_DIR / "casework" / "reference" / "quality_standards.toml"


@action
def begin_standards(*, by: User) -> int:
    """Take up what comes with Kith and is not there yet, from today on; how many."""
    there = set(QualityStandard.objects.filter(organisation=by.organisation_id).values_list("code", flat=True))
    said = tomllib.loads(REFERENCE.read_text(encoding="utf-8"))["standard"]
    new = [
        QualityStandard(organisation_id=by.organisation_id, created_by=by, valid_from=clock.today(), **one)
        for one in said
        if one["code"] not in there
    ]
    QualityStandard.objects.bulk_create(new)
    return len(new)


@action
def add_standard(*, by: User, **said: Any) -> QualityStandard:
    """`said`: code, title, our_paraphrase, shown_by, valid_from."""
    standard = QualityStandard(organisation_id=by.organisation_id, created_by=by, **said)
    standard.full_clean()
    standard.save()
    return standard


@action
def change_standard(
    *, standard: QualityStandard, row_version: int | None = None, by: User, **said: Any
) -> QualityStandard:
    """Say it anew, or take it out of use; what it said before stays in its history."""
    locked = QualityStandard.objects.select_for_update().get(pk=standard.pk, organisation=by.organisation_id)
    refuse_stale(locked, row_version)
    for name, value in said.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    return locked
