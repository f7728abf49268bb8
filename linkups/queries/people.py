"""The people of a family: who may say yes for it."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from database import clock
from families.ages import ADULT_FROM
from families.models import Family, FamilyMembership, Person, living

PARENT_FROM = 16
"""A young parent says yes for their own family."""


def members_who_decide(family: Family, user: User) -> QuerySet[Person]:
    """The people of a family who may say yes to its card, as the user may see them."""
    return (
        Person.objects.visible_to(user)
        .filter(living(), memberships__in=FamilyMembership.objects.current().filter(family=family))
        .order_by("sort_key", "pk")
    )


def is_grown_up(member: FamilyMembership) -> bool:
    """Whether someone says yes for their family today (domain.md §1.3, step 10: all adults); the database asks the same."""
    age = member.person.age_on(clock.today())
    if age is None:
        return member.role != FamilyMembership.Role.CHILD
    return age >= (PARENT_FROM if member.role == FamilyMembership.Role.PARENT_CARER else ADULT_FROM)


def grown_ups(family: Family, user: User) -> QuerySet[Person]:
    """Those who may say yes for a family to another: its grown-ups who are in it now, as the user may see them."""
    members = FamilyMembership.objects.current().filter(living("person__"), family=family).select_related("person")
    found = [member.person_id for member in members if is_grown_up(member)]
    return Person.objects.visible_to(user).filter(pk__in=found).order_by("sort_key", "pk")
