"""Saying what is measured (domain.md §7.1, INV-62)."""

from __future__ import annotations

from typing import Any, TypeVar

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from outcomes.models import Measure, Result, Service

M = TypeVar("M", Result, Service, Measure)


@action
def add_result(*, name: str, population_words: str, place: str, by: User) -> Result:
    """Say how it should be for everyone in a place."""
    return _added(
        Result(organisation=by.organisation, name=name, population_words=population_words, place=place, created_by=by)
    )


@action
def add_service(*, name: str, by: User) -> Service:
    """Name a service that answers for its own families."""
    return _added(Service(organisation=by.organisation, name=name, created_by=by))


@action
def add_measure(*, by: User, **said: Any) -> Measure:
    """Say what is measured, by the fields of a measure."""
    return _added(Measure(organisation=by.organisation, created_by=by, **said))


@action
def change_measure(*, measure: Measure, row_version: int | None = None, by: User, **said: Any) -> Measure:
    """Say it otherwise; what its figures are stays once there is one."""
    held = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    refuse_stale(held, row_version)
    for name, value in said.items():
        setattr(held, name, value)
    held.full_clean()
    held.save(update_fields=[*said])
    return held


def _added(row: M) -> M:
    row.full_clean()
    row.save(force_insert=True)
    return row
