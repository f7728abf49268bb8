"""What is nearby, on a phone and at a desk: accessible, found, introduced to, and one page on paper (domain.md §6)."""

import re

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("name", ["Priya", "Dana"])
def test_the_list_and_one_of_them(someone, name):
    one = someone(name, also=[DESK])

    page = one.open("/nearby/")
    one.check_accessible()
    page.get_by_role("link", name="Bumps and Babies").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Bumps and Babies")
    one.check_accessible()


def test_what_a_worker_writes(someone):
    priya = someone("Priya", also=[DESK])
    page = priya.open("/nearby/add/")
    priya.check_accessible()
    priya.open("/nearby/").get_by_role("link", name="Sewing with Nanny Jo").click()
    gift = page.url

    for what in ("", "change/", "sessions/add/", "introduce/"):
        page.goto(gift + what)
        priya.check_accessible()


def test_someone_is_introduced_and_says_how_it_was(someone):
    priya = someone("Priya", PHONE)
    page = priya.open("/nearby/")
    page.get_by_role("link", name="Bike shed").click()
    page.get_by_role("link", name="Introduce someone").click()
    page.get_by_label("Who?").select_option("Amina")
    page.get_by_label("Someone goes along, or went").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Amina").click()
    priya.check_accessible()

    page.get_by_label("Went once").check()
    page.get_by_label("In their own words").fill("I got a red one")
    page.get_by_role("button", name="Save").click()

    expect(page.locator("blockquote")).to_have_text("I got a red one")


def test_six_of_them_fit_one_page_of_paper(someone):
    priya = someone("Priya", DESK)
    page = priya.open("/nearby/")
    boxes = page.get_by_label(re.compile("For paper"))
    for place in range(6):
        boxes.nth(place).check()
    page.get_by_role("button", name="Make a page to leave behind").click()
    priya.check_accessible()

    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf())) == 1
