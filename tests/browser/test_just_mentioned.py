"""“Dana mentioned her sister Kelly”: what a worker taps and types on a phone, from Dana's page to Kelly among her people."""

import pytest
from playwright.sync_api import expect

from tests.browser.journey import follow, press

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 390, "height": 844}


def test_someone_just_mentioned_takes_four_taps_and_their_name(someone):
    priya = someone("Priya", PHONE)
    page = priya.open("/families/")
    follow(page, "Rowan")
    follow(page, "Dana")

    follow(page, "Add a brother or sister")
    page.get_by_label("Or someone new: what are they called?").click()
    page.keyboard.type("Kelly")
    page.get_by_role("radio", name="Dana told us: believed").check(force=True)
    priya.check_accessible()
    press(page, "Save")

    expect(page.get_by_role("link", name="Kelly")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dana")
