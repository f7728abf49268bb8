"""What is done with a conversation once it is written: put right, and shared after all."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from database import clock
from tests.browser import journey as steps
from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def write(page, line, *, kept_back=False):
    steps.follow(page, "Add a conversation")
    page.get_by_role("checkbox", name="Dana", exact=True).check(force=True)
    page.get_by_label("In one line").fill(line)
    if kept_back:
        page.get_by_text("When, where, and who can read it").click()
        page.get_by_label("The team only for now, and I say why").check(force=True)
        page.get_by_label("Why not share it now?").select_option("police_or_court")
        page.get_by_label("Look again on").fill((clock.today() + timedelta(days=30)).isoformat())
    steps.press(page, "Save")


def test_a_slip_is_put_right(someone):
    priya = someone("Priya", also=[DESK])
    page = steps.the_family_called(priya, "Rowan")
    write(page, "The trian to Leeds")

    steps.follow(page, "Put right what you wrote")
    priya.check_accessible()
    page.get_by_label("In one line").fill("The train to Leeds")
    steps.press(page, "Save")

    expect(page.get_by_role("heading", level=1)).to_have_text("The train to Leeds")


def test_what_was_kept_back_is_shared_after_all(someone):
    priya = someone("Priya", also=[DESK])
    page = steps.the_family_called(priya, "Rowan")
    write(page, "About the hearing", kept_back=True)

    steps.follow(page, "Is it time to share this?")
    priya.check_accessible()
    page.get_by_label("Share it now with everyone it is about").focus()
    page.keyboard.press("Space")
    steps.press(page, "Save")

    expect(page.get_by_text("Looked at again.")).to_be_visible()
    assert page.get_by_role("link", name="Is it time to share this?").count() == 0
