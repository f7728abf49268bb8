"""Who of a sharing family takes part in the training, and who has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Permission
from database import clock
from families.models import Family, FamilyMembership, Person, living
from linkups.models import TRAINED_FROM, TrainingAttendance, TrainingEvent

EVENTS_OFFERED = 12


@dataclass(frozen=True, slots=True)
class PersonTraining:
    """Someone of five or more in a sharing family, and the last training that they took part in; None while there is none."""

    person: Person
    been: TrainingAttendance | None


def is_trained_with_them(member: FamilyMembership) -> bool:
    """Whether somebody takes part in their family's training: from five on, and of no age that is known unless a child."""
    age = member.person.age_on(clock.today())
    return member.role != FamilyMembership.Role.CHILD if age is None else age >= TRAINED_FROM


def training_of(user: User, family: Family) -> list[PersonTraining]:
    """Everyone of the family who takes part, as a coach may see them, in two statements; nobody for anyone else."""
    if user.kind != User.Kind.STAFF or not user.has(Permission.LINKUP_COACH):
        return []
    members = FamilyMembership.objects.visible_to(user).current().filter(living("person__"), family=family)
    people = [
        one.person
        for one in members.select_related("person").order_by("person__sort_key", "person_id")
        if is_trained_with_them(one)
    ]
    been = TrainingAttendance.objects.visible_to(user).filter(person__in=[one.pk for one in people])
    last = {one.person_id: one for one in been.select_related("event").order_by("on", "pk")}
    return [PersonTraining(one, last.get(one.pk)) for one in people]


def trainable(user: User, family: Family) -> QuerySet[Person]:
    """The same people, for a form to choose from."""
    people = [one.person.pk for one in training_of(user, family)]
    return Person.objects.visible_to(user).filter(pk__in=people).order_by("sort_key", "pk")


def trainings(user: User) -> QuerySet[TrainingEvent]:
    """The last trainings, for a form to choose from."""
    last = TrainingEvent.objects.visible_to(user).order_by("-held_on", "-pk").values("pk")[:EVENTS_OFFERED]
    return (
        TrainingEvent.objects.visible_to(user)
        .filter(pk__in=list(last.values_list("pk", flat=True)))
        .order_by("-held_on", "-pk")
    )


def names(rows: Sequence[PersonTraining]) -> list[str]:
    """Who has not been, by name."""
    return [one.person.known_as for one in rows if one.been is None]
