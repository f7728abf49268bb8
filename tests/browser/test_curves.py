"""Our curves in a browser: readable at both sizes, on paper too, and ten figures pasted without a mouse’s help."""

import re

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROWS = "Month\tChildren\n2026-03\t440\nApril\t3"


def test_an_analyst_reads_a_curve_and_pastes_figures(someone):
    arun = someone("Arun", also=[DESK])
    page = arun.open("/outcomes/")
    expect(page.get_by_text("6 of 10 curves improving; 3 turned; 1 not enough data")).to_be_visible()
    arun.check_accessible()

    page.get_by_role("link", name="Children looked after", exact=True).click()
    expect(page.get_by_role("img", name=re.compile("Children looked after"))).to_have_count(1)
    expect(page.get_by_text("Help for relatives who take a child in begins")).to_be_visible()
    arun.check_accessible()

    page.get_by_role("link", name="Paste figures").click()
    page.get_by_label("Paste your figures here").fill(ROWS)
    page.get_by_role("button", name="Look at them").click()
    expect(page.get_by_role("row", name=re.compile("March 2026 440 It is new."))).to_be_visible()
    arun.check_accessible()
    page.get_by_role("button", name="Write the figures that are right").click()

    expect(page.get_by_role("status")).to_contain_text("1 figure is written.")
    expect(page.get_by_label("Paste your figures here")).to_have_value("April\t3")
