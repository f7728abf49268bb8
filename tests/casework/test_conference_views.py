"""The pages of conferences: who gets in, what is kept, how many queries."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from casework.models import ConferenceOffer, Participant
from tests.casework.pages import at
from tests.factories import MembershipFactory, PersonFactory
from tests.factories_conferences import (
    ActionFactory,
    ConferenceFactory,
    FocusFactory,
    MonitoringFactory,
    OfferFactory,
    ParticipantFactory,
    PlanFactory,
    conference_at,
)
from tests.factories_families import share

LIST_QUERIES, FAMILY_LIST_QUERIES, CONFERENCE_QUERIES, PEOPLE_QUERIES = 8, 11, 27, 10


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


@pytest.mark.parametrize("count", [3, 30])
def test_a_coordinator_has_all_of_a_meeting_in_twelve_queries(client, ngozi, family, django_assert_num_queries, count):
    conference = conference_at("arranged", family=family, coordinator=ngozi)
    for _number in range(count):
        ParticipantFactory(conference=conference, person=MembershipFactory(family=family).person)
    client.force_login(ngozi.user)

    with django_assert_num_queries(11):
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
