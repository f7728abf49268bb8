"""What a family tree is drawn from, as one viewer may see it: statements that are composed once (accounts/prepared.py)."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, OuterRef, UUIDField, Value

from accounts.models import User
from database import clock
from database.prepared import Statement
from families.models import (
    FamilyMembership,
    MultipleBirth,
    Nudge,
    Person,
    PersonAccount,
    PregnancyLoss,
    Residence,
    UnknownSiblings,
)

PERSON = [field.attname for field in Person._meta.concrete_fields]


def members(user: User, family: UUID) -> Statement:
    """Who is in the family now, by name: their role, whether it is the reader, then they."""
    current = (
        FamilyMembership.objects.visible_to(user).current().filter(family=family).order_by("person__sort_key", "pk")
    )
    reader = Exists(PersonAccount.objects.visible_to(user).filter(user=user, person=OuterRef("person")))
    return current.values_list("role", reader, *(f"person__{name}" for name in PERSON)).query.sql_with_params()


def said_left_of(user: User, family: UUID, both: list[UUID]) -> Statement:
    among = _set(both)
    said = Nudge.objects.visible_to(user).standing().filter(family=family, left__id__any=among, right__id__any=among)
    return said.order_by("pk").values_list("left_id", "right_id").query.sql_with_params()


def drawn_losses(user: User, people: list[UUID]) -> Statement:
    losses = PregnancyLoss.objects.visible_to(user).drawn().filter(person__id__any=_set(people))
    return losses.values_list("pk", "person_id", "kind", "happened_on").query.sql_with_params()


def with_unknown_siblings(user: User, people: list[UUID]) -> Statement:
    facts = UnknownSiblings.objects.visible_to(user).undisputed().filter(period__contains=clock.today())
    return facts.filter(person__id__any=_set(people)).values_list("person_id").query.sql_with_params()


def born_together(user: User, people: list[UUID]) -> Statement:
    among = _set(people)
    births = MultipleBirth.objects.visible_to(user).standing().undisputed().filter(a__id__any=among, b__id__any=among)
    return births.values_list("a_id", "b_id", "identical").query.sql_with_params()


def main_homes(user: User, people: list[UUID]) -> Statement:
    homes = Residence.objects.visible_to(user).current().filter(person__id__any=_set(people), is_main=True)
    return homes.values_list("person_id", "address_id", "address__lines", "is_confidential").query.sql_with_params()


def _set(people: list[UUID]) -> Value:
    return Value(people, output_field=ArrayField(UUIDField()))
