"""“Do you know this family?” comes before names are said (domain.md §1.5)."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from linkups.models import LinkUp
from tests.factories_linkups import LinkUpFactory
from tests.linkups.pages import address, words
from tests.linkups.refusals import broken


@pytest.fixture
def asked(seeking, sharing, coach, brandt, okafor):
    return LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, agreeing=True)


def say(client, user, asked, side, knows):
    client.force_login(user)
    return client.post(address(f"linkup-agree-{side}", asked), {"knows": knows})


def test_who_does_not_know_them_says_yes(client, asked, okafor):
    say(client, okafor, asked, "sharing", "no")
    asked.refresh_from_db()
    assert (asked.sharing_agreed_at is not None, asked.sharing_knows) == (True, "no")


@pytest.mark.parametrize("knows", ["maybe", "yes"])
def test_who_may_know_them_has_not_said_yes_yet_and_hears_what_comes(client, asked, okafor, knows):
    say(client, okafor, asked, "sharing", knows)

    page = words(client.get(address("linkup", asked)))

    asked.refresh_from_db()
    assert (asked.sharing_agreed_at, asked.sharing_knows) == (None, knows)
    assert "Your coach talks with you first, before anybody’s name is said." in page
    assert ("Brandt" in page, "Say yes, or not this time" in page) == (False, False)
    assert ("We met up" in page, "Plan a meet-up" in page) == (False, False)


@pytest.mark.parametrize("who", ["okafor", "coach"])
def test_a_yes_before_that_is_refused_in_words(client, asked, okafor, coach, who):
    say(client, okafor, asked, "sharing", "maybe")
    client.force_login({"okafor": okafor, "coach": coach}[who])

    response = client.post(address("linkup-agree-sharing", asked), {"person": okafor.person_account.person_id})

    assert (response.status_code, "talk it over first" in words(response)) == (403, True)


def test_who_may_know_them_can_say_not_this_time_without_waiting(client, asked, okafor):
    say(client, okafor, asked, "sharing", "yes")

    page = words(client.get(address("linkup", asked)))
    client.post(address("linkup-not-this-time", asked))

    asked.refresh_from_db()
    assert (address("linkup-not-this-time", asked) in page, asked.state) == (True, "not_this_time")


def test_the_other_family_hears_nothing_of_it(client, asked, okafor, brandt):
    say(client, okafor, asked, "sharing", "yes")
    client.force_login(brandt)

    page = words(client.get(address("linkup", asked)))

    assert ("may know" in page, "Okafor" in page) == (False, False)


def test_after_it_is_talked_over_they_say_yes(client, asked, okafor, coach):
    say(client, okafor, asked, "sharing", "maybe")
    client.force_login(coach)
    told = words(client.get(address("linkup", asked)))
    client.post(address("linkup-talk-over", asked), {"known_talked_on": "2026-03-16"})
    client.force_login(okafor)

    client.post(address("linkup-agree-sharing", asked), {})

    asked.refresh_from_db()
    assert ("They may know each other" in told, asked.sharing_agreed_at is not None) == (True, True)


def test_the_other_family_is_asked_too_after_it_is_talked_over(client, asked, okafor, brandt, coach):
    say(client, okafor, asked, "sharing", "maybe")
    client.force_login(coach)
    client.post(address("linkup-talk-over", asked), {"known_talked_on": "2026-03-16"})

    say(client, brandt, asked, "seeking", "")
    asked.refresh_from_db()
    unanswered = asked.seeking_agreed_at
    say(client, brandt, asked, "seeking", "yes")

    asked.refresh_from_db()
    assert (unanswered, asked.seeking_agreed_at is not None, asked.seeking_knows) == (None, True, "yes")


def test_talked_over_only_by_the_coach_and_once_somebody_said_so(client, asked, okafor, coach):
    page, facts = address("linkup-talk-over", asked), {"known_talked_on": "2026-03-16"}
    client.force_login(coach)
    before = client.post(page, facts).status_code
    say(client, okafor, asked, "sharing", "maybe")

    assert (before, client.post(page, facts).status_code) == (403, 403)


def test_not_talked_over_in_days_to_come(client, asked, okafor, coach):
    say(client, okafor, asked, "sharing", "maybe")
    client.force_login(coach)

    response = client.post(address("linkup-talk-over", asked), {"known_talked_on": "2026-03-17"})

    assert (response.status_code, "once you have talked" in words(response)) == (422, True)


def test_no_yes_before_that_past_the_form(asked, okafor):
    person = okafor.person_account.person
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        LinkUp.objects.filter(pk=asked.pk).update(
            sharing_knows="yes", sharing_agreed_at=timezone.now(), sharing_agreed_by=person
        )
    assert broken(refused) == "linkup_known_is_talked_over"
