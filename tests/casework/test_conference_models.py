"""What the database keeps of conferences, broken past every form."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from casework.models import Conference
from families.models import Involvement
from families.periods import Period
from tests.casework.refusals import change, refused_by
from tests.factories import FamilyFactory, InvolvementFactory, PractitionerFactory
from tests.factories_conferences import (
    FRIDAY,
    MONDAY,
    ConferenceFactory,
    conference_at,
    plan_of,
)

pytestmark = pytest.mark.usefixtures("organisation")
LONDON = ZoneInfo("Europe/London")


CASE_ROLES = [
    "lead_worker",
    "co_worker",
    "family_help_lead",
    "lead_child_protection",
    "team_manager",
    "decision_maker",
]


@pytest.mark.parametrize("role", CASE_ROLES)
def test_a_coordinator_is_independent(role):
    conference = conference_at("accepted")
    held = InvolvementFactory(family=conference.family, role=role)

    refused = refused_by(change(conference, coordinator=held.practitioner, state="preparing"))

    assert refused == "conf_coordinator_independent"


@pytest.mark.parametrize("role", CASE_ROLES)
def test_a_coordinator_stays_independent(role):
    conference = conference_at("preparing")

    def involve():
        InvolvementFactory(family=conference.family, practitioner=conference.coordinator, role=role)

    assert refused_by(involve) == "involvement_coordinator_stays_independent"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_independence_is_counted_by_the_day_where_the_organisation_is(zone):
    """At any time one of the two has another date than the server."""
    conference, open_one = conference_at("accepted"), conference_at("preparing")
    today = datetime.now(ZoneInfo(zone)).date()
    change(conference.organisation, time_zone=zone)()
    until_today, until_tomorrow = (Period(date(2026, 1, 1), today + timedelta(days=more)) for more in (0, 1))

    held = InvolvementFactory(family=conference.family, role="lead_worker", period=until_tomorrow)
    allocated = change(conference, coordinator=held.practitioner, state="preparing")
    assert refused_by(allocated) == "conf_coordinator_independent"
    change(held, period=until_today)()
    assert allocated()

    asked = {"family": open_one.family, "practitioner": open_one.coordinator, "role": "lead_worker"}
    later = refused_by(lambda: InvolvementFactory(**asked, period=until_tomorrow))
    assert later == "involvement_coordinator_stays_independent"
    assert InvolvementFactory(**asked, period=until_today).pk


def test_an_involvement_is_not_turned_into_the_coordinators():
    conference = conference_at("preparing")
    other = InvolvementFactory(family=conference.family)

    refused = refused_by(change(other, practitioner=conference.coordinator))

    assert refused == "involvement_coordinator_stays_independent"


def test_a_coordinator_may_work_with_other_families():
    conference = conference_at("preparing")

    held = InvolvementFactory(family=FamilyFactory(), practitioner=conference.coordinator)

    assert held.pk


@pytest.mark.parametrize("state", ["closed_reviewed", "not_going_ahead"])
def test_a_coordinator_may_work_with_the_family_after(state):
    conference = conference_at("held")
    reason = "other" if state == "not_going_ahead" else ""
    change(conference, state=state, reviewed_on=MONDAY, not_going_ahead_reason=reason)()

    held = InvolvementFactory(family=conference.family, practitioner=conference.coordinator)

    assert held.pk


def test_who_worked_with_the_family_before_may_coordinate():
    conference = conference_at("accepted")
    past = Involvement._meta.get_field("period").default()
    former = InvolvementFactory(family=conference.family, period=type(past)(date(2020, 1, 1), date(2021, 1, 1)))

    changed = change(conference, coordinator=former.practitioner)()

    assert changed == 1


def test_a_conference_is_referred_with_consent():
    conference = ConferenceFactory()

    assert refused_by(change(conference, state="referred")) == "conf_referred_has_consent"


@pytest.mark.parametrize(
    ("state", "missing", "rule"),
    [
        ("accepted", {"accepted_on": None}, "conf_accepted_says_when"),
        ("preparing", {"coordinator": None}, "conf_prepared_has_coordinator"),
        ("arranged", {"meets_at": None}, "conf_arranged_says_when_and_where"),
        ("arranged", {"venue": "  "}, "conf_arranged_says_when_and_where"),
        ("held", {"held_on": None}, "conf_held_has_private_time"),
        ("held", {"is_private_time_offered": False}, "conf_held_has_private_time"),
        ("held", {"private_time_ended": FRIDAY}, "conf_private_time_in_order"),
        ("held", {"agency_response": "agreed_resources_pending"}, "conf_pending_says_what"),
        ("held", {"agency_response": "not_agreed"}, "conf_not_agreed_says_why"),
        (
            "held",
            {"agency_response": "not_agreed", "not_agreed_reason": " ", "not_agreed_told_at": FRIDAY},
            "conf_not_agreed_says_why",
        ),
        ("held", {"agency_response": "not_agreed", "not_agreed_reason": "Not safe"}, "conf_not_agreed_says_why"),
        ("held", {"state": "plan_not_agreed"}, "conf_answer_fits_its_state"),
        ("held", {"state": "plan_agreed"}, "conf_agreed_has_plan"),
        ("held", {"state": "closed_reviewed"}, "conf_closed_was_reviewed"),
        ("referred", {"state": "not_going_ahead"}, "conf_not_going_ahead_says_why"),
        ("referred", {"not_going_ahead_reason": "other"}, "conf_not_going_ahead_says_why"),
    ],
)
def test_each_state_has_its_facts(state, missing, rule):
    conference = conference_at(state)

    assert refused_by(change(conference, **missing)) == rule


def test_private_time_ends_after_it_began():
    conference = conference_at("held", is_private_time_offered=True, private_time_started=FRIDAY)

    refused = refused_by(change(conference, private_time_ended=FRIDAY - timedelta(minutes=1)))

    assert refused == "conf_private_time_in_order"


def test_private_time_that_began_was_offered():
    conference = conference_at("arranged")

    assert refused_by(change(conference, private_time_started=FRIDAY)) == "conf_private_time_in_order"


def agreed(conference, **fields):
    plan = plan_of(conference)
    plan.agreed_on = MONDAY
    plan.save()
    facts = {"agency_response": "agreed", "answered_by": PractitionerFactory(), "answered_version": 1}
    return change(conference, state="plan_agreed", **facts | fields)


def test_an_agreed_plan_is_looked_back_at():
    assert refused_by(agreed(conference_at("held"))) == "conf_agreed_has_review"


@pytest.mark.parametrize("review", [{"review_due_on": date(2026, 6, 8)}, {"no_review_reason": "They asked for none"}])
def test_a_plan_is_agreed_with_a_review_or_a_reason(review):
    assert agreed(conference_at("held"), **review)() == 1


def test_an_agreed_plan_was_answered_by_someone():
    refused = refused_by(agreed(conference_at("held"), answered_by=None, review_due_on=MONDAY))

    assert refused == "conf_answer_fits_its_state"


def test_a_conference_does_not_review_itself():
    conference = ConferenceFactory()

    assert refused_by(change(conference, review_of=conference)) == "conf_reviews_another"


TEXT_OF_THE_DAY = {
    "casework_conference": {
        "setting", "state", "going_well", "questions", "bottom_lines", "venue", "practicalities", "agency_response",
        "resources_pending", "not_agreed_reason", "no_review_reason", "not_going_ahead_reason",
    },
    "casework_participant": {"kind", "other_name", "will_come", "attended", "words", "interprets"},
}  # fmt: skip


@pytest.mark.parametrize("table", TEXT_OF_THE_DAY)
def test_no_text_can_hold_private_time(table):
    """Adding a text to these tables is a reviewed act: nothing said in private time is ever kept (INV-21)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
            " AND atttypid::regtype::text IN ('character varying', 'text', 'jsonb', 'bytea')",
            [table],
        )
        texts = {name for (name,) in cursor.fetchall()}

    assert texts == TEXT_OF_THE_DAY[table]


def test_all_that_is_known_of_private_time_is_whether_and_when():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_name ~ '^(casework|families)_' AND table_name !~ 'event$' AND column_name ~ 'private_time'"
        )
        known = dict(cursor.fetchall())

    assert known == {
        "is_private_time_offered": "boolean",
        "private_time_started": "timestamp with time zone",
        "private_time_ended": "timestamp with time zone",
        "in_private_time": "boolean",
    }


def test_a_conference_is_read_with_its_record(worker, family, outsider):
    conference = ConferenceFactory(family=family)

    assert list(Conference.objects.visible_to(worker)) == [conference]
    assert list(Conference.objects.visible_to(outsider)) == []


def test_open_leaves_out_what_has_ended(family):
    going = ConferenceFactory(family=family)
    ConferenceFactory(family=family, state="not_going_ahead", not_going_ahead_reason="family_prefers_not")

    assert list(Conference.objects.open()) == [going]


def test_how_often_it_was_postponed_is_a_count():
    assert Conference(postponed_from=[MONDAY, MONDAY + timedelta(days=7)]).postponed_count == 2
