"""The smallest valid row of each kind of the link-ups."""

from datetime import UTC, date, datetime

import factory

from accounts.models import User
from accounts.roles import Role
from families.models import Family, FamilyMembership, Goal, Involvement, PersonAccount
from families.periods import Period
from linkups import models
from tests.factories import (
    FamilyFactory,
    InvolvementFactory,
    MembershipFactory,
    OurFactory,
    PractitionerFactory,
    RecordFactory,
    UserFactory,
)

ALWAYS = Period(None, None)
EARLIER = datetime(2026, 1, 2, 12, tzinfo=UTC)
STARTED = date(2026, 1, 5)


class CoachFactory(PractitionerFactory):
    """A family coach."""

    user = factory.SubFactory(UserFactory, roles=[Role.FAMILY_COACH])
    role_title = "Family coach"


class CardFactory(OurFactory):
    class Meta:
        model = models.FamilyCard

    family = factory.SubFactory(FamilyFactory)
    kind = models.FamilyCard.Kind.SHARING
    headline = factory.Sequence(lambda n: f"Two grown-ups and dog number {n}")
    approved_at = EARLIER


class ProfileFactory(OurFactory):
    """A sharing family that is ready, with its approved card."""

    class Meta:
        model = models.SharingProfile

    family = factory.SubFactory(FamilyFactory)
    status = models.SharingProfile.Status.READY
    trained_on = date(2025, 11, 1)
    ready_on = date(2025, 12, 1)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if kwargs["status"] == models.SharingProfile.Status.READY:
            CardFactory(family=kwargs["family"])
        return super()._create(model_class, *args, **kwargs)


class CheckFactory(OurFactory):
    """A clear background check that holds."""

    class Meta:
        model = models.SafetyCheck

    kind = models.SafetyCheck.Kind.ENHANCED_DBS
    outcome = models.SafetyCheck.Outcome.CLEAR
    issued_on = date(2025, 6, 1)
    renew_by = date(2028, 6, 1)
    decided_by = factory.SubFactory(UserFactory)


class OfferFactory(OurFactory):
    class Meta:
        model = models.MatchOffer

    family = factory.SubFactory(FamilyFactory)
    coach = factory.SubFactory(CoachFactory)


def a_card_to_offer() -> models.FamilyCard:
    """The approved card of a family that is ready."""
    return ProfileFactory().family.cards.get()


class OfferCardFactory(OurFactory):
    class Meta:
        model = models.OfferCard

    offer = factory.SubFactory(OfferFactory)
    card = factory.LazyFunction(a_card_to_offer)
    card_version = 1


def a_grown_up_of(family: Family):
    """Who says yes for a family; in a sharing one, with a check that holds."""
    members = FamilyMembership.objects.current().filter(family=family).exclude(role=FamilyMembership.Role.CHILD)
    found = members.order_by("pk").first()
    if found:
        return found.person
    person = member_of(family).person
    CheckFactory(person=person)
    return person


def yes_of(side: str, when: str):
    """A grown-up of that side, once it has said yes."""
    return factory.LazyAttribute(
        lambda one: a_grown_up_of(getattr(one, f"{side}_family")) if getattr(one, when) else None
    )


class LinkUpFactory(OurFactory):
    """Only suggested, between two families; `agreed` and `under_way` make one that has come further."""

    class Meta:
        model = models.LinkUp

    sharing_family = factory.LazyFunction(lambda: ProfileFactory().family)
    seeking_family = factory.SubFactory(FamilyFactory)
    coach = factory.SubFactory(CoachFactory)
    seeking_chose_at = seeking_agreed_at = sharing_agreed_at = None
    seeking_chose_by = yes_of("seeking", "seeking_chose_at")
    seeking_agreed_by = yes_of("seeking", "seeking_agreed_at")
    sharing_agreed_by = yes_of("sharing", "sharing_agreed_at")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        family, kind = kwargs["seeking_family"], models.FamilyCard.Kind.SEEKING
        if kwargs.get("state") in {"chosen", "agreeing"} and not family.cards.filter(kind=kind).exists():
            CardFactory(family=family, kind=kind)
        return super()._create(model_class, *args, **kwargs)

    class Params:
        chosen = factory.Trait(state=models.LinkUp.State.CHOSEN, seeking_chose_at=EARLIER)
        agreeing = factory.Trait(state=models.LinkUp.State.AGREEING, seeking_chose_at=EARLIER, asked_at=EARLIER)
        agreed = factory.Trait(agreeing=True, seeking_agreed_at=EARLIER, sharing_agreed_at=EARLIER)
        under_way = factory.Trait(
            agreed=True, state=models.LinkUp.State.ACTIVE, checks_cleared_at=EARLIER, start_date=STARTED
        )


class GoalFactory(OurFactory):
    class Meta:
        model = Goal

    family = factory.SubFactory(FamilyFactory)
    record = factory.SubFactory(RecordFactory, kind="goal", family=factory.SelfAttribute("..family"))
    words = "Calmer mornings"


def coach_of(*families: Family) -> User:
    """The sign-in of a family coach who is alongside these families."""
    coach = CoachFactory(user__name="Marlon")
    for family in families:
        InvolvementFactory(family=family, practitioner=coach, role=Involvement.Role.FAMILY_COACH)
    return coach.user


def member_of(
    family: Family,
    *,
    born: date | None = date(1990, 5, 1),
    role: FamilyMembership.Role = FamilyMembership.Role.PARENT_CARER,
    period: Period = ALWAYS,
    **person: object,
) -> FamilyMembership:
    """Someone who belongs to a family."""
    return MembershipFactory(
        family=family,
        role=role,
        period=period,
        person__date_of_birth=born,
        **{f"person__{k}": v for k, v in person.items()},
    )


def sign_in_of(membership: FamilyMembership) -> User:
    """The sign-in of someone who belongs to a family."""
    user = UserFactory(kind="family", roles=[], name=membership.person.known_as)
    PersonAccount.objects.create(organisation=membership.organisation, user=user, person=membership.person)
    return user
