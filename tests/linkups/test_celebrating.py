"""A link-up that finished as planned has a page to print and keep (domain.md §1.6); and the family chooses who rings (§1.5)."""

from datetime import date

import pytest

from linkups.actions.linkups import end
from linkups.models import CallBack, LinkUp, Meetup, SharingProfile
from linkups.queries import waiting_for
from tests.factories import UserFactory
from tests.factories_linkups import LinkUpFactory
from tests.linkups.pages import address, words


@pytest.fixture
def finished(under_way, coach):
    Meetup.objects.create(
        organisation=under_way.organisation, link_up=under_way, state="held", held_on=date(2026, 3, 8), what="Made soup"
    )
    return end(
        link_up=under_way,
        kind=LinkUp.EndKind.GOALS_REACHED,
        end_date=date(2026, 3, 16),
        celebrated_on=date(2026, 3, 15),
        what_changed="We laugh at breakfast.",
        by=coach,
    )


def test_the_seeking_family_reads_what_they_did_and_what_has_changed(client, finished, brandt):
    client.force_login(brandt)
    page = words(client.get(address("celebration", finished)))
    for said in ("We met once.", "Made soup", "We laugh at breakfast.", "We celebrated on 15 March 2026."):
        assert said in page


def test_the_sharing_family_reads_what_they_did_and_no_word_of_the_other(client, finished, okafor):
    client.force_login(okafor)
    page = words(client.get(address("celebration", finished)))
    assert ("Made soup" in page, "We laugh at breakfast." in page) == (True, False)


def test_where_they_met_stands_there_where_nothing_else_is_said(client, finished, okafor):
    Meetup.objects.update(what="", place_kind="library")
    client.force_login(okafor)
    assert "8 March: Library" in words(client.get(address("celebration", finished)))


def test_both_families_find_it_from_their_link_up(client, finished, brandt, okafor):
    for user in (brandt, okafor):
        client.force_login(user)
        assert address("celebration", finished) in client.get(address("linkup", finished)).content.decode()


def test_an_early_end_is_no_celebration(client, under_way, coach, brandt):
    ended = end(link_up=under_way, kind=LinkUp.EndKind.DID_NOT_CLICK, end_date=date(2026, 3, 16), by=coach)
    client.force_login(brandt)
    assert client.get(address("celebration", ended)).status_code == 403


# --- Who rings


@pytest.fixture
def maya(organisation):
    return UserFactory(name="Maya Reed", roles=["coach_supervisor"])


@pytest.fixture
def kofi(organisation):
    return UserFactory(name="Kofi Lane", roles=["team_manager"])


def test_whom_they_choose_is_asked_to_ring(client, check_in, brandt, maya, kofi):
    client.force_login(brandt)
    page = words(client.get(address("check-in-answer", check_in)))

    client.post(
        address("check-in-answer", check_in),
        {"things": "same", "wants_call": "on", "whom": str(kofi.pk), "getting_on": "7", "after_meeting": "4"},
    )

    assert ("Maya Reed" in page, "Kofi Lane" in page, "Marlon" in page) == (True, True, False)
    assert CallBack.objects.get().holder == kofi


def test_whoever_can_ring_first_is_the_supervisor(client, check_in, brandt, maya, kofi):
    client.force_login(brandt)
    client.post(
        address("check-in-answer", check_in), {"things": "worse", "whom": "", "getting_on": "7", "after_meeting": "4"}
    )
    assert CallBack.objects.get().holder == maya


def test_nobody_is_chosen_who_may_not_ring(client, check_in, brandt, maya, kofi, coach):
    client.force_login(brandt)
    answer = client.post(
        address("check-in-answer", check_in),
        {"things": "worse", "whom": str(coach.pk), "getting_on": "7", "after_meeting": "4"},
    )
    assert (answer.status_code, CallBack.objects.exists()) == (422, False)


def test_with_one_who_may_ring_nothing_is_asked(client, check_in, brandt, maya):
    client.force_login(brandt)
    assert "Who would you like to hear from?" not in words(client.get(address("check-in-answer", check_in)))


# --- A rest between link-ups


def ended(link_up, coach, **said):
    return end(link_up=link_up, kind=LinkUp.EndKind.GOALS_REACHED, end_date=date(2026, 3, 16), by=coach, **said)


def profile_of(family):
    return SharingProfile.objects.get(family=family)


def test_after_their_last_link_up_a_sharing_family_rests_four_weeks(under_way, coach, sharing):
    ended(under_way, coach)
    found = profile_of(sharing)
    assert (found.status, found.rest_until) == ("resting", date(2026, 4, 13))


def test_they_go_on_where_they_asked_to(under_way, coach, sharing):
    ended(under_way, coach, sharing_goes_on=True)
    assert profile_of(sharing).status == "ready"


def test_while_another_is_under_way_they_go_on(under_way, coach, sharing):
    SharingProfile.objects.update(max_linkups=2)
    LinkUpFactory(sharing_family=sharing, under_way=True)
    ended(under_way, coach)
    assert profile_of(sharing).status == "ready"


def test_when_the_rest_is_over_the_coach_finds_it(under_way, coach, sharing, frozen_clock):
    SharingProfile.objects.update(coach=coach.practitioner)
    ended(under_way, coach)
    SharingProfile.objects.update(rest_until=date(2026, 3, 16))
    assert [one.text for one in waiting_for(coach) if "rest" in one.text] == [
        "Okafor have had their rest: ask whether they are ready again"
    ]
