"""What opens something to someone, or closes it: each rule of the database tried past every form (domain.md §8.4, §8.5, §9.5)."""

from datetime import timedelta

import pytest
from django.db.models import F

from accounts.models import User
from database.asker import acting_as
from families.models import EmergencyAccess
from families.periods import Period
from tests.conftest import FROZEN
from tests.factories import FamilyFactory, PersonFactory, RecordFactory, UserFactory
from tests.factories_access import (
    LATER,
    MONDAY,
    AccessBlockFactory,
    AgreementFactory,
    ChosenReaderFactory,
    DeclaredInterestFactory,
    EmergencyAccessFactory,
    HelperAccessFactory,
    OwnSayFactory,
    RestrictionFactory,
    RestrictionReaderFactory,
    ShareStateFactory,
)
from tests.refusals import again, change, refused_by, refused_past_triggers

pytestmark = pytest.mark.usefixtures("organisation")
TOO_LATE = MONDAY + timedelta(days=367)


def a_block_of_a_record():
    return AccessBlockFactory(protected_person=None, record=RecordFactory())


def an_interest_in_a_family():
    return DeclaredInterestFactory(person=None, family=FamilyFactory())


@pytest.mark.parametrize(
    ("name", "row", "changed"),
    [
        ("access_block_of_one_thing", AccessBlockFactory, {"protected_person": None}),
        ("access_block_of_one_thing", AccessBlockFactory, {"record": RecordFactory}),
        ("access_block_of_another", AccessBlockFactory, {"viewer_person": F("protected_person")}),
        ("access_block_of_a_person_once", AccessBlockFactory, {}),
        ("access_block_of_a_record_once", a_block_of_a_record, {}),
        ("access_block_looked_at_again", AccessBlockFactory, {"review_on": TOO_LATE}),
        ("access_block_looked_at_again", AccessBlockFactory, {"review_on": MONDAY}),
        ("access_block_ended_for_a_reason", AccessBlockFactory, {"ended_on": LATER, "ended_because": " "}),
        ("restriction_of_one_thing", RestrictionFactory, {"person": None}),
        ("restriction_of_one_thing", RestrictionFactory, {"record": RecordFactory}),
        ("restriction_looked_at_again", RestrictionFactory, {"review_on": TOO_LATE}),
        ("restriction_looked_at_again", RestrictionFactory, {"review_on": MONDAY}),
        ("restriction_ended_for_a_reason", RestrictionFactory, {"ended_on": LATER, "ended_because": "\n"}),
        ("restriction_names_once", RestrictionReaderFactory, {}),
        ("declared_interest_in_one", DeclaredInterestFactory, {"person": None}),
        ("declared_interest_in_one", DeclaredInterestFactory, {"family": FamilyFactory}),
        ("declared_interest_in_a_person_once", DeclaredInterestFactory, {"period": Period(MONDAY, LATER)}),
        ("declared_interest_in_a_family_once", an_interest_in_a_family, {"period": Period(MONDAY, LATER)}),
        ("chosen_reader_is_one", ChosenReaderFactory, {"person": None}),
        ("chosen_reader_is_one", ChosenReaderFactory, {"user": UserFactory}),
        ("chosen_reader_once", ChosenReaderFactory, {}),
        ("own_say_says_why", OwnSayFactory, {"why_competent": " "}),
        ("own_say_once", OwnSayFactory, {"period": Period(MONDAY, LATER)}),
        ("own_say_once", lambda: OwnSayFactory(holder=PersonFactory()), {}),
        ("agreement_withdrawn_after_given", AgreementFactory, {"withdrawn_on": MONDAY - timedelta(days=1)}),
        ("agreement_says_to_what", AgreementFactory, {"to_what": "other", "what_exactly": " "}),
        ("agreement_given_by_another", AgreementFactory, {"given_by": F("person")}),
        ("agreement_given_once", AgreementFactory, {}),
        ("helper_access_twelve_months", HelperAccessFactory, {"period": Period(MONDAY, TOO_LATE)}),
        ("helper_access_twelve_months", HelperAccessFactory, {"period": Period(MONDAY, None)}),
        ("helper_access_twelve_months", HelperAccessFactory, {"period": Period(None, LATER)}),
        ("helper_access_once", HelperAccessFactory, {"period": Period(LATER, TOO_LATE)}),
        ("share_state_once", ShareStateFactory, {}),
        ("shared_later_says_when", ShareStateFactory, {"state": "shared_later"}),
        ("emergency_access_to_one_thing", EmergencyAccessFactory, {"person": None}),
        ("emergency_access_to_one_thing", EmergencyAccessFactory, {"record": RecordFactory}),
        ("emergency_access_says_why", EmergencyAccessFactory, {"reason_text": "She rang."}),
        ("emergency_access_says_why", EmergencyAccessFactory, {"reason_text": f"She rang{' ' * 20}"}),
    ],
)
def test_what_opens_or_closes_is_held(name, row, changed):
    written = row()

    assert refused_by(lambda: again(written, **changed)) == name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("emergency_access_review_is_whole", {"finding": ""}),
        ("emergency_access_is_told", {"told_words": " "}),
        ("emergency_access_is_told", {"told_on": None}),
        ("emergency_access_is_told", {"told_on": MONDAY - timedelta(days=1)}),
        ("emergency_access_is_told", {"told_on": MONDAY + timedelta(days=91)}),
    ],
)
def test_a_look_afterwards_is_whole(name, said):
    row, lena = EmergencyAccessFactory(), UserFactory(roles=["safeguarding_lead"])
    found = {"reviewed_on": MONDAY, "finding": "fine", "told_on": MONDAY, "told_words": "You were afraid."} | said

    with acting_as(lena.asker):
        assert refused_by(lambda: change(row, reviewed_by=lena, **found)) == name


def test_a_look_afterwards_is_another_s():
    lena = UserFactory(roles=["safeguarding_lead"])
    found = {"reviewed_on": MONDAY, "finding": "fine", "told_on": MONDAY, "told_words": "You were afraid."}

    with acting_as(lena.asker):
        row = EmergencyAccessFactory(user=lena)
        assert refused_by(lambda: change(row, reviewed_by=lena, **found)) == "emergency_access_reviewed_by_another"


def test_kith_itself_looks_at_nothing_afterwards(organisation):
    priya, kith = UserFactory(), User.objects.get(kind=User.Kind.SYSTEM)
    with acting_as(priya.asker):
        row = EmergencyAccessFactory(user=priya)
    found = {"reviewed_on": MONDAY, "finding": "fine", "told_on": MONDAY, "told_words": "You were afraid."}

    assert refused_by(lambda: change(row, reviewed_by=kith, **found)) == "emergency_access_in_own_name"


def test_what_was_opened_closes_after_four_hours_whatever_the_trigger_does(organisation):
    row = EmergencyAccess(
        organisation=organisation,
        user=UserFactory(),
        person=PersonFactory(),
        reason_code="other",
        reason_text="She rang and was afraid to go home",
        started_at=FROZEN,
        expires_at=FROZEN + timedelta(hours=4, seconds=1),
    )

    assert refused_past_triggers(row) == "emergency_access_four_hours"


def test_an_interest_is_ended_by_another(worker, manager):
    """A manager may be of the team that they manage: whoever said that they know someone doesn't say that it is over."""
    row = DeclaredInterestFactory(practitioner=worker.practitioner)
    over = {"period": Period(MONDAY, LATER)}

    with acting_as(worker.asker):
        assert refused_by(lambda: change(row, **over)) == "declared_interest_ended_by_another"
    with acting_as(manager.asker):
        change(row, **over)
    row.refresh_from_db()
    assert row.period.upper == LATER
