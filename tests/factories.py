"""The smallest valid row of each kind, in the organisation of the test; made inside `acting_as` (see the fixtures)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from accounts.models import Organisation, Team, User
from accounts.roles import Role
from families import models

_leeds: list[Organisation] = []


def the_organisation() -> Organisation:
    """Each row of a factory asks for it: it is looked up only where no fixture has made it."""
    return _leeds[-1] if _leeds else Organisation.objects.get(name="Leeds")


@contextmanager
def everything_is_of(organisation: Organisation) -> Iterator[None]:
    """From now on a factory's rows are this organisation's, which stands as long as this lasts."""
    _leeds.append(organisation)
    try:
        yield
    finally:
        _leeds.pop()


class OurFactory(DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True

    organisation = factory.LazyFunction(the_organisation)


class UserFactory(OurFactory):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Worker {n}")
    email = factory.Sequence(lambda n: f"worker{n}@leeds.test")
    roles = factory.LazyFunction(lambda: [Role.SOCIAL_WORKER])
    password = factory.LazyAttribute(
        lambda user: make_password(
            None if getattr(user, "kind", "staff") in {"client", "system", "family"} else "correct horse battery"
        )
    )


class TeamFactory(OurFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")


class PractitionerFactory(OurFactory):
    class Meta:
        model = models.Practitioner

    user = factory.SubFactory(UserFactory)
    name = factory.SelfAttribute("user.name")
    role_title = "Social worker"


class FamilyFactory(OurFactory):
    class Meta:
        model = models.Family

    name = factory.Sequence(lambda n: f"Family {n}")


class PersonFactory(OurFactory):
    class Meta:
        model = models.Person
        skip_postgeneration_save = True

    known_as = factory.Sequence(lambda n: f"Person {n}")

    @factory.post_generation
    def named(self, create: bool, extracted: object, **kwargs: object) -> None:
        models.PersonName.objects.create(
            organisation=self.organisation, person=self, text=self.known_as, kind=models.PersonName.Kind.KNOWN_AS
        )


class MembershipFactory(OurFactory):
    class Meta:
        model = models.FamilyMembership

    family = factory.SubFactory(FamilyFactory)
    person = factory.SubFactory(PersonFactory)
    role = models.FamilyMembership.Role.CHILD


class InvolvementFactory(OurFactory):
    class Meta:
        model = models.Involvement

    family = factory.SubFactory(FamilyFactory)
    practitioner = factory.SubFactory(PractitionerFactory)
    role = models.Involvement.Role.CO_WORKER


class ParentageFactory(OurFactory):
    class Meta:
        model = models.Parentage

    parent = factory.SubFactory(PersonFactory)
    child = factory.SubFactory(PersonFactory)
    basis = models.Parentage.Basis.BIRTH


class RecordFactory(OurFactory):
    class Meta:
        model = models.Record

    kind = models.Record.Kind.CONVERSATION
    family = factory.SubFactory(FamilyFactory)
    happened_on = date(2026, 3, 16)
