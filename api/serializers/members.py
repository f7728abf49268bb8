"""That those whom a body names belong to the family that it names: what is written of one is shared within it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import UUIDField, Value
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from database import prepared
from database.prepared import Statement
from families.models import Family, FamilyMembership, Person

Place = tuple[str | int, ...]
"""The way to a field: `("entries", 0, "speaker")`."""


def require_members(family: Family, people: Iterable[tuple[Place, Person]]) -> None:
    """Refuse, at their places, those who are not and were not in the family. One query for all."""
    named = list(people)
    found = prepared.asked(_theirs, family=family.pk, people=[person.pk for _place, person in named])
    known = {pk for (pk,) in found}
    strangers = [place for place, person in named if person.pk not in known]
    if strangers:
        raise serializers.ValidationError(_nested(strangers))


def _theirs(family: UUID, people: list[UUID]) -> Statement:
    chosen = Value(people, ArrayField(UUIDField()))
    found: Statement = (
        FamilyMembership.objects.filter(family=family, person__id__any=chosen)
        .values_list("person")
        .query.sql_with_params()
    )
    return found


def _nested(places: list[Place]) -> dict[str, Any]:
    """Errors at these places, nested as the framework nests its own."""
    errors: dict[Any, Any] = {}
    for *way, last in places:
        inner = errors
        for step in way:
            inner = inner.setdefault(step, {})
        inner[last] = [ErrorDetail(_("They are not in this family."), "not_in_family")]
    return errors
