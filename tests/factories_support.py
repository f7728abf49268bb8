"""Smallest valid support maps."""

from datetime import date

import factory

from families import models
from tests.factories import FamilyFactory, OurFactory

MONDAY = date(2026, 3, 16)


class SupportNetworkFactory(OurFactory):
    """Around a family, by its worker, with room for three."""

    class Meta:
        model = models.SupportNetwork

    family = factory.SubFactory(FamilyFactory)
    drawn_on = MONDAY
    size = 3

    @factory.lazy_attribute
    def record(self):
        return models.Record.objects.create(
            organisation=self.organisation, kind="support_network", family=self.family, happened_on=self.drawn_on
        )


class NetworkTieFactory(OurFactory):
    class Meta:
        model = models.NetworkTie

    network = factory.SubFactory(SupportNetworkFactory)
    position = 1
    other_name = "Pam next door"
    circle = "friendship"
    closeness = 4
    supporter_kind = "natural_friend"
