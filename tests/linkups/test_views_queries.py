"""Every page, and in how many queries."""

from datetime import date

import pytest

from families.models import GoalScore
from linkups.actions.offers import offer_cards
from linkups.models import (
    LinkUp,
    LinkUpCheckIn,
    LinkUpPause,
    Meetup,
)
from tests.factories import FamilyFactory
from tests.factories_linkups import (
    CardFactory,
    CheckFactory,
    GoalFactory,
    LinkUpFactory,
    ProfileFactory,
    a_card_to_offer,
    member_of,
)
from tests.linkups.pages import address, has_met

pytestmark = pytest.mark.usefixtures("organisation")


def _a_family_of(coach):
    """One that has no link-up yet."""
    family = FamilyFactory()
    family.involvements.create(organisation=family.organisation, practitioner=coach.practitioner, role="family_coach")
    return family


def everything(link_up: LinkUp, coach, count: int) -> dict[str, list[object]]:
    """A busy place: `count` of each thing that the pages show. The pages, each with what it is of."""
    for number in range(count):
        day = date(2026, 3, 1 + number)
        GoalScore.objects.create(
            organisation=link_up.organisation,
            goal=(goal := GoalFactory(family=link_up.seeking_family)),
            person=(person := member_of(link_up.seeking_family).person),
            on=day,
            value=3,
        )
        link_up.goals.create(organisation=link_up.organisation, goal=goal)
        has_met(link_up, day)
        Meetup.objects.create(organisation=link_up.organisation, link_up=link_up, planned_for=date(2026, 4, 1 + number))
        LinkUpPause.objects.create(
            organisation=link_up.organisation, link_up=link_up, period=(day, date(2026, 3, 2 + number))
        )
        LinkUpCheckIn.objects.create(
            organisation=link_up.organisation,
            link_up=link_up,
            family=link_up.seeking_family,
            person=person,
            asked_on=day,
        )
        CheckFactory(person=member_of(link_up.sharing_family).person, renew_by=date(2026, 4, 1 + number))
        ProfileFactory()
        ProfileFactory(status="resting")
        other = LinkUpFactory(coach=coach.practitioner, chosen=True)
        other.seeking_family.involvements.create(
            organisation=other.organisation, practitioner=coach.practitioner, role="family_coach"
        )
    profile = link_up.sharing_family.sharing_profile
    return {
        "linkup-list": [],
        "linkup": [link_up],
        "goal-board": [link_up],
        "family-linkups": [link_up.seeking_family],
        "profile": [profile],
        "offer-build": [_a_family_of(coach)],
        "linkup-pause": [link_up],
        "linkup-length": [link_up],
        "linkup-end": [link_up],
        "meetup-record": [link_up],
        "meetup-plan": [link_up],
        "meetup-did-not": [link_up.meetups.filter(state="planned").first()],
        "check-in-answer": [link_up.check_ins.first()],
        "profile-resting": [profile],
        "profile-not-now": [profile],
        "check-add": [profile],
        "card-edit-sharing": [link_up.sharing_family],
        "card-edit-seeking": [link_up.seeking_family],
    }


COACH_QUERIES = {
    "linkup-list": 8,
    "linkup": 29,
    "goal-board": 13,
    "family-linkups": 18,
    "profile": 21,
    "offer-build": 16,
    "linkup-pause": 10,
    "linkup-length": 10,
    "linkup-end": 10,
    "meetup-record": 10,
    "meetup-plan": 10,
    "meetup-did-not": 9,
    "check-in-answer": 9,
    "profile-resting": 9,
    "profile-not-now": 9,
    "check-add": 11,
    "card-edit-sharing": 10,
    "card-edit-seeking": 10,
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", COACH_QUERIES)
def test_coach_s_page_takes_so_many_queries(marlon, under_way, coach, django_assert_num_queries, name, count):
    of = everything(under_way, coach, count)[name]

    with django_assert_num_queries(COACH_QUERIES[name]):
        response = marlon.get(address(name, *of))

    assert response.status_code == 200


FAMILY_QUERIES = {
    "linkup": 23,
    "goal-board": 12,
    "family-linkups": 13,
    "profile": 13,
    "meetup-record": 9,
    "check-in-answer": 10,
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", FAMILY_QUERIES)
def test_family_s_page_takes_so_many_queries(
    client, under_way, brandt, okafor, coach, django_assert_num_queries, name, count
):
    of = everything(under_way, coach, count)[name]
    LinkUpCheckIn.objects.filter(pk=getattr(of[0], "pk", None)).update(person=brandt.person_account.person)
    client.force_login(okafor if name == "profile" else brandt)

    with django_assert_num_queries(FAMILY_QUERIES[name]):
        response = client.get(address(name, *of))

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_takes_so_many_queries(client, seeking, coach, brandt, django_assert_num_queries, count):
    cards = [a_card_to_offer() for _each in range(count)]
    GoalFactory(family=seeking)
    offer = offer_cards(family=seeking, cards=cards, coach=coach.practitioner, by=coach)
    client.force_login(brandt)

    with django_assert_num_queries(10):
        response = client.get(address("offer", offer))

    assert len(response.context["page"].cards) == count


BEFORE_IT_STARTS = {
    "linkup-ask": ({"chosen": True}, 12),
    "linkup-agree-seeking": ({"agreeing": True}, 14),
    "linkup-agree-sharing": ({"agreeing": True}, 14),
    "linkup-start": ({"agreed": True}, 12),
    "linkup-resume": ({"under_way": True, "state": "paused"}, 10),
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", BEFORE_IT_STARTS)
def test_page_of_a_step_takes_so_many_queries(marlon, coach, seeking, sharing, django_assert_num_queries, name, count):
    how, queries = BEFORE_IT_STARTS[name]
    CardFactory(family=seeking, kind="seeking")
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, **how)
    a_busy_pair(link_up, count)

    with django_assert_num_queries(queries):
        response = marlon.get(address(name, link_up))

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("side", ["seeking", "sharing"])
def test_family_s_own_yes_takes_so_many_queries(
    client, seeking, sharing, brandt, okafor, django_assert_num_queries, side, count
):
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, agreeing=True)
    a_busy_pair(link_up, count)
    client.force_login({"seeking": brandt, "sharing": okafor}[side])

    with django_assert_num_queries(13):
        response = client.get(address(f"linkup-agree-{side}", link_up))

    assert response.status_code == 200


def a_busy_pair(link_up: LinkUp, count: int) -> None:
    """`count` people in each family, and of the goals that the link-up is for."""
    for _each in range(count):
        member_of(link_up.seeking_family)
        member_of(link_up.sharing_family)
        link_up.goals.create(organisation=link_up.organisation, goal=GoalFactory(family=link_up.seeking_family))


@pytest.mark.parametrize("count", [1, 3])
def test_approving_a_card_takes_so_many_queries(marlon, seeking, django_assert_num_queries, count):
    card = CardFactory(family=seeking, kind="seeking", approved_at=None)
    for _each in range(count):
        member_of(seeking)

    with django_assert_num_queries(10):
        response = marlon.get(address("card-approve", card))

    assert len(response.context["form"].fields["person"].queryset) == count


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_with_the_coach_takes_so_many_queries(marlon, seeking, coach, django_assert_num_queries, count):
    cards = [a_card_to_offer() for _each in range(count)]
    offer = offer_cards(family=seeking, cards=cards, coach=coach.practitioner, by=coach)
    for _each in range(count):
        member_of(seeking)

    with django_assert_num_queries(12):
        response = marlon.get(address("offer-choose", offer, cards[0]))

    assert len(response.context["form"].fields["person"].queryset) == count
