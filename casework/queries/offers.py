"""What someone reads of an offer that was made to them: the offer, the child they answer for, and nothing behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from casework.models import ConferenceOffer
from families.ages import ADULT_FROM
from families.models import ParentalResponsibility, Person, people_not_kept_from
from families.queries.ahead import Waiting

Response = ConferenceOffer.Response


@dataclass(frozen=True, slots=True)
class OwnOffer:
    """An offer as the one to whom it was made reads it."""

    offer: ConferenceOffer
    about: Sequence[Person]

    @property
    def is_about_me(self) -> bool:
        return any(person.pk == self.offer.offered_to_id for person in self.about)


def own_offers(user: User) -> list[ConferenceOffer]:
    """The offers made to the user to which they may still answer, or answer otherwise."""
    return list(ConferenceOffer.objects.made_to(user).order_by("offered_on", "pk"))


def waiting_for(offers: Sequence[ConferenceOffer]) -> list[Waiting]:
    """Those of one's own offers that have not been answered."""
    return [
        Waiting(
            _("Say whether you would like a family meeting"),
            reverse("casework:our-offer", args=[offer.pk]),
            since=offer.offered_on,
        )
        for offer in offers
        if offer.response in {Response.WAITING, Response.NO_ANSWER}
    ]


def own_offer(pk: UUID, user: User) -> OwnOffer:
    """One's own offer; 404 for any other, and once there is nothing to answer any more.

    It names only those for whom the reader was asked: themselves, and children for whom they hold parental responsibility, unless
    the child is kept from them (domain.md §8.5, line 2). Whom else the meeting is about is not theirs to know.
    """
    made = ConferenceOffer.objects.made_to(user).select_related("conference", "offered_to__account")
    offer = get_object_or_404(made, pk=pk)
    held = ParentalResponsibility.objects.current().filter(holder=offer.offered_to_id)
    children = set(held.exclude(status=ParentalResponsibility.Status.DISPUTED).values_list("child", flat=True))
    about = Person.objects.filter(conferences_about__conference=offer.conference_id)
    focus = about.filter(people_not_kept_from(user, "pk")).order_by("date_of_birth", "pk")
    asked = [
        person
        for person in focus
        if person.pk == offer.offered_to_id
        or (person.pk in children and (person.age is None or person.age < ADULT_FROM))
    ]
    return OwnOffer(offer, asked)
