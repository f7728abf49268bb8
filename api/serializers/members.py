"""That those whom a body names belong to the family that it names: what is written of one is shared within it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from families.models import Family, FamilyMembership, Person

Place = tuple[str | int, ...]
"""The way to a field: `("entries", 0, "speaker")`."""


def require_members(family: Family, people: Iterable[tuple[Place, Person]]) -> None:
    """Refuse, at their places, those who are not and were not in the family. One query for all."""
    named = list(people)
    theirs = FamilyMembership.objects.filter(family=family, person__in=[person for _place, person in named])
    known = set(theirs.values_list("person", flat=True))
    strangers = [place for place, person in named if person.pk not in known]
    if strangers:
        raise serializers.ValidationError(_nested(strangers))


def _nested(places: list[Place]) -> dict[str, Any]:
    """Errors at these places, nested as the framework nests its own."""
    errors: dict[Any, Any] = {}
    for *way, last in places:
        inner = errors
        for step in way:
            inner = inner.setdefault(step, {})
        inner[last] = [ErrorDetail(_("They are not in this family."), "not_in_family")]
    return errors
