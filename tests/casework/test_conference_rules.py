"""Who may take which step, and the sentence of each refusal."""

from datetime import date

import pytest

from accounts.models import User
from accounts.roles import Role
from casework.models import Conference
from casework.rules import conferences as rules
from families.models import PersonAccount
from families.periods import Period
from tests.factories import InvolvementFactory, PersonFactory, PractitionerFactory, UserFactory
from tests.factories_conferences import (
    MONDAY,
    ActionFactory,
    ConferenceFactory,
    CoordinatorFactory,
    ParticipantFactory,
    conference_at,
    plan_of,
)

NOT_NOW = "This is not the moment for that step."


@pytest.fixture
def ngozi(organisation):
    return CoordinatorFactory(user__name="Ngozi")


@pytest.fixture
def gran(organisation):
    """Joan, who signs in for herself."""
    account = PersonAccount.objects.create(
        organisation=organisation,
        person=PersonFactory(known_as="Joan"),
        user=UserFactory(kind=User.Kind.FAMILY, roles=[]),
    )
    return account.user


def said(decision) -> str:
    return str(decision.refusal)


def test_those_alongside_offer_a_conference(worker, manager, family):
    assert rules.can_offer_conference(worker, family)
    assert rules.can_offer_conference(manager, family)


def test_someone_not_alongside_does_not_offer(outsider, family):
    assert said(rules.can_offer_conference(outsider, family)).startswith("You don’t work with them")


def test_work_that_has_ended_offers_no_more(family):
    past = InvolvementFactory(family=family, period=Period(date(2020, 1, 1), date(2026, 3, 10)))

    assert not rules.can_offer_conference(past.practitioner.user, family)


def test_a_coordinator_does_not_offer(ngozi, family):
    assert said(rules.can_offer_conference(ngozi.user, family)).startswith("Only people who work with families")


@pytest.mark.parametrize(
    ("rule", "state"),
    [("can_refer_conference", "preparing"), ("can_offer_to", "held"), ("can_stop_conference", "held")],
)
def test_a_workers_steps_have_their_moment(worker, family, rule, state):
    conference = conference_at(state, family=family)

    assert said(getattr(rules, rule)(worker, conference)) == NOT_NOW


@pytest.mark.parametrize("rule", ["can_refer_conference", "can_offer_to", "can_stop_conference"])
def test_a_worker_takes_the_first_steps(worker, family, rule):
    assert getattr(rules, rule)(worker, ConferenceFactory(family=family))


@pytest.mark.parametrize(
    ("rule", "state"),
    [("can_accept_conference", "referred"), ("can_allocate_coordinator", "accepted")],
)
def test_only_managers_accept_and_allocate(worker, manager, family, rule, state):
    conference = conference_at(state, family=family)

    assert getattr(rules, rule)(manager, conference)
    assert said(getattr(rules, rule)(worker, conference)).startswith("Only managers")


def test_a_coordinator_is_not_chosen_for_what_was_only_offered(manager, family):
    assert said(rules.can_allocate_coordinator(manager, ConferenceFactory(family=family))) == NOT_NOW


@pytest.mark.parametrize(
    ("role", "chosen", "state", "refusal"),
    [
        (Role.CONFERENCE_COORDINATOR, True, "preparing", ""),
        (Role.CONFERENCE_COORDINATOR, False, "preparing", "Another coordinator holds this conference."),
        (Role.SOCIAL_WORKER, True, "preparing", "Only coordinators hold conferences."),
        (Role.CONFERENCE_COORDINATOR, True, "not_going_ahead", "This conference has ended."),
    ],
)
def test_can_coordinate(organisation, role, chosen, state, refusal):
    someone = PractitionerFactory(user__roles=[role])
    conference = conference_at("preparing", coordinator=someone if chosen else None)
    conference.state = state

    assert said(rules.can_coordinate(someone.user, conference)) == refusal


@pytest.mark.parametrize(
    ("rule", "state", "allowed"),
    [
        ("can_prepare", "preparing", True),
        ("can_prepare", "arranged", True),
        ("can_prepare", "held", False),
        ("can_hold", "arranged", True),
        ("can_hold", "preparing", False),
        ("can_write_plan", "held", True),
        ("can_write_plan", "arranged", False),
        ("can_set_review", "held", False),
        ("can_close_conference", "held", False),
        ("can_begin_review", "held", False),
    ],
)
def test_a_coordinators_steps_have_their_moment(ngozi, rule, state, allowed):
    conference = conference_at(state, coordinator=ngozi)

    assert said(getattr(rules, rule)(ngozi.user, conference)) == ("" if allowed else NOT_NOW)


@pytest.mark.parametrize("rule", ["can_set_review", "can_close_conference"])
def test_the_coordinator_looks_back_with_the_family(ngozi, rule):
    conference = conference_at("held", coordinator=ngozi)
    conference.state = Conference.State.REVIEW_DUE

    assert getattr(rules, rule)(ngozi.user, conference)


def test_a_manager_or_the_lead_worker_answers_a_plan(worker, manager, family):
    conference = plan_of(conference_at("held", family=family)).conference

    assert rules.can_answer_plan(worker, conference)
    assert rules.can_answer_plan(manager, conference)


def test_a_co_worker_does_not_answer_a_plan(family):
    conference = plan_of(conference_at("held", family=family)).conference
    hana = InvolvementFactory(family=family).practitioner.user

    assert said(rules.can_answer_plan(hana, conference)).startswith("Only a manager or the family’s lead worker")


def test_a_plan_that_is_not_written_is_not_answered(worker, family):
    conference = conference_at("held", family=family)

    assert said(rules.can_answer_plan(worker, conference)) == "The family’s plan is not written down yet."


def test_an_answer_comes_from_someone_who_works_with_families(family):
    signed_in_only = UserFactory(roles=[Role.TEAM_MANAGER])
    conference = plan_of(conference_at("held", family=family)).conference

    assert said(rules.can_answer_plan(signed_in_only, conference)).startswith("Only someone who works with families")


def agreed(family, **fields):
    plan = plan_of(conference_at("held", family=family))
    plan.agreed_on = MONDAY
    plan.save()
    facts = {"agency_response": "agreed", "answered_by": PractitionerFactory(), "answered_version": 1}
    for name, value in (facts | {"state": "plan_agreed", "review_due_on": date(2026, 6, 8)} | fields).items():
        setattr(plan.conference, name, value)
    plan.conference.save()
    return plan


def test_what_is_asked_for_is_settled_by_a_manager(worker, manager, family):
    pending = {"agency_response": "agreed_resources_pending", "resources_pending": "A taxi"}
    conference = agreed(family, **pending).conference

    assert rules.can_settle_resources(manager, conference)
    assert said(rules.can_settle_resources(worker, conference)).startswith("Only a manager")


def test_what_is_asked_for_is_settled_while_the_plan_goes_on(manager, family):
    pending = {"agency_response": "agreed_resources_pending", "resources_pending": "A taxi"}
    conference = agreed(family, **pending).conference
    conference.state = Conference.State.CLOSED_REVIEWED

    assert said(rules.can_settle_resources(manager, conference)) == NOT_NOW


def test_nothing_pending_is_not_settled(manager, family):
    assert said(rules.can_settle_resources(manager, agreed(family).conference)).startswith("Nothing is being asked")


def test_a_family_changes_its_plan_once_it_was_not_agreed(gran):
    conference = conference_at("held")
    ParticipantFactory(conference=conference, person=gran.person_account.person)
    assert said(rules.can_write_plan(gran, conference)) == NOT_NOW

    conference.state = Conference.State.PLAN_NOT_AGREED

    assert rules.can_write_plan(gran, conference)


def test_someone_not_of_the_meeting_does_not_change_the_plan(gran):
    conference = conference_at("held")
    conference.state = Conference.State.PLAN_NOT_AGREED

    assert said(rules.can_write_plan(gran, conference)) == "This is for the people of the family meeting."


def test_whoever_takes_a_step_ticks_it(gran, family):
    step = ActionFactory(plan=agreed(family), who_person=gran.person_account.person, position=2)

    assert rules.can_note_progress(gran, step)


def test_anyone_of_the_meeting_ticks_a_step(gran, family):
    step = agreed(family).actions.get()
    ParticipantFactory(conference=step.plan.conference, person=gran.person_account.person)

    assert rules.can_note_progress(gran, step)


def test_others_do_not_tick_a_step(gran, outsider, family):
    step = agreed(family).actions.get()

    assert not rules.can_note_progress(gran, step)
    assert not rules.can_note_progress(outsider, step)


def test_a_step_is_ticked_once_the_plan_is_agreed(worker, family):
    step = plan_of(conference_at("held", family=family)).actions.get()

    assert said(rules.can_note_progress(worker, step)).startswith("Steps are ticked once the plan is agreed")


def test_a_step_is_changed_by_those_who_work_with_the_family(gran, worker, family):
    step = ActionFactory(plan=agreed(family), who_person=gran.person_account.person, position=2)

    assert rules.can_change_step(worker, step)
    assert said(rules.can_change_step(gran, step)).startswith("Ask the worker")
