"""The people of a family: who may say yes, and whom a page is about."""

from __future__ import annotations

from django.db.models import QuerySet

from families.models import Family, FamilyMembership, Person


def members_who_decide(family: Family) -> QuerySet[Person]:
    """The people of a family who may say yes to its card."""
    return Person.objects.filter(
        memberships__in=FamilyMembership.objects.current().filter(family=family), date_of_death__isnull=True
    ).order_by("sort_key", "pk")
