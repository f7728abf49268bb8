"""A coach's phone in a family's hands, and the coach's own week: as they look, and for everyone who reads them."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK, PHONE, every

APART = 12  # CSS pixels between two buttons, so that a thumb presses one

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def marlon(demo, someone):
    return someone("Marlon", PHONE, also=[DESK])


def shot(page, name):
    """Kept where it is asked for, to be looked at."""
    if folder := os.environ.get("KITH_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def between(page, *names):
    """How far the second button is below the first."""
    first, second = (page.get_by_role("button", name=name).bounding_box() for name in names)
    return second["y"] - first["y"] - first["height"]


def test_the_phone_shows_the_cards_alone_until_it_is_given_back(marlon):
    page = marlon.open("/families/")
    page.get_by_role("link", name="Brandt", exact=True).click()
    page.get_by_role("link", name="Link-up", exact=True).click()
    page.get_by_role("link", name="Choose cards to look at together").click()
    for box in every(page.get_by_role("checkbox")):
        box.check()
    marlon.check_accessible()
    shot(page, "build")
    page.get_by_role("button", name="Show them these cards").click()
    page.get_by_role("link", name="Look at them together").click()
    page.get_by_role("link", name="Hand the phone over").click()
    page.get_by_label("A number that only you know").fill("4711")
    marlon.check_accessible()
    shot(page, "hand_over")
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_role("heading", name="Who would you like to meet?")).to_be_visible()
    marlon.check_accessible()
    shot(page, "deck_handed_over")
    cards = page.url

    page = marlon.open("/today/")

    assert page.url == cards
    page.get_by_role("link", name="Give the phone back").click()
    page.get_by_label("The number you chose").fill("1111")
    page.get_by_role("button", name="Open the rest").click()
    expect(page.get_by_text("You can try 4 more times").first).to_be_visible()
    marlon.check_accessible()
    shot(page, "give_back")
    assert between(page, "Open the rest", "Sign out instead") >= APART
    page.get_by_label("The number you chose").fill("4711")
    page.get_by_role("button", name="Open the rest").click()
    expect(page.get_by_text("You have the phone back.")).to_be_visible()


def test_the_week_reads_well_on_a_phone_and_at_a_desk(marlon):
    page = marlon.open("/link-ups/week/")
    expect(page.get_by_role("heading", name="My week")).to_be_visible()
    marlon.check_accessible()
    shot(page, "week")
    page.set_viewport_size(DESK)
    shot(page, "week_desk")


def test_results_read_well_on_a_phone_and_at_a_desk(demo, someone):
    joyce = someone("Joyce", PHONE, also=[DESK])
    page = joyce.open("/link-ups/results/?place=everywhere&quarter=2026-1")
    expect(page.get_by_role("heading", name="What came of link-ups")).to_be_visible()
    joyce.check_accessible()
    shot(page, "results")
    page.set_viewport_size(DESK)
    shot(page, "results_desk")
