"""The steps from both families' yes to the end, by their pages."""

from datetime import date

import pytest

from families.actions.goals import record_goal
from linkups.models import FamilyCard, LinkUp
from tests.factories_linkups import (
    CardFactory,
    CheckFactory,
    GoalFactory,
    LinkUpFactory,
    member_of,
)
from tests.linkups.pages import MONDAY, address, has_met, words

YES = ("seeking_agreed_at", "seeking_agreed_by", "sharing_agreed_at", "sharing_agreed_by")
pytestmark = pytest.mark.usefixtures("organisation")


def test_whole_way_by_the_pages(client, offer, sharing, seeking, brandt, okafor, coach):
    goal = GoalFactory(family=seeking)
    CardFactory(family=seeking, kind="seeking")
    link_up = offer.link_ups.get(sharing_family=sharing)
    way = [
        (brandt, "offer-choose", [offer, sharing.cards.get()], {}),
        (coach, "linkup-ask", [link_up], {"planned_weeks": 20, "goals": [goal.pk]}),
        (coach, "meetup-record", [link_up], {"held_on": "2026-03-15"}),
        (brandt, "linkup-agree-seeking", [link_up], {"knows": "no"}),
        (okafor, "linkup-agree-sharing", [link_up], {"knows": "no"}),
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


@pytest.mark.parametrize("who", ["coach", "brandt"])
def test_a_goal_is_put_on_the_board_later(client, under_way, coach, who, request, seeking, brandt):
    whose, words_of_it = [brandt.person_account.person], "Evenings without shouting"
    goal = record_goal(family=seeking, words=words_of_it, whose=whose, on=MONDAY, by=coach)
    client.force_login(request.getfixturevalue(who))
    assert address("goal-choose", under_way) in client.get(address("linkup", under_way)).text

    client.post(address("goal-choose", under_way), {"goals": [goal.pk]})

    assert [one.goal for one in under_way.goals.all()] == [goal]
    assert goal.words not in words(client.get(address("goal-choose", under_way)))


@pytest.mark.parametrize(("who", "status"), [("okafor", 403), ("outsider", 404)])
def test_the_other_family_puts_no_goal_on_the_board(client, under_way, who, status, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(address("goal-choose", under_way)).status_code == status
    if status == 403:
        assert address("goal-choose", under_way) not in client.get(address("linkup", under_way)).text


def test_start_says_what_is_not_there_yet(marlon, link_up):
    lacks = ("No goal stands on the board yet.", "What both families agree on is not written yet.")

    assert [one in words(marlon.get(address("linkup-start", link_up))) for one in lacks] == [True, True]
    link_up.goals.create(organisation=link_up.organisation, goal=GoalFactory(family=link_up.seeking_family))
    assert [one in words(marlon.get(address("linkup-start", link_up))) for one in lacks] == [False, True]


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
    LinkUp.objects.update(**dict.fromkeys(YES))
    client.force_login(brandt)

    assert client.post(address("linkup-agree-sharing", link_up)).status_code == 403


@pytest.mark.parametrize("who", ["brandt", "okafor"])
def test_either_family_says_not_this_time(client, link_up, who, request):
    client.force_login(request.getfixturevalue(who))

    client.post(address("linkup-not-this-time", link_up))

    assert LinkUp.objects.get().state == "not_this_time"


@pytest.mark.parametrize(
    ("how", "seen"),
    [("chosen", [True, False]), ("agreeing", [False, False]), ("agreed", [True, True]), ("under_way", [False, False])],
)
def test_a_family_that_has_said_something_may_change_its_mind_until_it_starts(
    client, seeking, sharing, coach, brandt, okafor, how, seen
):
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, **{how: True})

    def is_offered(user):
        client.force_login(user)
        return address("linkup-not-this-time", link_up) in client.get(address("linkup", link_up)).text

    assert [is_offered(user) for user in (brandt, okafor)] == seen


@pytest.fixture
def asked(seeking, sharing, coach, brandt, okafor):
    """Both are asked, and neither has answered."""
    return LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, agreeing=True)


def test_coach_says_whose_yes_it_is(marlon, asked, brandt):
    lena = brandt.person_account.person

    marlon.post(address("linkup-agree-seeking", asked), {"person": lena.pk, "knows": "no"})

    assert LinkUp.objects.get().seeking_agreed_by == lena


def test_coach_is_asked_whose_yes_it_is(marlon, asked):
    response = marlon.post(address("linkup-agree-seeking", asked), {})

    assert (response.status_code, "Say who of the family said yes." in words(response)) == (422, True)


def test_coach_chooses_from_the_grown_ups_of_that_family(marlon, asked, brandt):
    member_of(asked.seeking_family, known_as="Ben", born=date(2016, 1, 1))

    form = marlon.get(address("linkup-agree-seeking", asked)).context["form"]

    assert [*form.fields["person"].queryset] == [brandt.person_account.person]


@pytest.mark.parametrize(("who", "side"), [("brandt", "seeking"), ("okafor", "sharing")])
def test_family_says_its_yes_as_itself(client, asked, who, side, request):
    user = request.getfixturevalue(who)
    client.force_login(user)

    client.post(address(f"linkup-agree-{side}", asked), {"knows": "no"})

    assert getattr(LinkUp.objects.get(), f"{side}_agreed_by") == user.person_account.person


def test_sharing_family_reads_the_seeking_family_s_card(client, asked, okafor):
    asked.seeking_family.cards.update(headline="Three who love rain")
    FamilyCard.objects.update(approved_at="2026-01-02T12:00Z")
    client.force_login(okafor)

    assert "Three who love rain" in words(client.get(address("linkup-agree-sharing", asked)))


def test_nobody_is_asked_before_the_seeking_family_has_its_card(marlon, seeking, sharing, coach):
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, chosen=True)
    seeking.cards.update(approved_at=None)

    response = marlon.post(address("linkup-ask", link_up), {"planned_weeks": "20"})

    assert (response.status_code, "has to write it, and say yes to it" in words(response)) == (403, True)


def test_end_before_a_meet_up_is_told_and_keeps_what_was_typed(marlon, under_way):
    has_met(under_way, MONDAY)

    response = marlon.post(
        address("linkup-end", under_way), {"kind": "other", "end_date": "2026-03-15", "what_next": "nothing"}
    )

    shown = words(response)
    assert (response.status_code, "The families met after that day" in shown, "2026-03-15" in shown) == (
        422,
        True,
        True,
    )
