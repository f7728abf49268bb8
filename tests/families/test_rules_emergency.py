"""Nobody breaks the glass over whom they know from their own life, by whichever way they said so (domain.md §8.5, line 3)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Organisation
from database.asker import acting_as
from families.actions import keeping
from families.actions.records import begin_record
from families.models import DeclaredInterest
from families.periods import Period
from families.rules.emergency import can_break_glass
from tests.factories import MembershipFactory, PractitionerFactory
from tests.factories_access import DeclaredInterestFactory, EmergencyAccessFactory
from tests.refusals import refused_by

KNOWN = "You said that you know them: ask someone else to look."


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina").person


@pytest.fixture
def joyce(organisation):
    """Who may open a family, someone restricted and what a child told."""
    return PractitionerFactory(user__roles=["safeguarding_lead"]).user


@pytest.mark.parametrize(
    ("target", "known"),
    [("person", "person"), ("person", "family"), ("record", "person"), ("record", "family"), ("family", "family")],
)
def test_whom_one_knows_one_does_not_open(family, amina, worker, joyce, target, known):
    record = begin_record(
        kind="conversation", family=family, happened_on=date(2026, 3, 16), subjects=[amina], by=worker
    )
    about = {"person": amina, "family": family, "record": record}
    assert can_break_glass(joyce, about[target])

    keeping.declare_interest(practitioner=joyce.practitioner, known=about[known], kind="friend", by=joyce)

    assert can_break_glass(joyce, about[target]).refusal == KNOWN


def test_a_subject_s_other_family_is_known_too(family, amina, worker, joyce):
    other = MembershipFactory(person=amina).family
    record = begin_record(
        kind="conversation", family=family, happened_on=date(2026, 3, 16), subjects=[amina], by=worker
    )

    keeping.declare_interest(practitioner=joyce.practitioner, known=other, kind="friend", by=joyce)

    assert can_break_glass(joyce, record).refusal == KNOWN


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_whom_one_knew_until_today_is_counted_where_the_organisation_is(amina, joyce, zone):
    """At any time one of the two has another date than the server."""
    today = datetime.now(ZoneInfo(zone)).date()
    Organisation.objects.filter(pk=joyce.organisation_id).update(time_zone=zone)
    said = DeclaredInterestFactory(
        practitioner=joyce.practitioner,
        person=amina,
        period=Period(today - timedelta(days=9), today + timedelta(days=1)),
    )

    def break_past_the_form():
        with acting_as(joyce.asker):
            EmergencyAccessFactory(person=amina, user=joyce)

    assert refused_by(break_past_the_form) == "emergency_access_never_over"
    DeclaredInterest.objects.filter(pk=said.pk).update(period=Period(said.period.lower, today))
    break_past_the_form()
