"""The pages of conferences: who gets in, what is kept, how many queries."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import AccessEvent, User
from casework.models import Conference, ConferenceOffer, Participant
from families.models import ParentalResponsibility, PersonAccount, RecordSubject, ShareState
from tests.factories import InvolvementFactory, MembershipFactory, PersonFactory, UserFactory
from tests.factories_conferences import (
    MONDAY,
    ActionFactory,
    ConferenceFactory,
    CoordinatorFactory,
    FocusFactory,
    MonitoringFactory,
    OfferFactory,
    ParticipantFactory,
    PlanFactory,
    conference_at,
    plan_of,
)

SUMMER = "2026-06-08"
LIST_QUERIES, FAMILY_LIST_QUERIES, CONFERENCE_QUERIES, PEOPLE_QUERIES = 7, 9, 30, 10


@pytest.fixture
def ngozi(family):
    coordinator = CoordinatorFactory(user__name="Ngozi")
    InvolvementFactory(family=family, practitioner=coordinator, role="fgc_coordinator")
    return coordinator


@pytest.fixture
def dana(family):
    return MembershipFactory(
        family=family, person=PersonFactory(known_as="Dana", date_of_birth=date(1990, 1, 1)), role="parent_carer"
    ).person


@pytest.fixture
def amina(family, dana):
    child = MembershipFactory(
        family=family, person=PersonFactory(known_as="Amina", date_of_birth=date(2015, 5, 1))
    ).person
    ParentalResponsibility.objects.create(
        organisation=family.organisation, holder=dana, child=child, basis="mother_at_birth", status="confirmed"
    )
    return child


@pytest.fixture
def danas_sign_in(dana):
    user = UserFactory(name="Dana", kind=User.Kind.FAMILY, roles=[])
    PersonAccount.objects.create(organisation=dana.organisation, person=dana, user=user)
    return user


def share(record, person):
    for model in (RecordSubject, ShareState):
        model.objects.create(organisation=record.organisation, record=record, person=person)


def at(name, thing):
    return reverse(f"casework:{name}", args=[thing.pk])


def test_an_offer_is_written_by_a_page(client, worker, family, amina, dana):
    client.force_login(worker)

    response = client.post(
        at("conference-offer", family),
        {
            "about": [amina.pk],
            "setting": "child",
            "offered_to": [dana.pk],
            "offered_on": "2026-03-16",
            "channel": "letter",
            "is_in_letter_before_proceedings": "on",
        },
    )

    offer = ConferenceOffer.objects.get()
    assert response.url == offer.conference.get_absolute_url()
    assert (offer.offered_to, offer.is_in_letter_before_proceedings) == (dana, True)


def test_what_was_typed_survives_a_refusal(client, worker, family, amina):
    client.force_login(worker)

    response = client.post(at("conference-offer", family), {"about": [amina.pk], "offered_on": "2026-03-10"})

    assert response.status_code == 422
    assert 'value="2026-03-10"' in response.text
    assert not Conference.objects.exists()


def test_those_with_responsibility_are_named_as_such(client, worker, family, amina, dana):
    client.force_login(worker)

    response = client.get(at("conference-offer", family))

    assert "Dana (parental responsibility for Amina)" in response.text


def test_a_review_may_look_back_at_an_earlier_meeting(client, worker, family):
    conference_at("held", family=family)
    client.force_login(worker)

    response = client.get(at("conference-offer", family))

    assert "The meeting of 27 March 2026" in response.text


@pytest.fixture
def offered(family, amina, dana):
    conference = ConferenceFactory(family=family)
    FocusFactory(conference=conference, person=amina)
    OfferFactory(conference=conference, offered_to=dana)
    return conference


def test_it_is_offered_to_one_more_by_a_page(client, worker, family, offered):
    joan = MembershipFactory(family=family, role="relative").person
    client.force_login(worker)

    client.post(at("conference-offer-to", offered), {"person": joan.pk, "offered_on": "2026-03-16", "channel": "phone"})

    assert {offer.offered_to.known_as for offer in offered.offers.all()} == {"Dana", joan.known_as}


def test_an_answer_is_written_by_a_page(client, worker, offered):
    offer = offered.offers.get()
    client.force_login(worker)

    client.post(at("offer-answer", offer), {"response": "declined", "responded_on": "2026-03-16"})

    offer.refresh_from_db()
    assert offer.get_response_display() == "No, thank you"


def test_an_answer_without_a_day_is_refused_in_words(client, worker, offered):
    client.force_login(worker)

    response = client.post(at("offer-answer", offered.offers.get()), {"response": "accepted"})

    assert response.status_code == 422
    assert "Say when they answered" in response.text


REFERRAL = {"consent_on": "2026-03-16", "is_child_view_sought": "on", "why_now": "The tenancy ends in June"}


def test_it_is_asked_for_by_a_page(client, worker, offered, dana):
    client.force_login(worker)

    client.post(at("conference-refer", offered), {"consent_from": dana.pk} | REFERRAL)

    offered.refresh_from_db()
    assert (offered.state, offered.referral.consent_from) == ("referred", dana)


def test_a_child_who_consents_needs_a_reason_and_nothing_typed_is_lost(client, worker, offered, amina):
    client.force_login(worker)

    response = client.post(at("conference-refer", offered), {"consent_from": amina.pk} | REFERRAL)

    assert response.status_code == 422
    assert "Say why they understand well enough" in response.text
    assert "The tenancy ends in June" in response.text


def test_just_anyone_is_not_offered_as_consenting(client, worker, family, offered):
    joan = MembershipFactory(family=family).person
    client.force_login(worker)

    response = client.post(at("conference-refer", offered), {"consent_from": joan.pk} | REFERRAL)

    assert response.status_code == 422


def test_a_manager_accepts_and_chooses_ngozi(client, manager, family):
    conference = conference_at("referred", family=family)
    Conference.objects.update(coordinator=None)
    ngozi = CoordinatorFactory()
    client.force_login(manager)

    client.post(at("conference-accept", conference), {"accepted_on": "2026-03-16"})
    client.post(at("conference-coordinator", conference), {"coordinator": ngozi.pk})

    conference.refresh_from_db()
    assert (conference.state, conference.coordinator) == ("preparing", ngozi)


def test_priya_is_not_offered_as_coordinator_and_is_refused(client, manager, worker, family):
    worker.roles = ["social_worker", "conference_coordinator"]
    worker.save()
    conference = conference_at("accepted", family=family)
    client.force_login(manager)

    shown = client.get(at("conference-coordinator", conference))
    response = client.post(at("conference-coordinator", conference), {"coordinator": worker.practitioner.pk})

    assert "Priya" not in shown.text
    assert response.status_code == 422
    assert "a coordinator is independent" in response.text


def test_what_matters_to_the_family_is_read_when_choosing(client, manager, family):
    conference = conference_at("accepted", family=family)
    conference.referral.coordinator_preference = "Someone who speaks Twi"
    conference.referral.save()
    client.force_login(manager)

    assert "Someone who speaks Twi" in client.get(at("conference-coordinator", conference)).text


def test_a_worker_is_told_that_managers_accept(client, worker, family):
    client.force_login(worker)

    response = client.get(at("conference-accept", conference_at("referred", family=family)))

    assert response.status_code == 403
    assert "Only managers accept conferences" in response.text


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


def test_a_reply_is_written_by_a_page(client, ngozi, family):
    gran = ParticipantFactory(conference=conference_at("preparing", family=family, coordinator=ngozi))
    client.force_login(ngozi.user)

    client.post(at("participant-reply", gran), {"will_come": "yes", "visited_on": "2026-03-12"})

    gran.refresh_from_db()
    assert (gran.will_come, gran.visited_on) == ("yes", date(2026, 3, 12))


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


PAGES = [
    "conference",
    "conference-offer-to",
    "conference-refer",
    "conference-accept",
    "conference-coordinator",
    "conference-stop",
    "conference-close",
    "conference-people",
    "conference-arrange",
    "conference-postpone",
    "conference-day",
    "conference-held",
    "plan-write",
    "plan-agree",
    "plan-refuse",
    "plan-resources",
    "review-set",
    "review-begin",
    "our-meeting",
    "our-plan-change",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_conference_does_not_exist_for_an_outsider(client, outsider, family, page):
    conference = ConferenceFactory(family=family)
    client.force_login(outsider)

    assert client.get(at(page, conference)).status_code == 404


@pytest.mark.parametrize("page", ["plan-print", "action-change", "participant-reply", "offer-answer"])
def test_no_page_of_a_part_exists_for_an_outsider(client, outsider, page):
    conference = conference_at("preparing")
    part = {
        "plan-print": lambda: PlanFactory(conference=conference),
        "action-change": lambda: ActionFactory(plan__conference=conference),
        "participant-reply": lambda: ParticipantFactory(conference=conference),
        "offer-answer": lambda: OfferFactory(conference=conference),
    }[page]()
    client.force_login(outsider)

    assert client.get(at(page, part)).status_code == 404


@pytest.mark.parametrize("page", ["private-time-begin", "private-time-end"])
def test_only_the_coordinator_takes_the_time(client, worker, family, page):
    conference = conference_at("arranged", family=family)
    client.force_login(worker)

    assert client.post(at(page, conference)).status_code == 403


def test_each_read_is_written_down_once(client, worker, offered, amina, dana):
    client.force_login(worker)
    before = AccessEvent.objects.count()

    client.get(offered.get_absolute_url())

    event = AccessEvent.objects.latest("at", "pk")
    assert AccessEvent.objects.count() == before + 1
    assert (event.what, event.record, set(event.people)) == (
        "casework:conference",
        offered.record_id,
        {amina.pk, dana.pk},
    )


def test_a_conference_that_never_was_is_not_found(client, worker):
    client.force_login(worker)

    assert client.get(reverse("casework:conference", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(client, worker, family, django_assert_num_queries, count):
    for _number in range(count):
        ParticipantFactory(conference=FocusFactory(conference=ConferenceFactory(family=family)).conference)
    client.force_login(worker)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("casework:conference-list"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_familys_list_takes_the_same_queries(client, worker, family, django_assert_num_queries, count):
    for _number in range(count):
        FocusFactory(conference=ConferenceFactory(family=family))
    client.force_login(worker)

    with django_assert_num_queries(FAMILY_LIST_QUERIES):
        client.get(at("family-conferences", family))


def full(family, count, coordinator):
    """A held conference with so many of everything."""
    conference = conference_at("held", family=family, coordinator=coordinator)
    plan = PlanFactory(conference=conference)
    MonitoringFactory(plan=plan)
    for number in range(count):
        FocusFactory(conference=conference, person=MembershipFactory(family=family).person)
        OfferFactory(conference=conference)
        ParticipantFactory(conference=conference)
        ActionFactory(plan=plan, position=number + 1)
    return plan


@pytest.mark.parametrize("count", [1, 3])
def test_a_conference_takes_the_same_queries(client, worker, family, ngozi, django_assert_num_queries, count):
    conference = full(family, count, ngozi).conference
    client.force_login(worker)

    with django_assert_num_queries(CONFERENCE_QUERIES):
        client.get(conference.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_people_takes_the_same_queries(client, ngozi, family, django_assert_num_queries, count):
    conference = conference_at("preparing", family=family, coordinator=ngozi)
    for _number in range(count):
        ParticipantFactory(conference=conference)
        MembershipFactory(family=family)
    client.force_login(ngozi.user)

    with django_assert_num_queries(PEOPLE_QUERIES):
        client.get(at("conference-people", conference))


def test_the_list_is_read_page_by_page(client, worker, family):
    for _number in range(31):
        ConferenceFactory(family=family)
    client.force_login(worker)

    shown = client.get(reverse("casework:conference-list"))

    assert "?after=" in shown.text


def test_a_family_member_is_led_to_their_own_page(client, danas_sign_in, dana, offered):
    share(offered.record, dana)
    client.force_login(danas_sign_in)

    response = client.get(offered.get_absolute_url())

    assert response.url == at("our-meeting", offered)


def test_a_familys_page_says_what_theirs_is_called(client, danas_sign_in, dana, offered):
    share(offered.record, dana)
    client.force_login(danas_sign_in)

    shown = client.get(at("our-meeting", offered)).text

    assert "Our family meeting" in shown
    assert "Just us" in shown
    assert "conference" not in shown.split("<main")[1].split("</main>")[0].lower().replace("/conferences/", "")


def test_a_family_member_does_not_read_what_others_answered(client, danas_sign_in, dana, offered):
    rob = OfferFactory(conference=offered, offered_to=PersonFactory(known_as="Rob"), response="no_answer")
    share(offered.record, dana)

    assert rob not in ConferenceOffer.objects.visible_to(danas_sign_in)
    assert offered.offers.get(offered_to=dana) in ConferenceOffer.objects.visible_to(danas_sign_in)


def test_a_family_member_reads_the_names_only_of_those_they_know(danas_sign_in, dana, offered, family):
    joan = ParticipantFactory(conference=offered, person=MembershipFactory(family=family).person)
    ParticipantFactory(conference=offered)
    share(offered.record, dana)

    assert list(Participant.objects.visible_to(danas_sign_in)) == [joan]


def test_whoever_was_there_in_private_time_came(client, ngozi, family):
    gran = ParticipantFactory(conference=conference_at("arranged", family=family, coordinator=ngozi))
    client.force_login(ngozi.user)

    client.post(at("conference-held", gran.conference), held_form(**{f"private_{gran.pk}": "on"}))

    gran.refresh_from_db()
    assert (gran.attended, gran.in_private_time) == ("yes", True)
