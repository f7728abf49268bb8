"""A drawing in the first form of a conversation, described anew and marked in the story; and a plan that one says how one sees."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import journey as steps
from tests.chromium import DESK
from tests.families.test_photo import picture

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_drawing_is_shown_described_anew_and_marked(someone):
    priya = someone("Priya", also=[DESK])
    page = steps.the_family_called(priya, "Rowan")
    steps.follow(page, "Add a conversation")
    page.get_by_role("checkbox", name="Dana", exact=True).check(force=True)
    page.get_by_label("In one line").fill("The horse that she drew")
    page.get_by_text("Add a photo, a drawing or a voice note").click()
    expect(page.get_by_label("How did the child tell it?").last).to_be_hidden()
    priya.check_accessible()
    page.locator("[name=shown-attached]").set_input_files(
        {"name": "horse.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    page.locator("[name=shown-attached_kind]").select_option("drawing")
    page.locator("[name=shown-alt_text]").fill("A brown horse")
    steps.press(page, "Save")
    expect(page.get_by_role("img", name="A brown horse")).to_be_visible()

    page.get_by_role("link", name=re.compile("Say anew what can be seen in it")).click()
    priya.check_accessible()
    page.get_by_label("What can be seen in it").fill("A brown horse on a hill")
    steps.press(page, "Save")
    expect(page.get_by_text("It said before: A brown horse")).to_be_visible()

    page.get_by_role("link", name="Say that it matters in the story").click()
    priya.check_accessible()
    page.get_by_label("Why does it matter in the story?").fill("The first time she drew for us")
    steps.press(page, "Save")
    expect(page.get_by_text("The first time she drew for us")).to_be_visible()
    priya.check_accessible()


def test_how_a_plan_is_seen(someone):
    abena = someone("Abena", also=[DESK])
    page = abena.open("/our-page/")
    page.locator("a[href*='/our-meetings/']").first.click()
    page.get_by_role("link", name=re.compile("Say how you see it")).click()
    abena.check_accessible()

    page.get_by_role("radio", name="I see part of it that way").check(force=True)
    page.get_by_label("In your own words").fill("Five o’clock is late for tea")
    steps.press(page, "Save")

    expect(page.get_by_text("Five o’clock is late for tea")).to_be_visible()
    abena.check_accessible()
