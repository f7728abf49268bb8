"""A fact that is put right: what is written there is kept, waits on Today, and is saved or thrown away on purpose."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import journey as steps
from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_what_is_put_right_is_kept_while_it_is_written(someone):
    priya = someone("Priya", also=[DESK])
    page = steps.the_family_called(priya, "Rowan")
    steps.follow(page, "Amina")
    steps.follow(page, "All that is written down")
    page.get_by_role("link", name=re.compile("Put right.*Dana, By birth")).click()
    with page.expect_response(lambda answer: answer.request.method == "PUT" and "2017" in answer.request.post_data):
        page.get_by_label("Year").first.fill("2017")
    expect(page.locator("[data-draft-state=saved]").first).to_be_visible()
    priya.check_accessible()

    priya.open("/today/").get_by_role("link", name="A fact about Amina to put right").click()
    expect(page.get_by_label("Year").first).to_have_value("2017")
    page.get_by_label("Day").first.fill("1")
    page.get_by_label("Month").first.fill("1")
    steps.press(page, "Save")

    expect(page.get_by_text("Put right. What was written before stays in what changed.")).to_be_visible()
    expect(priya.open("/today/").get_by_role("link", name=re.compile("to put right"))).to_have_count(0)
