"""Smallest valid rows of the facts that only the families room's pages write."""

from datetime import date

import factory

from accounts.models import User
from families import models
from families.periods import since
from tests.factories import FamilyFactory, OurFactory, PersonFactory, UserFactory


class PartnershipFactory(OurFactory):
    """`a` and `b` in either order: the smaller id stands first."""

    class Meta:
        model = models.Partnership

    kind = models.Partnership.Kind.MARRIED
    a = factory.SubFactory(PersonFactory)
    b = factory.SubFactory(PersonFactory)

    @classmethod
    def _create(cls, model_class, *args, a, b, **kwargs):
        a, b = sorted((a, b), key=lambda person: person.pk)
        return super()._create(model_class, *args, a=a, b=b, **kwargs)


class SiblingLinkFactory(PartnershipFactory):
    class Meta:
        model = models.SiblingLink

    kind = models.SiblingLink.Kind.UNKNOWN


class MultipleBirthFactory(PartnershipFactory):
    class Meta:
        model = models.MultipleBirth
        exclude = ("kind",)


class UnknownSiblingsFactory(OurFactory):
    class Meta:
        model = models.UnknownSiblings

    person = factory.SubFactory(PersonFactory)


class PregnancyLossFactory(OurFactory):
    class Meta:
        model = models.PregnancyLoss

    person = factory.SubFactory(PersonFactory)
    kind = models.PregnancyLoss.Kind.MISCARRIAGE


class LifePlaceFactory(OurFactory):
    class Meta:
        model = models.LifePlace

    person = factory.SubFactory(PersonFactory)
    place_label = "Nan’s"


class CouncilFactory(OurFactory):
    class Meta:
        model = models.Agency

    name = factory.Sequence(lambda number: f"Council {number}")
    sector = models.Agency.Sector.COUNCIL


class ResponsibilityFactory(OurFactory):
    class Meta:
        model = models.ParentalResponsibility

    holder = factory.SubFactory(PersonFactory)
    child = factory.SubFactory(PersonFactory)
    basis = models.ParentalResponsibility.Basis.MOTHER_AT_BIRTH


class CareOrderFactory(ResponsibilityFactory):
    """A council that shares parental responsibility."""

    holder = None
    agency = factory.SubFactory(CouncilFactory)
    basis = models.ParentalResponsibility.Basis.CARE_ORDER
    status = models.ParentalResponsibility.Status.CONFIRMED


class AddressFactory(OurFactory):
    class Meta:
        model = models.Address

    lines = "12 Ash Road"
    postcode = "LS8 4AA"


class ResidenceFactory(OurFactory):
    class Meta:
        model = models.Residence

    person = factory.SubFactory(PersonFactory)
    address = factory.SubFactory(AddressFactory)
    period = factory.LazyFunction(lambda: since(date(2020, 1, 1)))


class ContactPointFactory(OurFactory):
    class Meta:
        model = models.ContactPoint

    person = factory.SubFactory(PersonFactory)
    kind = models.ContactPoint.Kind.MOBILE
    value = "07700 900123"


class GoalFactory(OurFactory):
    class Meta:
        model = models.Goal

    family = factory.SubFactory(FamilyFactory)
    words = "Calm mornings"

    @factory.lazy_attribute
    def record(self):
        return models.Record.objects.create(
            organisation=self.organisation, kind="goal", family=self.family, happened_on=date(2026, 3, 16)
        )


class ReportedOfferFactory(OurFactory):
    class Meta:
        model = models.ReportedOffer

    person = factory.SubFactory(PersonFactory)
    is_offered = True


def sign_in_of(person: models.Person) -> User:
    """A sign-in that is this person’s own."""
    user = UserFactory(name=person.known_as, kind=User.Kind.FAMILY, roles=[])
    models.PersonAccount.objects.create(organisation=person.organisation, person=person, user=user)
    return user


def share(record: models.Record, person: models.Person) -> None:
    """The record is about them, and theirs to read."""
    for model in (models.RecordSubject, models.ShareState):
        model.objects.create(organisation=record.organisation, record=record, person=person)
