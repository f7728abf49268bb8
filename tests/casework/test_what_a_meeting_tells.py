"""What is written of a family meeting is read by all who are asked to it: so it tells none of them where another lives (domain.md §8.6)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from casework.actions import conferences, meetings, plans, preparing
from casework.actions.plans import PlannedStep, Watch
from casework.models import FamilyPlan, Participant, PlanAction
from database import clock
from families.actions.goals import record_goal, score_goal, share_goal
from tests.casework.pages import at
from tests.factories import FamilyFactory, MembershipFactory, PersonFactory
from tests.factories_conferences import FocusFactory, ParticipantFactory, conference_at, plan_of
from tests.factories_families import AddressFactory, ResidenceFactory

HOME = "The Old Mill Cottage"
SECRET = f"She is safe only at {HOME}"
DAY, HOUR = date(2026, 4, 16), datetime(2026, 4, 16, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(dana):
    return ResidenceFactory(person=dana, address=AddressFactory(lines=HOME, postcode="LF2 4QQ"), is_confidential=True)


@pytest.fixture
def rob(family):
    return MembershipFactory(family=family, person=PersonFactory(known_as="Rob"), role="parent_carer").person


@pytest.fixture
def meeting(family, ngozi, rob):
    """One to which Rob is asked, in the state that is wanted."""

    def begun(state):
        found = conference_at(state, family=family, coordinator=ngozi)
        ParticipantFactory(conference=found, person=rob)
        if state in {"held", "plan_not_agreed"}:
            plan_of(found)
        return found

    return begun


def planned(worker, **words):
    said = {"what": "A step", "who": worker.practitioner, "by_when": DAY}
    return PlannedStep(**(said | words))


WAYS = {
    "questions": ("offered", lambda at, by: conferences.refer_conference(conference=at, questions=SECRET, by=by)),
    "bottom_lines": ("offered", lambda at, by: conferences.refer_conference(conference=at, bottom_lines=SECRET, by=by)),
    "venue": ("preparing", lambda at, by: meetings.arrange_conference(conference=at, meets_at=HOUR, venue=HOME, by=by)),
    "practicalities": (
        "arranged",
        lambda at, by: meetings.arrange_conference(
            conference=at, meets_at=HOUR, venue="The library, 3 Park Road", practicalities=SECRET, by=by
        ),
    ),
    "resources_pending": (
        "held",
        lambda at, by: plans.agree_plan(
            conference=at, answered_by=by.practitioner, resources_pending=SECRET, review_due_on=DAY, by=by
        ),
    ),
    "no_review_reason": (
        "held",
        lambda at, by: plans.agree_plan(conference=at, answered_by=by.practitioner, no_review_reason=SECRET, by=by),
    ),
    "reason": (
        "held",
        lambda at, by: plans.refuse_plan(
            conference=at, answered_by=by.practitioner, reason=SECRET, told_at=HOUR, by=by
        ),
    ),
    "what": (
        "held",
        lambda at, by: plans.change_step(
            plan_action=PlanAction.objects.get(plan__conference=at), step=planned(by, what=SECRET), by=by
        ),
    ),
    "how_we_will_know": (
        "held",
        lambda at, by: plans.change_step(
            plan_action=PlanAction.objects.get(plan__conference=at), step=planned(by, how_we_will_know=SECRET), by=by
        ),
    ),
    "__all__": (
        "held",
        lambda at, by: plans.write_plan(
            conference=at,
            steps=[planned(by)],
            watch=Watch(worker_link=by.practitioner, no_family_monitor_reason=SECRET),
            by=by,
        ),
    ),
}


@pytest.mark.parametrize(("field", "way"), WAYS.items(), ids=WAYS)
def test_it_stops_at_its_field(meeting, worker, field, way):
    state, write = way

    with pytest.raises(ValidationError) as refused:
        write(meeting(state), worker)

    assert [*refused.value.message_dict] == [field]
    assert "Rob must not read" in refused.value.messages[0]


def test_why_it_will_not_be_looked_back_at(meeting, worker):
    found = meeting("held")
    said = {"answered_by": worker.practitioner, "review_due_on": DAY, "by": worker}
    plans.agree_plan(conference=found, **said)
    plans.begin_review(conference=found, by=worker)

    with pytest.raises(ValidationError, match="Rob must not read"):
        conferences.close_conference(conference=found, no_review_reason=SECRET, by=worker)


def test_whoever_is_asked_last_reads_what_was_written_first(family, rob, worker):
    found = conference_at("preparing", family=family)
    meetings.arrange_conference(conference=found, meets_at=HOUR, venue=HOME, by=worker)

    with pytest.raises(ValidationError, match="Rob must not read") as refused:
        meetings.ask_participant(conference=found, kind=Participant.Kind.FAMILY_NETWORK, person=rob, by=worker)

    assert [*refused.value.message_dict] == ["who"]


def test_what_someone_says_of_where_a_goal_stands(family, dana, rob, worker):
    said = {"person": dana, "on": date(2026, 3, 16), "value": Decimal(5), "by": worker}
    both = record_goal(family=family, words="Sleep", whose=[dana, rob], on=date(2026, 3, 16), by=worker)
    hers = record_goal(family=family, words="Work", whose=[dana], on=date(2026, 3, 16), by=worker)
    beside = MembershipFactory(family=FamilyFactory(), person=PersonFactory(known_as="Femi"))

    with pytest.raises(ValidationError, match="Rob must not read"):
        score_goal(goal=both, note=SECRET, **said)
    assert score_goal(goal=hers, note=SECRET, **said).note == SECRET
    seen = record_goal(family=family, words="Rest", whose=[dana], on=date(2026, 3, 15), by=worker)
    share_goal(goal=seen, family=beside.family, on=date(2026, 3, 15), by=worker)
    with pytest.raises(ValidationError, match="holds"):
        score_goal(goal=seen, note=SECRET, **said)


def test_what_was_said_of_a_goal_is_asked_for_before_another_family_sees_it(family, dana, rob, worker):
    """Rob is of the other family now."""
    hers = record_goal(family=family, words="Work", whose=[dana], on=date(2026, 3, 16), by=worker)
    score_goal(goal=hers, person=dana, on=date(2026, 3, 16), value=Decimal(5), note=SECRET, by=worker)
    beside = MembershipFactory(family=FamilyFactory(), person=rob)

    with pytest.raises(ValidationError, match="What makes it that"):
        share_goal(goal=hers, family=beside.family, on=date(2026, 3, 16), by=worker)

    assert not hers.shares.exists()


@pytest.mark.parametrize(
    ("venue", "sentence"),
    [(HOME, "not everyone who would read it may read"), ("3 Park Road, LS6 2JP", "written like an address")],
)
def test_on_its_page_a_place_may_be_written_like_one_and_the_rest_may_not(client, meeting, ngozi, venue, sentence):
    found = meeting("preparing")
    found.refresh_from_db()
    client.force_login(ngozi.user)
    typed = {"meets_at_0": "2026-04-16", "meets_at_1": "10:00", "venue": venue, "row_version": found.row_version}

    answer = client.post(at("conference-arrange", found), typed | {"practicalities": "Ring 07700 900123"})
    refused = answer.context["form"].errors

    assert (answer.status_code, sentence in answer.text, [*refused]) == (
        422,
        True,
        ["venue"] if venue == HOME else ["practicalities"],
    )
    assert "Rob" not in str(refused)
    assert "Ring 07700 900123" in answer.text


def test_on_its_page_why_not_stays_as_it_was_typed(client, meeting, worker):
    found = meeting("held")
    client.force_login(worker)

    answer = client.post(at("plan-refuse", found), {"reason": SECRET, "told_at_0": "2026-03-16", "told_at_1": "08:30"})

    assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["reason"])
    assert SECRET in answer.text
    assert FamilyPlan.objects.get(conference=found).conference.not_agreed_reason == ""


@pytest.mark.parametrize("field", ["decision", "who_looked", "help_given", "best_interests"])
def test_a_view_of_one_decision_tells_the_adult_nothing_that_is_hidden_from_them(family, ngozi, field):
    bill = MembershipFactory(family=family, person=PersonFactory(date_of_birth=date(1948, 1, 1))).person
    meeting = conference_at("preparing", family=family, coordinator=ngozi, setting="adult")
    FocusFactory(conference=meeting, person=bill)
    found = {"decision": "A move", "looked_on": DAY, "who_looked": "His GP", "help_given": "Pictures"}
    found |= {"looked_on": clock.today(), "outcome": "not_this_now", "best_interests": "His own kitchen"}

    with pytest.raises(ValidationError) as refused:
        preparing.note_capacity(conference=meeting, person=bill, by=ngozi.user, **found | {field: SECRET})

    assert set(refused.value.message_dict) == {field}
