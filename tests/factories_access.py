"""The smallest valid row of each kind that opens something to someone, or closes it."""

from datetime import date, timedelta

import factory

from accounts.models import User
from families import models
from families.periods import Period
from tests.factories import FamilyFactory, OurFactory, PersonFactory, PractitionerFactory, RecordFactory, UserFactory

MONDAY, LATER = date(2026, 3, 16), date(2026, 9, 14)


class AccessBlockFactory(OurFactory):
    class Meta:
        model = models.AccessBlock

    viewer_person = factory.SubFactory(PersonFactory)
    protected_person = factory.SubFactory(PersonFactory)
    ground = models.AccessBlock.Ground.OTHER
    set_by = factory.SubFactory(UserFactory)
    set_on = MONDAY
    review_on = LATER


class RestrictionFactory(OurFactory):
    class Meta:
        model = models.Restriction

    person = factory.SubFactory(PersonFactory)
    ground = models.Restriction.Ground.OTHER
    set_by = factory.SubFactory(UserFactory)
    set_on = MONDAY
    review_on = LATER


class RestrictionReaderFactory(OurFactory):
    class Meta:
        model = models.RestrictionReader

    restriction = factory.SubFactory(RestrictionFactory)
    user = factory.SubFactory(UserFactory)


class DeclaredInterestFactory(OurFactory):
    class Meta:
        model = models.DeclaredInterest

    practitioner = factory.SubFactory(PractitionerFactory)
    person = factory.SubFactory(PersonFactory)
    kind = models.DeclaredInterest.Kind.FRIEND


class ShareStateFactory(OurFactory):
    class Meta:
        model = models.ShareState

    record = factory.SubFactory(RecordFactory)
    person = factory.SubFactory(PersonFactory)


class ChosenReaderFactory(OurFactory):
    class Meta:
        model = models.ChosenReader

    share_state = factory.SubFactory(ShareStateFactory)
    person = factory.SubFactory(PersonFactory)


class OwnSayFactory(OurFactory):
    class Meta:
        model = models.OwnSay

    child = factory.SubFactory(PersonFactory)
    why_competent = "She weighed it twice."


class AgreementFactory(OurFactory):
    class Meta:
        model = models.Agreement

    person = factory.SubFactory(PersonFactory)
    to_what = models.Agreement.ToWhat.PHOTO
    given_how = models.Agreement.GivenHow.SPOKEN
    given_on = MONDAY


class HelperAccessFactory(OurFactory):
    class Meta:
        model = models.HelperAccess

    owner = factory.SubFactory(PersonFactory)
    helper = factory.SubFactory(UserFactory, kind=User.Kind.FAMILY, roles=[])
    period = Period(MONDAY, MONDAY + timedelta(days=366))


class EmergencyAccessFactory(OurFactory):
    """Opened by whoever asks in a test: Kith itself."""

    class Meta:
        model = models.EmergencyAccess

    user = factory.LazyFunction(lambda: User.objects.get(kind=User.Kind.SYSTEM))
    person = factory.SubFactory(PersonFactory)
    reason_code = models.EmergencyAccess.Reason.OTHER
    reason_text = "She rang and was afraid to go home"


class StorySampleFactory(OurFactory):
    """A story that someone else asked to be read."""

    class Meta:
        model = models.StorySample

    reader = factory.SubFactory(UserFactory, roles=["quality_lead"])
    family = factory.SubFactory(FamilyFactory)
    period = Period(MONDAY, MONDAY + timedelta(days=14))
    why = "How do we say goodbye?"
    drawn_how = models.StorySample.DrawnHow.TEAM
    drawn_by = factory.SubFactory(UserFactory)
