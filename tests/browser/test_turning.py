"""A report of a curve, its paper and its big screen in a browser: for everyone, at both sizes, and by the keys alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ZOOMED = {"width": 320, "height": 256}
"""What 1280 by 1024 pixels are at four times their size."""


def test_a_report_is_written_and_read_on_any_screen_and_on_paper(someone):
    arun = someone("Arun", also=[DESK, ZOOMED])
    page = arun.open("/outcomes/")
    page.get_by_role("link", name="Children looked after", exact=True).click()
    page.get_by_role("link", name="Report 2").click()
    expect(page.get_by_role("heading", name="The story behind it")).to_be_visible()
    arun.check_accessible()

    page.get_by_role("link", name="Write what holds back").click()
    page.get_by_label("What makes the curve as it is?").fill("There is no bus after six")
    expect(page.get_by_label("It holds back")).to_be_checked()
    arun.check_accessible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text="There is no bus after six")).to_be_visible()

    page.get_by_role("link", name="On one page, for paper").click()
    expect(page.get_by_role("heading", name="What we propose")).to_be_visible()
    arun.check_accessible()


def test_a_room_goes_through_the_curves_by_the_arrow_keys(someone):
    arun = someone("Arun", size=DESK)
    page = arun.open("/outcomes/wall/")
    expect(page.get_by_role("heading", level=1)).to_have_text("6 of 10 curves improving; 3 turned; 1 not enough data")
    arun.check_accessible()
    page.get_by_role("link", name="Children looked after", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Children looked after")
    arun.check_accessible()

    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_have_text("What happened then")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_have_text("The story behind it")
    arun.check_accessible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", level=1)).to_have_text("What happened then")

    page.get_by_role("link", name="The curve before").click()
    page.wait_for_url(re.compile("/meeting/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Care leavers in suitable accommodation")


def test_a_partner_opens_a_link_without_signing_in(someone):
    arun = someone("Arun", also=[DESK])
    page = arun.open("/outcomes/partners/new/")
    page.get_by_label("For which partner?").fill("The partnership")
    page.get_by_label("What for?").fill("Its board")
    page.get_by_label("Until which day?").fill("2027-03-31")
    page.get_by_label("Children looked after", exact=True).check()
    arun.check_accessible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The link, shown this once")).to_be_visible()
    arun.check_accessible()

    address = page.locator("code").text_content()
    page.context.clear_cookies()
    page.goto(address)
    expect(page.get_by_role("heading", name="Curves of Larkfield Council")).to_be_visible()
    page.get_by_text("Every figure").click()
    expect(page.get_by_role("cell", name="449")).to_be_visible()
    arun.check_accessible()
    assert page.context.cookies() == []
