"""The smallest valid row of each kind of what is nearby."""

from datetime import date, timedelta

import factory

from accounts.models import Locality
from families import models
from tests.factories import FamilyFactory, OurFactory, PersonFactory, PractitionerFactory
from tests.factories_access import AgreementFactory

MONDAY = date(2026, 3, 16)


class LocalityFactory(OurFactory):
    class Meta:
        model = Locality

    name = factory.Sequence(lambda n: f"Locality {n}")


class PlaceFactory(OurFactory):
    class Meta:
        model = models.Place

    name = factory.Sequence(lambda n: f"Hall {n}")
    lines = "1 High Street"
    town = "Leeds"
    county = "West Yorkshire"
    postcode = "LS1 1AA"


class AssetFactory(OurFactory):
    """A group that families may be shown, and that someone looked at today."""

    class Meta:
        model = models.CommunityAsset

    name = factory.Sequence(lambda n: f"Group {n}")
    category = models.CommunityAsset.Category.ASSOCIATION
    what_it_offers = "Tea and company"
    state = models.CommunityAsset.State.VERIFIED
    last_checked_on = MONDAY
    safe_to_show = True


class GiftFactory(OurFactory):
    """What someone is good at, told to families nearby by their own yes."""

    class Meta:
        model = models.CommunityAsset

    name = factory.Sequence(lambda n: f"Gift {n}")
    category = models.CommunityAsset.Category.INDIVIDUAL
    what_it_offers = "Knits, and shows how"
    person = factory.SubFactory(PersonFactory)
    agreement = factory.LazyAttribute(
        lambda gift: AgreementFactory(person=gift.person, to_what="individual_asset", what_exactly=gift.name)
    )
    shown_to = models.CommunityAsset.ShownTo.FAMILIES
    shown_until = MONDAY + timedelta(days=365)
    locality = factory.SubFactory(LocalityFactory)


class SessionFactory(OurFactory):
    class Meta:
        model = models.AssetSession

    asset = factory.SubFactory(AssetFactory)
    freq = models.AssetSession.Frequency.WEEKLY
    byday = ["TU"]


class IntroductionFactory(OurFactory):
    class Meta:
        model = models.Introduction

    asset = factory.SubFactory(AssetFactory)
    family = factory.SubFactory(FamilyFactory)
    introduced_by = factory.SubFactory(PractitionerFactory)
    on = MONDAY
