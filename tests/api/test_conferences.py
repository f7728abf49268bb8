import pytest

from api.serializers.conferences import ConferenceOutput, OfferOutput
from casework.actions.conferences import offer_conference
from casework.models import Conference
from tests.api.shapes import misfits
from tests.factories import FamilyFactory, MembershipFactory

CONFERENCES = "/api/v1/conferences/"


@pytest.fixture
def jay(family):
    return MembershipFactory(family=family, person__known_as="Jay").person


@pytest.fixture
def dana(family):
    return MembershipFactory(family=family, person__known_as="Dana", role="parent_carer").person


@pytest.fixture
def conference(family, jay, dana, worker):
    return offer_conference(
        family=family, about=[jay], offered_to=[dana], offered_on="2026-03-10", channel="face", by=worker
    )


def body_for(family, about, offered_to, **more):
    return {
        "family": str(family.pk),
        "about": [str(about.pk)],
        "offered_to": [str(offered_to.pk)],
        "offered_on": "2026-03-12",
        "channel": "letter",
        **more,
    }


def test_a_conference_fits_its_description(caller, conference):
    answer = caller("conferences.read").get(f"{CONFERENCES}{conference.pk}/").json()

    assert misfits(ConferenceOutput, answer) == []
    assert [offer["response"] for offer in answer["offers"]] == ["waiting"]


def test_private_time_is_not_for_other_systems(caller, conference):
    answer = caller("conferences.read").get(f"{CONFERENCES}{conference.pk}/")

    assert "private" not in answer.content.decode()


@pytest.mark.parametrize(("query", "found"), [({"state": "offered"}, 1), ({"state": "held"}, 0)])
def test_a_list_can_be_of_one_state(caller, conference, query, found):
    assert len(caller("conferences.read").get(CONFERENCES, query).json()["results"]) == found


def test_a_list_can_be_of_one_family(caller, conference, family):
    mosaic = caller("conferences.read")

    found = [mosaic.get(CONFERENCES, {"family": one.pk}).json()["results"] for one in (family, FamilyFactory())]

    assert [len(results) for results in found] == [1, 0]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("what", ["", "{pk}/"])
def test_reading_is_the_token_and_the_answer_which_notes_itself(
    caller, conference, family, jay, dana, worker, statements, count, what
):
    for _number in range(count):
        offer_conference(
            family=family, about=[jay], offered_to=[dana, jay], offered_on="2026-03-10", channel="face", by=worker
        )
    mosaic = caller("conferences.read")

    with statements("SELECT", "SELECT"):
        assert mosaic.get(CONFERENCES + what.format(pk=conference.pk)).status_code == 200


def test_offering_a_conference(caller, family, jay, dana):
    answer = caller("conferences.write").send(
        CONFERENCES, body_for(family, jay, dana, is_in_letter_before_proceedings=True)
    )

    assert (answer.status_code, misfits(ConferenceOutput, answer.json())) == (201, [])
    assert Conference.objects.get().offers.get().is_in_letter_before_proceedings


def test_the_day_of_the_letter_goes_with_the_letter(caller, family, jay, dana):
    mosaic, day = caller("conferences.read", "conferences.write"), "2026-03-11"
    refused = mosaic.send(CONFERENCES, body_for(family, jay, dana, letter_on=day))
    assert (refused.status_code // 100, refused.headers["Content-Type"]) == (4, "application/problem+json")
    assert not Conference.objects.exists()

    made = mosaic.send(CONFERENCES, body_for(family, jay, dana, letter_on=day, is_in_letter_before_proceedings=True))
    assert (made.status_code, [offer["letter_on"] for offer in made.json()["offers"]]) == (201, [day])


@pytest.mark.parametrize("name", ["about", "offered_to"])
def test_a_conference_is_for_people_of_the_family(caller, family, jay, dana, name):
    stranger = MembershipFactory().person

    answer = caller("conferences.write").send(CONFERENCES, body_for(family, jay, dana) | {name: [str(stranger.pk)]})

    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{name}/0"]
    assert not Conference.objects.exists()


def test_offering_it_to_one_more(caller, conference, jay):
    body = {"person": str(jay.pk), "offered_on": "2026-03-13", "channel": "face"}

    answer = caller("conferences.write").send(f"{CONFERENCES}{conference.pk}/offers/", body)

    assert (misfits(OfferOutput, answer.json()), answer.json()["offered_to"]) == ([], str(jay.pk))


def test_writing_down_an_answer(caller, conference):
    body = {"offer": str(conference.offers.get().pk), "response": "declined", "responded_on": "2026-03-14"}

    answer = caller("conferences.write").send(f"{CONFERENCES}{conference.pk}/answers/", body)

    assert (answer.status_code, answer.json()["response"]) == (201, "declined")


def test_an_answer_says_when(caller, conference):
    body = {"offer": str(conference.offers.get().pk), "response": "declined"}

    answer = caller("conferences.write").send(f"{CONFERENCES}{conference.pk}/answers/", body)

    assert [error["code"] for error in answer.json()["errors"]] == ["offer_answer_says_when"]


def test_an_answer_is_to_an_offer_of_this_conference(caller, conference, family, jay, dana, worker):
    other = offer_conference(
        family=family, about=[jay], offered_to=[dana], offered_on="2026-03-11", channel="face", by=worker
    )
    body = {"offer": str(other.offers.get().pk), "response": "accepted", "responded_on": "2026-03-14"}

    answer = caller("conferences.write").send(f"{CONFERENCES}{conference.pk}/answers/", body)

    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/offer", "not_found")]


def test_staff_who_may_not_offer_are_told(client, conference, family, jay, dana, worker):
    worker.roles = ["quality_lead"]
    worker.save()
    client.force_login(worker)

    answer = client.post(CONFERENCES, body_for(family, jay, dana), content_type="application/json")

    assert answer.json()["detail"] == "Only people who work with families offer a conference here."
