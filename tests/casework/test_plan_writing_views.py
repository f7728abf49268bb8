"""The pages on which a plan is written and answered, and changed by the family."""

from datetime import date

import pytest

from casework.models import Conference, FamilyPlan, PlanAction
from families.models import Agency
from tests.casework.pages import at
from tests.factories import InvolvementFactory, MembershipFactory, PractitionerFactory
from tests.factories_conferences import (
    ParticipantFactory,
    plan_of,
)
from tests.factories_families import share


def typed(joan, worker, **fields):
    practitioner = f"practitioner:{worker.practitioner.pk}"
    return {
        "in_our_words": "We look after each other",
        "family_monitor": f"person:{joan.pk}",
        "worker_link": practitioner,
        "every_days": 14,
        "steps-TOTAL_FORMS": 3,
        "steps-INITIAL_FORMS": 0,
        "steps-0-what": "Amina stays on Fridays",
        "steps-0-who": f"person:{joan.pk}",
        "steps-0-by_when": "2026-04-03",
        "steps-1-what": "Taxi on Fridays",
        "steps-1-who": practitioner,
        "steps-1-by_when": "2026-04-03",
        "plan_b-TOTAL_FORMS": 1,
        "plan_b-INITIAL_FORMS": 0,
        "plan_b-0-if_what": "Gran is ill",
        "plan_b-0-then_what": "Amina goes to Uma",
        "plan_b-0-who": f"person:{joan.pk}",
    } | fields


def test_a_plan_is_written_by_a_page(client, ngozi, held, joan, worker):
    client.force_login(ngozi.user)

    response = client.post(at("plan-write", held), typed(joan, worker))

    plan = FamilyPlan.objects.get()
    assert response.url == held.get_absolute_url()
    assert [str(step.who) for step in plan.actions.with_who()] == ["Joan", "Priya"]
    assert (plan.contingencies.get().who, plan.monitoring.family_monitor) == (joan, joan)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"steps-0-who": ""}, "Say who does it: one person, so that everyone knows."),
        ({"steps-0-what": ""}, "Say what will be done."),
        ({"family_monitor": ""}, "or why nobody does"),
        ({"worker_link": ""}, "Choose a worker."),
        ({"plan_b-0-then_what": ""}, "Say what you do then."),
    ],
)
def test_a_plan_that_needs_another_look_keeps_what_was_typed(client, ngozi, held, joan, worker, wrong, sentence):
    client.force_login(ngozi.user)

    response = client.post(at("plan-write", held), typed(joan, worker, **wrong))

    assert response.status_code == 422
    assert sentence in response.text
    assert "Taxi on Fridays" in response.text
    assert not FamilyPlan.objects.exists()


def test_a_plan_without_a_step_is_no_plan(client, ngozi, held, joan, worker):
    empty = {"steps-0-what": "", "steps-0-who": "", "steps-0-by_when": ""}
    empty |= {name.replace("-0-", "-1-"): "" for name in empty}
    client.force_login(ngozi.user)

    response = client.post(at("plan-write", held), typed(joan, worker, **empty))

    assert response.status_code == 422
    assert "Write at least one step" in response.text


def test_a_child_takes_on_a_step_only_if_they_offered(client, ngozi, held, family, joan, worker):
    amina = ParticipantFactory(
        conference=held, person=MembershipFactory(family=family, person__date_of_birth=date(2015, 5, 1)).person
    ).person
    client.force_login(ngozi.user)

    refused = client.post(at("plan-write", held), typed(joan, worker, **{"steps-0-who": f"person:{amina.pk}"}))

    assert refused.status_code == 422
    assert "only if they offered to" in refused.text


def test_a_school_may_take_on_a_step(client, ngozi, held, family, joan, worker):
    school = Agency.objects.create(organisation=family.organisation, name="Hilltop Primary", sector="school")
    InvolvementFactory(family=family, practitioner=PractitionerFactory(works_for=school), role="school")
    client.force_login(ngozi.user)

    client.post(at("plan-write", held), typed(joan, worker, **{"steps-1-who": f"agency:{school.pk}"}))

    assert PlanAction.objects.get(position=2).who == school


def test_a_changed_plan_begins_with_the_former_and_rows_can_be_taken_out(client, ngozi, held, joan, worker):
    client.force_login(ngozi.user)
    client.post(at("plan-write", held), typed(joan, worker))

    shown = client.get(at("plan-write", held)).text
    again = typed(joan, worker, **{"steps-INITIAL_FORMS": 2, "steps-TOTAL_FORMS": 5, "steps-1-DELETE": "on"})
    client.post(at("plan-write", held), again)

    assert "Amina stays on Fridays" in shown
    assert "Take this out" in shown
    assert [step.what for step in FamilyPlan.objects.get(version=2).actions.all()] == ["Amina stays on Fridays"]


def test_a_plan_is_agreed_by_a_page(client, manager, held):
    plan_of(held)
    client.force_login(manager)

    client.post(at("plan-agree", held), {"review_due_on": "2026-06-08"})

    held.refresh_from_db()
    assert (held.state, held.answered_by) == ("plan_agreed", manager.practitioner)


def test_agreeing_sets_a_review_or_says_why_not(client, manager, held):
    plan_of(held)
    client.force_login(manager)

    response = client.post(at("plan-agree", held), {"resources_pending": "A taxi"})

    assert response.status_code == 422
    assert "Set the day on which the family looks back" in response.text
    assert "A taxi" in response.text


def test_what_is_still_asked_for_is_shown_and_settled(client, manager, held):
    plan_of(held)
    client.force_login(manager)
    client.post(at("plan-agree", held), {"review_due_on": "2026-06-08", "resources_pending": "A taxi by 1 April"})
    shown = client.get(at("plan-resources", held)).text

    client.post(at("plan-resources", held))

    held.refresh_from_db()
    assert "A taxi by 1 April" in shown
    assert held.agency_response == Conference.Answer.AGREED


REASON = "Amina would come home to an empty flat"


TOLD = {"told_at_0": "2026-03-16", "told_at_1": "08:30"}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [(TOLD, "Write why, in words the family can use."), ({"reason": REASON}, "Say when you told the family.")],
)
def test_not_agreed_without_why_or_when_is_refused(client, manager, held, said, sentence):
    plan_of(held)
    client.force_login(manager)

    response = client.post(at("plan-refuse", held), said)

    assert response.status_code == 422
    assert sentence in response.text


@pytest.fixture
def not_agreed(client, manager, held, joan, worker, ngozi):
    client.force_login(ngozi.user)
    client.post(at("plan-write", held), typed(joan, worker))
    share(held.record, joan)
    client.force_login(manager)
    client.post(at("plan-refuse", held), {"reason": REASON} | TOLD)
    held.refresh_from_db()
    return held


def test_the_family_reads_why_and_can_change_its_plan(client, not_agreed, joans_sign_in):
    client.force_login(joans_sign_in)

    shown = client.get(at("our-meeting", not_agreed)).text

    assert REASON in shown
    assert "Change our plan" in shown


def test_the_family_changes_its_plan(client, not_agreed, joans_sign_in, joan, worker):
    client.force_login(joans_sign_in)
    changed = typed(joan, worker, in_our_words="Bee waits with Amina")

    client.post(at("our-plan-change", not_agreed), changed)

    shown = client.get(at("our-meeting", not_agreed)).text
    assert FamilyPlan.objects.get(version=2).in_our_words == "Bee waits with Amina"
    assert "You changed the plan." in shown


def test_a_changed_plan_of_the_family_that_needs_another_look_is_kept(client, not_agreed, joans_sign_in, joan, worker):
    client.force_login(joans_sign_in)

    response = client.post(at("our-plan-change", not_agreed), typed(joan, worker, **{"steps-0-by_when": ""}))

    assert response.status_code == 422
    assert "Give the day: By when?" in response.text
    assert "Taxi on Fridays" in response.text


def test_the_manager_is_asked_again_only_once_the_plan_was_changed(
    client, not_agreed, joans_sign_in, joan, worker, manager
):
    client.force_login(manager)
    before = client.get(not_agreed.get_absolute_url()).text
    client.force_login(joans_sign_in)
    client.post(at("our-plan-change", not_agreed), typed(joan, worker))

    client.force_login(manager)
    after = client.get(not_agreed.get_absolute_url()).text

    button = f'<a class="govuk-button " href="{at("plan-agree", not_agreed)}"'
    assert (button in before, button in after) == (False, True)
