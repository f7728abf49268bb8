"""The smallest valid conference, plan and people around them; made inside `acting_as` (see the fixtures)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory

from accounts.roles import Role
from casework import models
from families.models import Record
from tests.factories import FamilyFactory, OurFactory, PersonFactory, PractitionerFactory, RecordFactory, UserFactory

MONDAY = date(2026, 3, 16)
FRIDAY = datetime(2026, 3, 27, 17, 0, tzinfo=ZoneInfo("Europe/London"))


class CoordinatorFactory(PractitionerFactory):
    user = factory.SubFactory(UserFactory, roles=[Role.CONFERENCE_COORDINATOR])
    role_title = "Conference coordinator"
    is_independent = True


class ConferenceFactory(OurFactory):
    class Meta:
        model = models.Conference
        skip_postgeneration_save = True

    family = factory.SubFactory(FamilyFactory)
    record = factory.SubFactory(
        RecordFactory, kind=Record.Kind.CONFERENCE, family=factory.SelfAttribute("..family"), happened_on=MONDAY
    )


class FocusFactory(OurFactory):
    class Meta:
        model = models.ConferenceFocus

    conference = factory.SubFactory(ConferenceFactory)
    person = factory.SubFactory(PersonFactory)


class OfferFactory(OurFactory):
    class Meta:
        model = models.ConferenceOffer

    conference = factory.SubFactory(ConferenceFactory)
    offered_to = factory.SubFactory(PersonFactory)
    offered_on = MONDAY
    channel = models.ConferenceOffer.Channel.FACE


class ReferralFactory(OurFactory):
    class Meta:
        model = models.ConferenceReferral

    conference = factory.SubFactory(ConferenceFactory)
    consent_from = factory.SubFactory(PersonFactory, date_of_birth=date(1990, 1, 1))
    consent_on = MONDAY
    is_child_view_sought = True
    why_now = "Amina wants to stay with Gran for a while."

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Whoever consents is one whom it is about, so that consent counts."""
        FocusFactory(conference=kwargs["conference"], person=kwargs["consent_from"])
        return super()._create(model_class, *args, **kwargs)


class ParticipantFactory(OurFactory):
    class Meta:
        model = models.Participant

    conference = factory.SubFactory(ConferenceFactory)
    person = factory.SubFactory(PersonFactory)
    kind = models.Participant.Kind.FAMILY_NETWORK


class PlanFactory(OurFactory):
    class Meta:
        model = models.FamilyPlan

    conference = factory.SubFactory(ConferenceFactory)
    record = factory.SubFactory(
        RecordFactory,
        kind=Record.Kind.FAMILY_PLAN,
        family=factory.SelfAttribute("..conference.family"),
        happened_on=MONDAY,
    )
    version = 1


class ActionFactory(OurFactory):
    class Meta:
        model = models.PlanAction

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    what = "Amina stays with Gran every Friday"
    who_person = factory.SubFactory(PersonFactory)
    by_when = date(2026, 4, 3)


class ContingencyFactory(OurFactory):
    class Meta:
        model = models.ContingencyStep

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    if_what = "it snows"
    then_what = "Amina stays at home"
    who_person = factory.SubFactory(PersonFactory)


class MonitoringFactory(OurFactory):
    class Meta:
        model = models.Monitoring

    plan = factory.SubFactory(PlanFactory)
    family_monitor = factory.SubFactory(PersonFactory)
    worker_link = factory.SubFactory(PractitionerFactory)


STAGES = {
    "referred": {},
    "accepted": {"accepted_on": MONDAY},
    "preparing": {},
    "arranged": {"meets_at": FRIDAY, "venue": "St Mary’s hall"},
    "held": {"held_on": MONDAY, "is_private_time_offered": True},
}


def conference_at(state: str, *, coordinator=None, **fields) -> models.Conference:
    """A conference that has come as far as this state, with the facts of every step before."""
    conference = ConferenceFactory(**fields)
    ReferralFactory(conference=conference)
    facts = {"coordinator": coordinator or CoordinatorFactory()}
    for step, known in STAGES.items():
        facts |= known
        if step == state:
            break
    for name, value in facts.items():
        setattr(conference, name, value)
    conference.state = state
    conference.save()
    return conference


def plan_of(conference, **fields) -> models.FamilyPlan:
    """A plan with one step of the family's and someone who keeps an eye on it."""
    plan = PlanFactory(conference=conference, **fields)
    ActionFactory(plan=plan, position=1)
    MonitoringFactory(plan=plan)
    return plan
