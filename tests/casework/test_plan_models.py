"""What the database keeps of plans, broken past every form."""

from datetime import UTC, date, datetime

import pytest

from casework.models import ContingencyStep
from families.models import Agency
from tests.casework.test_conference_models import change, refused_by
from tests.factories import PersonFactory, PractitionerFactory
from tests.factories_conferences import (
    MONDAY,
    ActionFactory,
    MonitoringFactory,
    PlanFactory,
    conference_at,
    plan_of,
)

pytestmark = pytest.mark.usefixtures("organisation")


def test_a_plan_with_no_step_of_the_familys_is_not_agreed():
    plan = PlanFactory(conference=conference_at("held"))
    ActionFactory(plan=plan, who_person=None, who_practitioner=PractitionerFactory())
    MonitoringFactory(plan=plan)

    assert refused_by(change(plan, agreed_on=MONDAY)) == "plan_agreed_has_family_action"


def test_a_plan_that_nobody_watches_is_not_agreed():
    plan = PlanFactory(conference=conference_at("held"))
    ActionFactory(plan=plan)

    assert refused_by(change(plan, agreed_on=MONDAY)) == "plan_agreed_is_watched"


def test_the_familys_words_stay():
    plan = PlanFactory(in_our_words="We look after each other")

    assert refused_by(change(plan, in_our_words="The family will comply")) == "plan_words_stay"


def test_an_agreed_plan_stays_agreed():
    plan = plan_of(conference_at("held"), agreed_on=None)
    change(plan, agreed_on=MONDAY)()

    assert refused_by(change(plan, agreed_on=None)) == "plan_words_stay"


def test_a_version_is_written_once():
    plan = PlanFactory()

    assert refused_by(lambda: PlanFactory(conference=plan.conference, version=1)) == "plan_version_once"


@pytest.mark.parametrize("rule", ["action_has_one_who", "contingency_has_one_who"])
@pytest.mark.parametrize("who", ["nobody", "two"])
def test_each_part_has_exactly_one_who(rule, who):
    whose = {
        "nobody": {"who_person": None},
        "two": {"who_person": PersonFactory(), "who_practitioner": PractitionerFactory()},
    }[who]
    plan = PlanFactory()

    def write():
        if rule == "action_has_one_who":
            return ActionFactory(plan=plan, **whose)
        return ContingencyStep.objects.create(
            organisation=plan.organisation, plan=plan, position=1, if_what="Gran is ill", then_what="Uma", **whose
        )

    assert refused_by(write) == rule


def test_an_agency_may_be_the_one():
    school = Agency.objects.create(organisation=PersonFactory().organisation, name="Hilltop", sector="school")

    action = ActionFactory(who_person=None, who_agency=school)

    assert action.who == school


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"what": "Attend a course"}, "action_stays_as_written"),
        ({"by_when": date(2027, 1, 1)}, "action_stays_as_written"),
        ({"state": "done"}, "action_done_has_a_day"),
        ({"done_on": MONDAY}, "action_done_has_a_day"),
        ({"state": "changed"}, "action_changed_names_the_next"),
    ],
)
def test_a_step_keeps_its_facts(fields, rule):
    assert refused_by(change(ActionFactory(), **fields)) == rule


def test_a_step_is_not_handed_to_another():
    assert refused_by(change(ActionFactory(), who_person=PersonFactory())) == "action_stays_as_written"


def test_a_step_says_what():
    assert refused_by(lambda: ActionFactory(what=" ")) == "action_says_what"


def test_a_steps_place_is_its_own():
    first = ActionFactory(position=1)

    assert refused_by(lambda: ActionFactory(plan=first.plan, position=1)) == "action_place_once"


def test_a_child_takes_on_only_what_they_offered():
    amina = PersonFactory(date_of_birth=date(2015, 5, 1))

    assert refused_by(lambda: ActionFactory(who_person=amina)) == "action_of_a_child_is_offered"
    assert ActionFactory(who_person=amina, is_offered_by_child=True).pk


def test_who_is_a_child_is_counted_by_the_day_where_the_organisation_is():
    half_past_midnight_in_london = datetime(2026, 6, 9, 23, 30, tzinfo=UTC)
    today, tomorrow = (PersonFactory(date_of_birth=date(2008, 6, day)) for day in (10, 11))

    assert ActionFactory(who_person=today, created_at=half_past_midnight_in_london).pk
    asked = {"who_person": tomorrow, "created_at": half_past_midnight_in_london}
    assert refused_by(lambda: ActionFactory(**asked)) == "action_of_a_child_is_offered"


@pytest.mark.parametrize("blank", [{"if_what": " "}, {"then_what": ""}])
def test_plan_b_says_if_and_then(blank):
    plan = PlanFactory()
    words = {"if_what": "Gran is ill", "then_what": "Amina goes to Uma"} | blank

    def write():
        ContingencyStep.objects.create(
            organisation=plan.organisation, plan=plan, position=1, who_person=PersonFactory(), **words
        )

    assert refused_by(write) == "contingency_says_if_and_then"


def test_plan_bs_place_is_its_own():
    plan = PlanFactory()
    words = {"organisation": plan.organisation, "plan": plan, "position": 1, "if_what": "a", "then_what": "b"}
    ContingencyStep.objects.create(**words, who_person=PersonFactory())

    again = refused_by(lambda: ContingencyStep.objects.create(**words, who_person=PersonFactory()))

    assert again == "contingency_place_once"


def test_the_family_watches_its_plan_or_says_why_not():
    assert refused_by(lambda: MonitoringFactory(family_monitor=None)) == "monitoring_is_the_familys"
    assert MonitoringFactory(family_monitor=None, no_family_monitor_reason="Dana asked Priya to").pk


def test_a_plan_is_watched_at_least_each_quarter():
    assert refused_by(lambda: MonitoringFactory(every_days=91)) == "monitoring_within_a_quarter"
