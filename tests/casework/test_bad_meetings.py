"""Bad input of a family meeting, through its pages: each is refused with its sentence, and nothing that was typed is lost (issue E)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.models import Conference
from tests.casework.pages import at
from tests.factories import InvolvementFactory, PractitionerFactory
from tests.factories_access import AccessBlockFactory
from tests.factories_conferences import MONDAY, conference_at, plan_of
from tests.factories_families import ContactPointFactory
from tests.sweeps.forms import own_form, words_of


def kept(response, sentence, sent):
    """Refused by this sentence, on the page where it was typed, whose form says all that was sent."""
    assert (response.status_code, sentence in words_of(response.text)) == (422, True)
    there = own_form(response.text, response.request["PATH_INFO"]).typed()
    typed = {name: value if isinstance(value, list) else [value] for name, value in sent.items() if value}
    assert {name: there.get(name) for name in typed} == {
        name: [str(one) for one in value] for name, value in typed.items()
    }


@pytest.fixture
def coordinators(client, ngozi):
    client.force_login(ngozi.user)
    return client


DAY = {"held_on": "2026-03-16", "is_private_time_offered": "on", "began": "18:00", "ended": "19:10"}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"held_on": "2026-03-17"}, "Write this down once the day has come."),
        ({"ended": "17:00"}, "The family’s own time begins before it ends."),
        ({"ended": "25:10"}, "That is not a time: write it as 17:30."),
        (
            {"is_private_time_offered": ""},
            "A conference is held once the family was offered time on their own.",
        ),
    ],
    ids=["in the future", "ends before it begins", "longer than the day", "no time of their own"],
)
def test_the_day(coordinators, family, ngozi, wrong, sentence):
    meeting = conference_at("arranged", family=family, coordinator=ngozi)

    kept(coordinators.post(at("conference-held", meeting), DAY | wrong), sentence, DAY | wrong)

    meeting.refresh_from_db()
    assert meeting.state == "arranged"


def test_private_time_that_was_never_ended_is_part_of_one_day(coordinators, family, ngozi, frozen_clock):
    meeting = conference_at("arranged", family=family, coordinator=ngozi)
    began = frozen_clock - timedelta(hours=30)
    Conference.objects.filter(pk=meeting.pk).update(is_private_time_offered=True, private_time_started=began)

    shown = coordinators.post(at("private-time-end", meeting), follow=True)

    assert "own time is part of one day" in shown.text


def test_a_review_before_its_meeting(coordinators, family, ngozi):
    plan = plan_of(conference_at("held", family=family, coordinator=ngozi))
    plan.agreed_on = MONDAY
    plan.save()
    facts = {"agency_response": "agreed", "answered_by": ngozi, "answered_version": 1, "review_due_on": MONDAY}
    Conference.objects.filter(pk=plan.conference_id).update(state="plan_agreed", **facts)
    plan.conference.refresh_from_db()

    sent = {"review_due_on": "2026-03-10", "row_version": plan.conference.row_version}
    response = coordinators.post(at("review-set", plan.conference), sent)

    kept(response, "looks back after the meeting, not before it", sent)


NOBODY = "Say who does it: one person, so that everyone knows."


@pytest.mark.parametrize("row", ["steps", "plan_b"])
def test_a_step_of_the_plan_that_nobody_takes(coordinators, held, worker, joan, row):
    sent = {
        "in_our_words": "We look after each other.",
        "family_monitor": f"person:{joan.pk}",
        "worker_link": f"practitioner:{worker.practitioner.pk}",
        "every_days": 7,
        "row_version": "0",
        "steps-TOTAL_FORMS": 1,
        "steps-INITIAL_FORMS": "0",
        "steps-0-what": "Cook on Sundays",
        "steps-0-who": f"person:{joan.pk}",
        "steps-0-by_when": "2026-04-03",
        "steps-0-how_we_will_know": "It smells of soup",
        "plan_b-TOTAL_FORMS": 1,
        "plan_b-INITIAL_FORMS": "0",
        "plan_b-0-if_what": "Joan is ill",
        "plan_b-0-then_what": "Bread and cheese",
        "plan_b-0-who": f"person:{joan.pk}",
    }
    del sent[f"{row}-0-who"]

    kept(coordinators.post(at("plan-write", held), sent), NOBODY, sent)

    assert not held.plans.exists()


def test_a_coordinator_who_works_with_the_family(client, manager, worker, family):
    meeting = conference_at("accepted", family=family)
    Conference.objects.filter(pk=meeting.pk).update(coordinator=None)
    meeting.refresh_from_db()
    client.force_login(manager)

    sent = {"coordinator": worker.practitioner.pk, "row_version": meeting.row_version}
    response = client.post(at("conference-coordinator", meeting), sent)

    # Whoever works with the family is not on the page: a browser can't choose them there, nor keep them chosen.
    del sent["coordinator"]
    kept(response, "a coordinator is independent, and does not work with the family", sent)


def test_a_coordinator_who_is_asked_to_work_with_the_family_too(client, manager, family, ngozi):
    conference_at("preparing", family=family, coordinator=ngozi)
    other = PractitionerFactory()
    InvolvementFactory(family=family, practitioner=other, role="co_worker")
    client.force_login(manager)
    sent = {
        "practitioner": ngozi.pk,
        "role": "co_worker",
        "since_0": "16",
        "since_1": "3",
        "since_2": "2026",
        "start_reason": "Words",
    }
    response = client.post(reverse("families:involvement-begin", args=[family.pk]), sent)

    kept(response, "coordinate an open conference of this family", sent)


def test_an_invitation_to_whom_someone_is_kept_from(coordinators, arranged, dana, joan, of, family):
    AccessBlockFactory(viewer_person=joan, protected_person=dana)

    response = coordinators.get(at("invitation-print", of(joan)))

    assert response.status_code == 403
    assert "there is no paper for them" in response.text


def test_someone_is_asked_from_whom_another_is_kept(coordinators, family, ngozi, dana, joan):
    meeting = conference_at("preparing", family=family, coordinator=ngozi)
    AccessBlockFactory(viewer_person=joan, protected_person=dana)
    coordinators.post(at("conference-people", meeting), {"who": f"person:{dana.pk}", "kind": "family_network"})
    sent = {"who": f"person:{joan.pk}", "kind": "family_network"}

    response = coordinators.post(at("conference-people", meeting), sent)

    kept(response, "Hear their view apart from the meeting.", sent)
    assert [one.person for one in meeting.participants.all()] == [dana]


def test_a_letter_to_an_address_where_others_open_it(coordinators, arranged, dana, joan, of):
    Conference.objects.filter(pk=arranged.pk).update(going_well="Gran cooks.")
    for one in (dana, joan):
        ContactPointFactory(person=one, kind="other", value="2 Mill Lane", safe_to=["post"])
    sent = {"paper": "invitation", "people": [of(joan).pk], "way": "by_post", "given_on": "2026-03-16"}

    response = coordinators.post(at("papers-given", arranged), sent)

    kept(response, "Joan: Others may open what comes to their address by post. Give it by hand.", sent)
    assert not arranged.papers_given.exists()


def test_a_letter_is_safe_only_where_that_is_said(coordinators, arranged, dana, joan):
    ContactPointFactory(person=dana, kind="phone", value="07700 900111", safe_to=["call"], is_shared_device=True)
    ContactPointFactory(person=joan, kind="other", value="By Joan’s sister", safe_to=["post"])

    shown = coordinators.get(at("conference-papers", arranged)).text

    assert shown.count("Post is safe for them") == 1
    assert "By hand: nothing says that post is safe" in shown
