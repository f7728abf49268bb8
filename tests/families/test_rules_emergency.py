"""Nobody breaks the glass over whom they know from their own life, by whichever way they said so (domain.md §8.5, line 3)."""

from datetime import date

import pytest

from families.actions import keeping
from families.actions.records import begin_record
from families.rules.emergency import can_break_glass
from tests.factories import MembershipFactory, PractitionerFactory

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
