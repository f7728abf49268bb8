"""From the day that a coordinator sets to the paper in a hand: the papers of a meeting by those who print them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import journey as steps
from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = """[...document.querySelectorAll('.k-plan, .k-plan *')].filter(it => it.innerText?.trim())
    .map(it => parseFloat(getComputedStyle(it).fontSize) * 0.75)"""


def set_the_day(ngozi):
    page = ngozi.open("/conferences/")
    page.get_by_role("link", name=re.compile("Rowan")).first.click()
    steps.follow(page, "Day and place")
    page.get_by_role("group", name="When do they meet?").locator("input[type=date]").fill("2026-03-27")
    page.get_by_role("group", name="When do they meet?").locator("input[type=time]").fill("17:00")
    page.get_by_label("Where?").fill("Mill Lane hall")
    steps.press(page, "Save")
    return page


def printed_on_one_page(page):
    """One page of A4, every word of it at least 12 points high."""
    page.emulate_media(media="print")
    made = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", made)) == 1
    assert min(page.evaluate(SIZES)) >= 12
    page.emulate_media(media="screen")


def test_a_coordinator_prints_what_each_of_them_is_handed(someone):
    ngozi = someone("Ngozi", also=[DESK])
    page = set_the_day(ngozi)

    steps.follow(page, "Papers: invitations, information, a plan to fill in")
    ngozi.check_accessible()
    for name, heading in (
        ("Invitation : Joan", "Joan, you are invited to a family meeting"),
        ("Invitation : Amina", "Hello Amina. Would you like to come?"),
        ("What the family reads before", "Before we meet"),
        ("A plan to fill in, in big type", "Our plan"),
    ):
        steps.follow(page, name)
        assert steps.heading(page) == heading
        ngozi.check_accessible()
        printed_on_one_page(page)
        steps.follow(page, "Back")


def test_a_mother_takes_the_day_and_her_own_letter(someone):
    set_the_day(someone("Ngozi"))
    dana = someone("Dana")
    page = dana.open("/our-page/")
    page.locator("a[href*='/our-meetings/']").first.click()

    with page.expect_download() as taken:
        page.get_by_role("link", name="Put the day in your calendar").click()
    steps.follow(page, "Invitation for Dana, for paper")

    assert taken.value.suggested_filename == "meeting.ics"
    expect(page.get_by_role("link", name="Leave this page quickly")).to_be_visible()
    dana.check_accessible()
    printed_on_one_page(page)
