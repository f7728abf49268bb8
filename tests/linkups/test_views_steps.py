"""The steps from both families' yes to the end, by their pages."""

import pytest

from linkups.models import (
    LinkUp,
)
from tests.factories_linkups import (
    CheckFactory,
    GoalFactory,
    LinkUpFactory,
    member_of,
)
from tests.linkups.pages import MONDAY, address, words

pytestmark = pytest.mark.usefixtures("organisation")


def test_whole_way_by_the_pages(client, offer, sharing, seeking, brandt, okafor, coach):
    goal = GoalFactory(family=seeking)
    link_up = offer.link_ups.get(sharing_family=sharing)
    way = [
        (brandt, "offer-choose", [offer, sharing.cards.get()], {}),
        (coach, "linkup-ask", [link_up], {"planned_weeks": 20, "goals": [goal.pk]}),
        (coach, "meetup-record", [link_up], {"held_on": "2026-03-15"}),
        (brandt, "linkup-agree-seeking", [link_up], {}),
        (okafor, "linkup-agree-sharing", [link_up], {}),
        (coach, "linkup-start", [link_up], {"start_date": "2026-03-16"}),
        (okafor, "meetup-record", [link_up], {"held_on": "2026-03-16", "place_kind": "cafe", "face": "4"}),
        (coach, "linkup-length", [link_up], {"planned_weeks": 10}),
        (coach, "linkup-pause", [link_up], {"first_day": "2026-03-16", "reason": "holiday"}),
        (coach, "linkup-resume", [link_up], {"first_day_back": "2026-03-16"}),
        (coach, "linkup-end", [link_up], {"kind": "goals_reached", "end_date": "2026-03-16", "what_next": "nothing"}),
    ]
    answers = []
    for user, name, of, facts in way:
        client.force_login(user)
        answers.append((name, client.post(address(name, *of), facts).status_code))

    assert answers == [(name, 302) for _user, name, _of, _facts in way]
    assert LinkUp.objects.get(pk=link_up.pk).state == "completed"


def test_start_of_a_full_family_is_told_on_the_page(marlon, link_up, okafor):
    LinkUpFactory(sharing_family=link_up.sharing_family, under_way=True)

    response = marlon.post(address("linkup-start", link_up), {"start_date": "2026-03-16"})

    assert (response.status_code, "has no room for another link-up now" in words(response)) == (422, True)


def test_start_says_whose_check_has_run_out_and_keeps_the_day(marlon, link_up):
    CheckFactory(person=member_of(link_up.sharing_family, known_as="Rui").person, renew_by=MONDAY)

    response = marlon.post(address("linkup-start", link_up), {"start_date": "2026-03-14"})

    shown = words(response)
    assert ("Rui’s check has run out" in shown, "2026-03-14" in shown) == (True, True)


@pytest.mark.parametrize("name", ["linkup-start", "linkup-pause", "linkup-end", "linkup-length", "linkup-ask"])
def test_steps_are_the_coach_s(client, under_way, brandt, name):
    client.force_login(brandt)

    assert client.get(address(name, under_way)).status_code == 403


@pytest.mark.parametrize(
    "name", ["linkup-start", "linkup-ask", "linkup-resume", "linkup-agree-seeking", "linkup-not-this-time"]
)
def test_step_out_of_its_moment_is_refused(marlon, under_way, name):
    response = marlon.post(address(name, under_way), {})

    assert (response.status_code, "This is not the moment for that step." in words(response)) == (403, True)


def test_family_agrees_for_its_own_side_only(client, link_up, brandt):
    LinkUp.objects.update(seeking_agreed_at=None, sharing_agreed_at=None)
    client.force_login(brandt)

    assert client.post(address("linkup-agree-sharing", link_up)).status_code == 403


@pytest.mark.parametrize("who", ["brandt", "okafor"])
def test_either_family_says_not_this_time(client, link_up, who, request):
    client.force_login(request.getfixturevalue(who))

    client.post(address("linkup-not-this-time", link_up))

    assert LinkUp.objects.get().state == "not_this_time"
