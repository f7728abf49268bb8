"""That those whom a body names belong with the family that it names: what is written of one is shared with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import QuerySet, UUIDField, Value
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from accounts.models import User
from casework.queries.around import people_around
from database import clock, prepared
from database.prepared import Given, Statement
from families.models import Family, FamilyMembership, Person, living

Place = tuple[str | int, ...]
"""The way to a field: `("entries", 0, "speaker")`."""


def require_members(family: Family, people: Iterable[tuple[Place, Person]]) -> None:
    """Refuse, at their places, those who are not and were not in the family. One query for all."""
    named = list(people)
    found = prepared.asked(_members, family=family.pk, people=[person.pk for _place, person in named])
    _refuse_all_but({pk for (pk,) in found}, named)


def require_around(family: Family, people: Iterable[tuple[Place, Person]], user: User) -> None:
    """Refuse, at their places, those with whom the page would not let the user talk either. One query when all live in the
    family, one more for whoever answers for its children from elsewhere."""
    named = list(people)
    given: Mapping[str, Given] = {"family": family.pk, "people": [person.pk for _place, person in named]}
    found = prepared.rows((_members_today, clock.today()), lambda: _members_today(**_places(given)), given)
    known = {pk for (pk,) in found}
    if others := {person.pk for _place, person in named} - known:
        known |= set(people_around(family, user).filter(pk__in=others).values_list("pk", flat=True))
    _refuse_all_but(known, named)


def _members(family: UUID, people: list[UUID]) -> Statement:
    return _statement(FamilyMembership.objects.filter(family=family), people)


def _members_today(family: UUID, people: list[UUID]) -> Statement:
    alive = FamilyMembership.objects.current().filter(living("person__"), family=family)
    return _statement(alive, people)


def _statement(memberships: QuerySet[FamilyMembership], people: list[UUID]) -> Statement:
    chosen = Value(people, ArrayField(UUIDField()))
    found: Statement = memberships.filter(person__id__any=chosen).values_list("person").query.sql_with_params()
    return found


def _places(given: Mapping[str, Given]) -> dict[str, Any]:
    return {name: prepared.place_of(name, value) for name, value in given.items()}


def _refuse_all_but(known: Set[UUID], named: Iterable[tuple[Place, Person]]) -> None:
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
