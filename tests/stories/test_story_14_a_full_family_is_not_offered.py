"""14. The card of a family without room can't be offered; of 20 starts for its last place at one moment, one succeeds."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import transaction
from playwright.sync_api import expect

from accounts.models import User
from database.asker import acting_as
from families.actions.people import add_member, add_person, begin_family
from families.models import FamilyMembership, Person
from linkups.actions.cards import approve_card, write_card
from linkups.actions.linkups import agree, ask_both
from linkups.actions.offers import choose_card, offer_cards
from linkups.models import FamilyCard, LinkUp
from tests.chromium import DESK
from tests.stories.other_system import START, mosaic_bridge

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MANY = 20
OKAFOR = "Show “Loud, early risers, good at hair”"


@pytest.fixture
def mosaic(demo, live_server):
    with mosaic_bridge(live_server.url) as other_system:
        yield other_system


def fill_okafor(mosaic):
    """Okafor's one place goes to Brandt."""
    mosaic.take(mosaic.think_of("Brandt", "Okafor"), *mosaic.agreed("Petra", "Grace"), START)


@pytest.fixture
def lund(mosaic):
    """A family that could be shown cards."""
    return mosaic.begin_family("Lund")


def deck_for(family, marlon):
    return marlon.open(f"/link-ups/families/{family}/offers/new/")


def test_the_card_is_on_the_coachs_page_while_there_is_room(someone, lund):
    expect(deck_for(lund, someone("Marlon", DESK)).get_by_label(OKAFOR)).to_have_count(1)


def test_the_card_of_a_full_family_is_not_there_and_the_coach_reads_why(someone, mosaic, lund):
    fill_okafor(mosaic)
    marlon = someone("Marlon", DESK)

    page = deck_for(lund, marlon)

    expect(page.get_by_label(OKAFOR)).to_have_count(0)
    page.get_by_text("Not available now (for you only)").click()
    expect(page.get_by_text("Okafor: no room for another family now")).to_be_visible()
    marlon.check_accessible()


def test_a_page_that_was_open_before_the_place_went_offers_nothing(someone, mosaic, lund):
    marlon = someone("Marlon", DESK)
    page = deck_for(lund, marlon)
    page.get_by_label(OKAFOR).check()
    fill_okafor(mosaic)

    page.get_by_role("button", name="Show them these cards").click()

    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(1)
    assert mosaic.link_ups_of("Lund") == []
    marlon.check_accessible()


@pytest.mark.usefixtures("lund")
def test_the_api_names_the_rule_that_refuses_the_card(mosaic):
    fill_okafor(mosaic)

    answer = mosaic.step(mosaic.think_of("Lund", "Okafor"), "offer")

    assert (answer.status_code, answer.json()["code"]) == (409, "offer_family_has_room")


@pytest.fixture
def waiting(demo):
    """Twenty families and Okafor have said yes to each other, all for the one place."""
    marlon = User.objects.get(name="Marlon")
    with acting_as(marlon.asker), transaction.atomic():
        card = FamilyCard.objects.get(family__name="Okafor")
        chosen = [choosing(card, f"Seeking {number}", marlon) for number in range(MANY)]
        return [both_say_yes(link_up, marlon).pk for link_up in chosen]


def choosing(card, name, coach):
    family = begin_family(name=name, by=coach)
    theirs = add_person(known_as="Mo", by=coach)
    add_member(family=family, person=theirs, role=FamilyMembership.Role.PARENT_CARER, by=coach)
    about_us = write_card(family=family, kind=FamilyCard.Kind.SEEKING, headline="Us", by=coach)
    approve_card(card=about_us, version=1, person=theirs, by=coach)
    offer = offer_cards(family=family, cards=[card], coach=coach.practitioner, by=coach)
    return choose_card(offer=offer, card=card, person=theirs, by=coach)


def both_say_yes(link_up, coach):
    ask_both(link_up=link_up, planned_weeks=20, by=coach)
    agree(link_up=link_up, side=LinkUp.Side.SEEKING, person=link_up.seeking_chose_by, by=coach)
    grace = Person.objects.get(known_as="Grace")
    return agree(link_up=link_up, side=LinkUp.Side.SHARING, person=grace, by=coach)


def test_of_twenty_starts_by_the_api_at_one_moment_exactly_one_succeeds(waiting, mosaic):
    together = Barrier(MANY)

    def start(link_up):
        together.wait()
        return mosaic.step(link_up, *START[:1], **START[1])

    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(start, waiting))

    outcomes = Counter((answer.status_code, answer.json().get("code")) for answer in answers)
    assert outcomes == {(201, None): 1, (409, "linkup_capacity"): MANY - 1}
    assert [one["state"] for one in mosaic.link_ups_of("Okafor")].count("active") == 1
