"""The pages of a meeting: who is asked, when and where, the day itself, and its end."""

from datetime import date, timedelta

import pytest

from casework.models import Conference
from tests.casework.pages import at
from tests.factories_conferences import (
    MONDAY,
    ParticipantFactory,
    conference_at,
    plan_of,
)

SUMMER = "2026-06-08"


def test_people_are_asked_by_a_page(client, ngozi, family, dana):
    conference = conference_at("preparing", family=family, coordinator=ngozi)
    client.force_login(ngozi.user)

    client.post(at("conference-people", conference), {"who": f"person:{dana.pk}", "kind": "family_network"})
    client.post(at("conference-people", conference), {"other_name": "Auntie Bee", "kind": "supporter"})

    assert [str(one) for one in conference.participants.order_by("pk")] == ["Dana", "Auntie Bee"]


@pytest.mark.parametrize("who", [{}, {"who": "both", "other_name": "Auntie Bee"}])
def test_one_is_asked_at_a_time(client, ngozi, family, dana, who):
    conference = conference_at("preparing", family=family, coordinator=ngozi)
    client.force_login(ngozi.user)
    if who:
        who = who | {"who": f"person:{dana.pk}"}

    response = client.post(at("conference-people", conference), who | {"kind": "family_network"})

    assert response.status_code == 422
    assert "one of the two" in response.text


def test_of_an_interpreter_the_language_is_asked(client, ngozi, family):
    conference = conference_at("preparing", family=family, coordinator=ngozi)
    client.force_login(ngozi.user)

    asked = {"other_name": "Hodan", "kind": "interpreter"}
    refused = client.post(at("conference-people", conference), asked)
    client.post(at("conference-people", conference), asked | {"interprets": "Somali"})

    assert "Say which language they interpret." in refused.text
    assert "Hodan" in refused.text
    assert conference.participants.get().interprets == "Somali"


def test_a_reply_is_written_by_a_page(client, ngozi, family):
    gran = ParticipantFactory(conference=conference_at("preparing", family=family, coordinator=ngozi))
    client.force_login(ngozi.user)

    client.post(at("participant-reply", gran), {"will_come": "yes", "visited_on": "2026-03-12"})

    gran.refresh_from_db()
    assert (gran.will_come, gran.visited_on) == ("yes", date(2026, 3, 12))


@pytest.mark.parametrize(("day", "is_said"), [("2026-03-13", True), ("2026-03-16", False)])
def test_that_a_day_is_past_is_said(client, ngozi, family, day, is_said):
    conference = conference_at("preparing", family=family, coordinator=ngozi)
    client.force_login(ngozi.user)

    said = {"meets_at_0": day, "meets_at_1": "07:00", "venue": "Hall"}
    page = client.post(at("conference-arrange", conference), said, follow=True).text

    assert ("Friday 13 March 2026 is past." in page) == is_said


def test_it_is_arranged_and_postponed_by_pages(client, ngozi, family):
    conference = conference_at("preparing", family=family, coordinator=ngozi)
    client.force_login(ngozi.user)

    client.post(
        at("conference-arrange", conference), {"meets_at_0": "2026-03-27", "meets_at_1": "17:00", "venue": "Hall"}
    )
    client.post(at("conference-postpone", conference), {"meets_at_0": "2026-04-03", "meets_at_1": "17:00"})

    shown = client.get(conference.get_absolute_url())
    assert "18 days to go · 0 of 0 coming" not in shown.text
    assert "18 days to go · moved once" in shown.text


def test_how_it_stands_in_one_line(client, ngozi, family):
    conference = conference_at("arranged", family=family, coordinator=ngozi)
    for reply in ("yes", "part", "no", "maybe"):
        ParticipantFactory(conference=conference, will_come=reply)
    client.force_login(ngozi.user)

    assert "11 days to go · 2 of 4 coming" in client.get(conference.get_absolute_url()).text


def test_just_us_is_a_time_and_nothing_is_being_recorded(client, ngozi, family):
    conference = conference_at("arranged", family=family, coordinator=ngozi)
    client.force_login(ngozi.user)

    client.post(at("private-time-begin", conference), {"notes": "what they said"})
    shown = client.get(at("conference-day", conference))

    assert "Nothing is being recorded." in shown.text
    assert conference.venue not in shown.text
    assert "<textarea" not in shown.text


def test_private_time_that_has_not_begun_cannot_end(client, ngozi, family):
    conference = conference_at("arranged", family=family, coordinator=ngozi)
    client.force_login(ngozi.user)

    shown = client.post(at("private-time-end", conference), follow=True)

    assert "begins before it ends" in shown.text


def held_form(**fields):
    return {"held_on": "2026-03-16", "is_private_time_offered": "on", "began": "18:00", "ended": "19:10"} | fields


def test_it_is_held_by_a_page(client, ngozi, family):
    gran = ParticipantFactory(conference=conference_at("arranged", family=family, coordinator=ngozi))
    client.force_login(ngozi.user)

    client.post(
        at("conference-held", gran.conference), held_form(**{f"attended_{gran.pk}": "yes", f"private_{gran.pk}": "on"})
    )

    gran.refresh_from_db()
    assert (gran.conference.state, gran.attended, gran.in_private_time) == ("held", "yes", True)
    assert gran.conference.private_time_ended - gran.conference.private_time_started == timedelta(minutes=70)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"is_private_time_offered": ""}, "once the family was offered time on their own"),
        ({"held_on": "2026-03-17"}, "once the day has come"),
        ({"ended": "17:00"}, "begins before it ends"),
    ],
)
def test_it_is_not_held_when_something_is_amiss(client, ngozi, family, wrong, sentence):
    conference = conference_at("arranged", family=family, coordinator=ngozi)
    client.force_login(ngozi.user)

    response = client.post(at("conference-held", conference), held_form(**wrong))

    assert response.status_code == 422
    assert sentence in response.text


def test_no_box_marks_priya_in_private_time(client, ngozi, worker, family):
    conference = conference_at("arranged", family=family, coordinator=ngozi)
    priya = ParticipantFactory(
        conference=conference, person=None, practitioner=worker.practitioner, kind="information_giver"
    )
    gran = ParticipantFactory(conference=conference)
    client.force_login(ngozi.user)

    shown = client.get(at("conference-held", conference)).text

    assert f"private_{gran.pk}" in shown
    assert f"private_{priya.pk}" not in shown


def test_a_conference_that_is_not_going_ahead_says_why(client, worker, offered):
    client.force_login(worker)

    client.post(at("conference-stop", offered), {"reason": "family_prefers_not"})

    assert "The family would rather not" in client.get(offered.get_absolute_url()).text


def reviewed(family, coordinator):
    plan = plan_of(conference_at("held", family=family, coordinator=coordinator))
    plan.agreed_on = MONDAY
    plan.save()
    facts = {"agency_response": "agreed", "answered_by": coordinator, "answered_version": 1, "review_due_on": MONDAY}
    Conference.objects.filter(pk=plan.conference_id).update(state="plan_agreed", **facts)
    plan.conference.refresh_from_db()
    return plan


def test_it_is_looked_back_at_and_closed_by_pages(client, ngozi, family):
    conference = reviewed(family, ngozi).conference
    client.force_login(ngozi.user)

    client.post(at("review-set", conference), {"review_due_on": SUMMER})
    client.post(at("review-begin", conference))
    client.post(at("conference-close", conference), {"reviewed_on": "2026-03-16"})

    conference.refresh_from_db()
    assert (conference.state, str(conference.review_due_on)) == ("closed_reviewed", SUMMER)


def test_closing_says_when_or_why_not(client, ngozi, family):
    conference = reviewed(family, ngozi).conference
    Conference.objects.filter(pk=conference.pk).update(state="review_due")
    client.force_login(ngozi.user)

    response = client.post(at("conference-close", conference), {})

    assert response.status_code == 422
    assert "Say when the family looked back" in response.text


@pytest.mark.parametrize("marked", [False, True], ids=["nothing said", "only marked as there in private time"])
def test_of_everyone_who_was_asked_it_is_said_whether_they_came(client, ngozi, family, marked):
    conference = conference_at("arranged", family=family, coordinator=ngozi)
    gran, bee = ParticipantFactory(conference=conference), ParticipantFactory(conference=conference)
    client.force_login(ngozi.user)
    sent = held_form(**{f"attended_{bee.pk}": "no"} | ({f"private_{gran.pk}": "on"} if marked else {}))

    response = client.post(at("conference-held", conference), sent)

    assert response.status_code == 422
    assert response.context["form"].errors == {f"attended_{gran.pk}": [f"Say whether {gran} came."]}
    conference.refresh_from_db()
    assert conference.state == "arranged"
