"""An offer is answered by whoever it was made to, in the family today or not; and it opens nothing but itself."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AccessEvent, User
from casework.actions.conferences import OfferOver, answer_own_offer
from casework.models import Conference, ConferenceOffer
from families.actions.keeping import set_block
from families.periods import Period
from tests.factories import (
    FamilyFactory,
    InvolvementFactory,
    MembershipFactory,
    PersonFactory,
)
from tests.factories_conferences import (
    MONDAY,
    CoordinatorFactory,
    FocusFactory,
    OfferFactory,
    ParticipantFactory,
    conference_at,
)
from tests.factories_families import ResponsibilityFactory, sign_in_of

Response = ConferenceOffer.Response


QUERIES = 8


@pytest.fixture
def conference(family):
    """Arranged, about Amina and Theo, with people, a coordinator, a day and a place that are not Rob's to know."""
    ngozi = CoordinatorFactory(user__name="Ngozi", name="Ngozi")
    InvolvementFactory(family=family, practitioner=ngozi, role="fgc_coordinator")
    conference = conference_at("arranged", family=family, coordinator=ngozi)
    conference.questions, conference.practicalities = "Who can be there?", "Soup"
    conference.save()
    for name in ("Amina", "Theo"):
        child = MembershipFactory(family=family, person__known_as=name, person__date_of_birth=date(2015, 5, 1)).person
        FocusFactory(conference=conference, person=child)
    ParticipantFactory(conference=conference, person=MembershipFactory(family=family, person__known_as="Joan").person)
    return conference


@pytest.fixture
def offer(conference, family):
    """To Rob, who left the family and holds responsibility for Amina."""
    rob = PersonFactory(known_as="Rob")
    MembershipFactory(family=family, person=rob, period=Period(date(2015, 1, 1), date(2017, 6, 1)))
    amina = conference.focus.get(person__known_as="Amina").person
    ResponsibilityFactory(holder=rob, child=amina, status="believed")
    return OfferFactory(conference=conference, offered_to=rob)


@pytest.fixture
def rob(client, offer):
    user = sign_in_of(offer.offered_to)
    client.force_login(user)
    return user


def page_of(offer):
    return reverse("casework:our-offer", args=[offer.pk])


def test_rob_reads_what_he_is_asked_and_about_whom(client, rob, offer):
    shown = client.get(page_of(offer)).text

    assert "It would be about Amina." in shown
    assert "Whoever offered it" not in shown
    assert "What is a family meeting?" in shown


@pytest.mark.parametrize(
    "secret",
    [
        "Rowan",
        "Theo",
        "Joan",
        "Ngozi",
        "St Mary",
        "27 March",
        "17:00",
        "Who can be there?",
        "Soup",
        "Arranged",
        "asked",
    ],
)
def test_rob_learns_nothing_else(client, rob, offer, secret):
    assert secret not in client.get(page_of(offer)).text
    assert secret not in client.get(reverse("casework:our-page")).text


def test_a_child_who_is_kept_from_him_is_not_named(client, rob, offer, worker):
    amina = offer.conference.focus.get(person__known_as="Amina").person
    set_block(viewer=offer.offered_to, protected=amina, ground="domestic_abuse", review_on=date(2026, 9, 14), by=worker)

    shown = client.get(page_of(offer)).text

    assert "Amina" not in shown
    assert "It would be about" not in shown
    assert "Whoever offered it will tell you who it is about." in shown
    assert "Would you like this meeting?" in shown
    assert AccessEvent.objects.get(what="casework:our-offer").people == []


@pytest.mark.parametrize("status", ["disputed", None])
def test_a_child_he_does_not_answer_for_is_not_named(client, rob, offer, status):
    held = offer.offered_to.responsibilities_held
    held.update(status=status) if status else held.update(period=Period(date(2015, 5, 1), date(2020, 1, 1)))

    shown = client.get(page_of(offer)).text

    assert "Amina" not in shown
    assert "Whoever offered it will tell you who it is about." in shown
    assert "Would you like this meeting?" in shown


def test_an_adult_whom_it_is_about_is_told_so(client, conference):
    dana = PersonFactory(known_as="Dana")
    FocusFactory(conference=conference, person=dana)
    offer = OfferFactory(conference=conference, offered_to=dana)
    client.force_login(sign_in_of(dana))

    assert "It would be about you." in client.get(page_of(offer)).text


def test_the_offer_opens_no_page_of_the_meeting(client, rob, offer, conference):
    pages = [conference.get_absolute_url(), reverse("casework:our-meeting", args=[conference.pk])]
    pages += [
        reverse("casework:offer-answer", args=[offer.pk]),
        reverse("casework:family", args=[conference.family_id]),
    ]

    assert [client.get(page).status_code for page in pages] == [404, 404, 404, 404]


@pytest.mark.parametrize(
    ("said", "kept", "day"),
    [("accepted", "accepted", MONDAY), ("declined", "declined", MONDAY), ("waiting", "waiting", None)],
)
def test_rob_says_yes_no_or_not_now(client, rob, offer, said, kept, day):
    response = client.post(page_of(offer), {"response": said})

    offer.refresh_from_db()
    assert response.url == page_of(offer)
    assert (offer.response, offer.responded_on) == (kept, day)


def test_a_yes_is_taken_back_and_given_again(rob, offer):
    said = [Response.ACCEPTED, Response.DECLINED, Response.DECLINED, Response.ACCEPTED]

    kept = [answer_own_offer(offer=offer, response=response, by=rob).response for response in said]

    assert kept == ["accepted", "withdrawn", "withdrawn", "accepted"]


def test_what_was_said_stands_there_and_can_be_changed(client, rob, offer):
    client.post(page_of(offer), {"response": "accepted"})
    client.post(page_of(offer), {"response": "declined"})

    assert re.findall(r'value="(\w+)"[^>]*checked', client.get(page_of(offer)).text) == ["declined"]
    assert "You said no." in client.get(reverse("casework:our-page")).text


@pytest.mark.parametrize("said", ["", "withdrawn", "no_answer", "perhaps"])
def test_any_other_answer_is_none(client, rob, offer, said):
    response = client.post(page_of(offer), {"response": said})

    offer.refresh_from_db()
    assert response.status_code == 422
    assert offer.response == "waiting"


def test_it_waits_for_rob_until_he_has_answered(client, rob, offer):
    ours = reverse("casework:our-page")
    before = client.get(ours).text
    client.post(page_of(offer), {"response": "declined"})

    assert "Say whether you would like a family meeting" in before
    assert "Say whether you would like a family meeting" not in client.get(ours).text


def test_dana_in_the_family_answers_by_the_same_page(client, family, conference):
    dana = MembershipFactory(family=family, person__known_as="Dana").person
    offer = OfferFactory(conference=conference, offered_to=dana)
    client.force_login(sign_in_of(dana))

    client.post(page_of(offer), {"response": "accepted"})

    offer.refresh_from_db()
    assert offer.response == "accepted"


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_answers_for_another(client, offer, conference, worker, manager, method):
    dana = sign_in_of(OfferFactory(conference=conference).offered_to)
    answers = []
    for user in (dana, worker, manager, conference.coordinator.user):
        client.force_login(user)
        answers.append(getattr(client, method)(page_of(offer), {"response": "accepted"}).status_code)

    offer.refresh_from_db()
    assert answers == [404, 404, 404, 404]
    assert offer.response == "waiting"


def close(conference, state):
    facts = (
        {"held_on": MONDAY, "is_private_time_offered": True} if state == "held" else {"not_going_ahead_reason": "other"}
    )
    Conference.objects.filter(pk=conference.pk).update(state=state, **facts)


@pytest.mark.parametrize("state", ["held", "not_going_ahead"])
def test_the_page_is_gone_once_there_is_nothing_to_answer(client, rob, offer, conference, state):
    close(conference, state)

    assert client.get(page_of(offer)).status_code == 404
    assert client.post(page_of(offer), {"response": "accepted"}).status_code == 404
    assert page_of(offer) not in client.get(reverse("casework:our-page")).text


def test_an_answer_that_comes_too_late_is_refused_and_tells_nothing(rob, offer, conference):
    close(conference, "held")

    with pytest.raises(OfferOver, match="This meeting is not on offer any more"):
        answer_own_offer(offer=offer, response=Response.ACCEPTED, by=rob)


def test_a_sign_in_that_is_switched_off_opens_no_offer(rob, offer):
    User.objects.filter(pk=rob.pk).update(is_active=False)

    assert not ConferenceOffer.objects.made_to(rob).exists()


def test_that_rob_read_it_is_written_down(client, rob, offer, conference):
    client.get(page_of(offer))

    event = AccessEvent.objects.get()
    amina = conference.focus.get(person__known_as="Amina").person_id
    assert (event.what, event.people, event.record) == ("casework:our-offer", [amina], conference.record_id)


@pytest.mark.parametrize("count", [1, 3])
def test_an_offer_takes_the_same_queries(client, rob, offer, conference, count, django_assert_num_queries):
    for _number in range(count):
        child = PersonFactory(date_of_birth=date(2018, 1, 1))
        FocusFactory(conference=conference, person=child)
        ResponsibilityFactory(holder=offer.offered_to, child=child)

    with django_assert_num_queries(QUERIES):
        client.get(page_of(offer))


def test_an_offer_of_another_family_does_not_exist(client, rob):
    other = OfferFactory(conference__family=FamilyFactory(name="Brandt"))

    assert client.get(page_of(other)).status_code == 404
