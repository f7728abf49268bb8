"""Whom one talks with and asks: who is in a family, and who answers for its children from elsewhere."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import User
from casework.models import Conference, ConferenceOffer
from families.models import Family, FamilyMembership, ParentalResponsibility, Person, living


def people_around(family: Family, user: User) -> QuerySet[Person]:
    """The living people of a family today, whoever holds parental responsibility for one of them, and whoever was offered a
    conference of theirs that is still open; as far as the user may see them. In no order.
    """
    today = FamilyMembership.objects.current().filter(family=family).values("person")
    held = ParentalResponsibility.objects.visible_to(user).current().filter(child__in=today)
    undisputed = held.exclude(status=ParentalResponsibility.Status.DISPUTED)
    going = Conference.objects.open().filter(family=family).values("pk")
    offered = ConferenceOffer.objects.visible_to(user).filter(conference__in=going)
    return Person.objects.visible_to(user).filter(
        Q(pk__in=today) | Q(pk__in=undisputed.values("holder")) | Q(pk__in=offered.values("offered_to")),
        living(),
    )
