"""18. When the link-up is over, Okafor’s board is gone at once; what they wrote stays; and it counts by who was asked and answered."""

from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import expect

from accounts.models import User
from database import jobs
from database.asker import acting_as
from families.actions.goals import record_goal
from families.models import Family, Person
from linkups.actions.linkups import ask_both
from linkups.jobs import LISTEN
from linkups.models import LinkUp, LinkUpCheckIn
from tests.chromium import DESK
from tests.stories.other_system import START, mosaic_bridge
from tests.working import do_the_jobs

MONDAY = date(2026, 3, 16)
pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def link_up(demo, live_server):
    """Brandt and Okafor have begun, towards a goal of Petra's."""
    with mosaic_bridge(live_server.url) as mosaic:
        link_up = mosaic.think_of("Brandt", "Okafor")
        agreed = mosaic.agreed("Petra", "Grace")
        mosaic.take(link_up, *agreed[:2])
        marlon = User.objects.get(name="Marlon")
        with acting_as(marlon.asker), transaction.atomic():
            brandt, petra = Family.objects.get(name="Brandt"), Person.objects.get(known_as="Petra")
            goal = record_goal(family=brandt, words="Sundays are fun", whose=[petra], on=MONDAY, by=marlon)
            ask_both(link_up=LinkUp.objects.get(pk=link_up), planned_weeks=20, goals=[goal], by=marlon)
        mosaic.take(link_up, *agreed[3:], START)
        yield link_up


@pytest.fixture
def over(someone, link_up):
    """Grace wrote that they met, and saw the board; then Marlon ends it, as planned."""
    grace = someone("Grace")
    page = grace.open(f"/link-ups/{link_up}/meet-ups/new/")
    page.get_by_label("What did you do?").fill("Pancakes and a kite")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your meet-up is saved.")).to_be_visible()
    assert grace.page.goto(f"{grace.address}/link-ups/{link_up}/goals/").status == 200
    marlon = someone("Marlon", DESK)
    page = marlon.open(f"/link-ups/{link_up}/end/")
    page.get_by_label("The weeks were over").check()
    page.get_by_label("Nothing more").check()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("The link-up has ended.")).to_be_visible()
    return link_up


def test_the_board_is_gone_and_their_own_words_stay(someone, over):
    grace = someone("Grace")

    assert grace.page.goto(f"{grace.address}/link-ups/{over}/goals/").status == 404
    page = grace.open(f"/link-ups/{over}/")
    expect(page.get_by_text("Pancakes and a kite")).to_be_visible()
    expect(page.get_by_role("heading", name="Our link-up has ended")).to_be_visible()
    grace.check_accessible()


def test_it_finished_as_planned_and_everyone_is_asked_how_it_was(someone, over):
    """The worker asks in the morning; Petra answers, and the others count as asked."""
    jobs.put_off(LISTEN, timestamp=over)
    do_the_jobs()
    petra = someone("Petra")
    page = petra.open(f"/link-ups/{over}/")
    page.get_by_role("link", name="Three questions for Petra").click()
    page.get_by_label("Better", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Thank you for saying.")).to_be_visible()

    with acting_as(User.objects.get(name="Marlon").asker), transaction.atomic():
        found = LinkUp.objects.get(pk=over)
        asked = LinkUpCheckIn.objects.filter(link_up=found, is_at_end=True)
        assert (found.state, found.end_kind) == ("completed", "weeks_finished")
        assert (asked.answered().count(), asked.count() > 1) == (1, True)
