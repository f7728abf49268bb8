"""While something is looked into: the coach knows that, nobody learns why, and only who looks into it says when it goes on."""

import pytest
from django.urls import reverse

from accounts.errors import RuleBroken
from database import clock
from linkups.actions.linkups import end, go_on_after_safety, pause_for_safety
from linkups.forms.steps import PauseForm
from linkups.models import LinkUp
from linkups.queries import waiting_for
from linkups.rules.people import LOOKED_INTO, can_resume

WORDS = "looked into"
ENDING = {"kind": "weeks_finished", "end_date": "2026-03-16", "what_next": "nothing"}


@pytest.fixture
def paused(under_way, seeking, coach):
    pause_for_safety(families=[seeking], by=coach)
    return LinkUp.objects.get(pk=under_way.pk)


def test_the_coach_is_told_that_it_is_paused(paused, coach):
    found = [item.text for item in waiting_for(coach)]

    assert found == ["Brandt and Okafor: paused while something is looked into"]


def test_the_coach_does_not_let_it_go_on(paused, coach):
    assert can_resume(coach, paused).refusal == LOOKED_INTO


def test_the_coach_is_not_offered_to_let_it_go_on(client, paused, coach):
    client.force_login(coach)

    page = client.get(paused.get_absolute_url()).content.decode()

    assert (WORDS in page, "Go on after the pause" in page) == (True, False)


@pytest.mark.parametrize("address", ["linkups:family-linkups", "linkups:linkup", "casework:our-page"])
@pytest.mark.parametrize("who", ["brandt", "okafor"])
def test_a_family_learns_that_it_is_paused_and_nothing_else(request, client, paused, seeking, sharing, who, address):
    client.force_login(request.getfixturevalue(who))
    ours = seeking if who == "brandt" else sharing
    args = {"linkups:linkup": [paused.pk], "linkups:family-linkups": [ours.pk]}.get(address, [])

    response = client.get(reverse(address, args=args), follow=True)

    assert response.status_code == 200
    assert WORDS not in response.content.decode()


def test_its_own_page_says_that_it_has_a_pause(client, paused, okafor):
    client.force_login(okafor)

    assert "having a pause" in client.get(paused.get_absolute_url()).content.decode()


def test_a_coach_does_not_choose_that_reason(under_way):
    assert "looked_into" not in dict(PauseForm().fields["reason"].choices)


def test_what_has_not_begun_or_is_over_is_left_as_it_is(link_up, seeking, coach):
    assert pause_for_safety(families=[seeking], by=coach) == []


@pytest.mark.parametrize("kind", ["goals_reached", "weeks_finished"])
def test_it_is_not_finished_as_planned_while_something_is_looked_into(paused, coach, kind):
    with pytest.raises(RuleBroken, match="can’t be finished as planned now"):
        end(link_up=paused, kind=kind, end_date=clock.today(), by=coach)

    assert LinkUp.objects.get(pk=paused.pk).state == LinkUp.State.PAUSED


def test_a_family_can_stop_while_something_is_looked_into(paused, coach):
    ended = end(link_up=paused, kind="family_changed_mind", end_date=clock.today(), by=coach)

    assert ended.state == LinkUp.State.ENDED_EARLY


def test_once_it_goes_on_it_can_be_finished_as_planned(paused, seeking, coach):
    go_on_after_safety(families=[seeking], by=coach)

    ended = end(link_up=LinkUp.objects.get(pk=paused.pk), kind="weeks_finished", end_date=clock.today(), by=coach)

    assert ended.state == LinkUp.State.COMPLETED


def test_the_page_says_why_it_can_t_be_finished(client, paused, coach):
    client.force_login(coach)

    answer = client.post(reverse("linkups:linkup-end", args=[paused.pk]), ENDING)

    assert "can’t be finished as planned now" in answer.text
