"""The smallest worry and the smallest alert of each kind."""

from datetime import UTC, date, datetime

import factory

from accounts.roles import Role
from casework import models
from families.models import Person
from tests.factories import OurFactory, PersonFactory, PractitionerFactory, UserFactory

MONDAY = date(2026, 3, 16)
NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)
"""The frozen clock of the tests: nine in the morning."""


class ConcernFactory(OurFactory):
    """Only raised; the traits make one that has come further. `about` says whom it is about."""

    class Meta:
        model = models.SafeguardingConcern

    words = "There was nobody when I woke up."
    raised_by = factory.SubFactory(UserFactory)
    raised_at = NOW

    class Params:
        passed_on = factory.Trait(
            state="passed_on", told="front_door", told_at=NOW, told_by=factory.SelfAttribute("raised_by")
        )
        acknowledged = factory.Trait(
            passed_on=True,
            state="acknowledged",
            acknowledged_at=NOW,
            acknowledged_by=factory.SubFactory(UserFactory, roles=[Role.SAFEGUARDING_LEAD]),
        )

    @factory.post_generation
    def about(self, create: bool, extracted: list[Person] | None, **kwargs: object) -> None:
        for person in extracted or []:
            models.ConcernPerson.objects.create(organisation=self.organisation, concern=self, person=person)


class SharingDecisionFactory(OurFactory):
    class Meta:
        model = models.SharingDecision

    concern = factory.SubFactory(ConcernFactory)
    what = "The worry"
    with_whom = "The school"
    why = "Someone may not be safe"
    basis = models.SharingDecision.Basis.CHILD
    told_subject = models.SharingDecision.ToldSubject.YES
    outcome = models.SharingDecision.Outcome.SHARED
    decided_by = factory.SubFactory(UserFactory)
    decided_on = MONDAY


class AlertFactory(OurFactory):
    """In force: a manager has agreed."""

    class Meta:
        model = models.Alert

    person = factory.SubFactory(PersonFactory)
    kind = models.Alert.Kind.RISK_TO_STAFF
    text = "The dog is loose in the yard"
    evidence = "She bit the meter reader"
    discussed = models.Alert.Discussed.YES
    discussed_on = MONDAY
    manager = factory.SubFactory(UserFactory, roles=[Role.TEAM_MANAGER])
    starts = MONDAY
    review_on = date(2026, 9, 16)


def lead() -> object:
    """The sign-in of a safeguarding lead."""
    return PractitionerFactory(user__roles=[Role.SAFEGUARDING_LEAD]).user
