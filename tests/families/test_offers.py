"""What another system says of family group meetings."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from families.models import ReportedOffer
from tests.conftest import make
from tests.factories_families import ReportedOfferFactory


@pytest.fixture
def offer(family):
    child = make.MembershipFactory(family=family).person
    return ReportedOfferFactory(person=child, proceedings_on=date(2026, 1, 9))


def test_those_who_see_the_person_see_it(offer, worker, outsider):
    assert list(ReportedOffer.objects.visible_to(worker)) == [offer]
    assert list(ReportedOffer.objects.visible_to(outsider)) == []


@pytest.mark.parametrize("kind", [User.Kind.FAMILY, User.Kind.CLIENT])
def test_no_one_else_does(offer, organisation, kind):
    user = make.UserFactory(kind=kind, roles=[])

    assert list(ReportedOffer.objects.visible_to(user)) == []


def test_an_offer_is_recorded_once(offer):
    with pytest.raises(IntegrityError, match="reported_offer_once"), transaction.atomic():
        ReportedOfferFactory(person=offer.person, proceedings_on=offer.proceedings_on)


def test_an_offer_without_a_day_is_recorded_once(offer):
    ReportedOfferFactory(person=offer.person, proceedings_on=None)

    with pytest.raises(IntegrityError, match="reported_offer_once"), transaction.atomic():
        ReportedOfferFactory(person=offer.person, proceedings_on=None)


def test_an_offer_says_something(offer):
    with pytest.raises(IntegrityError, match="reported_offer_says_something"), transaction.atomic():
        ReportedOfferFactory(person=offer.person, is_offered=None)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"is_offered": True}, "A meeting was offered"),
        ({"is_offered": True, "is_held": True}, "A meeting was held"),
        ({"is_offered": False}, "No meeting was offered"),
    ],
)
def test_the_page_of_a_person_says_it(client, offer, worker, said, words):
    ReportedOffer.objects.update(**said)
    client.force_login(worker)

    page = client.get(reverse("families:person-facts", args=[offer.person_id])).text

    assert words in page
    assert "court proceedings considered from 9 January 2026" in page
