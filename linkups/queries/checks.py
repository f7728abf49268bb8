"""Who of a sharing family is checked, and what is known of each."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import User
from database import clock
from families.models import Family, FamilyMembership, Person, living
from linkups.models import SafetyCheck
from linkups.models.profiles import CHECKED_FROM


def people_to_check(family: Family, user: User | None = None) -> list[Person]:
    """Everyone of 16 or more who is in the family today, and anyone whose age we don't know; for a page, as its reader may see them."""
    everyone = FamilyMembership.objects.visible_to(user) if user else FamilyMembership.objects.all()
    members = (
        everyone.current()
        .filter(living("person__"), family=family)
        .select_related("person")
        .order_by("person__sort_key", "person_id")
    )
    return [member.person for member in members if is_checked(member)]


def is_checked(member: FamilyMembership) -> bool:
    """Whether somebody of a sharing family is of an age at which they are checked, or of none that is known."""
    age = member.person.age_on(clock.today())
    return member.role != FamilyMembership.Role.CHILD if age is None else age >= CHECKED_FROM


def latest_checks(people: list[Person]) -> QuerySet[SafetyCheck]:
    """What is known last of each kind for each of these people; one that is not back yet replaces no other."""
    return (
        SafetyCheck.objects.filter(person__in=people)
        .annotate(is_pending=Q(outcome=SafetyCheck.Outcome.PENDING))
        .select_related("person")
        .order_by("person_id", "kind", "is_pending", "-issued_on", "-pk")
        .distinct("person_id", "kind")
    )


def checkable(family: Family, user: User) -> QuerySet[Person]:
    """The people of a sharing family who are checked, as the user may see them."""
    return (
        Person.objects.visible_to(user)
        .filter(pk__in=[one.pk for one in people_to_check(family)])
        .order_by("sort_key", "pk")
    )
