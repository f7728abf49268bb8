"""The story in a real browser: chosen from without a script, accessible at both sizes, and on paper with everything unfolded."""

import re

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_worker_reads_the_story_and_makes_it_for_paper(someone):
    priya = someone("Priya", also=[DESK])
    page = priya.open("/families/")
    page.get_by_role("link", name=re.compile("Rowan")).first.click()
    page.get_by_role("link", name="The story", exact=True).click()
    priya.check_accessible()

    page.get_by_text("Choose what to read").click()
    page.get_by_label("Worries and alerts too").check()
    page.get_by_role("button", name="Show", exact=True).click()
    priya.check_accessible()

    page.get_by_role("link", name="For paper").click()
    expect(page.get_by_text("Printed for Priya on 16 March 2026")).to_be_visible()
    priya.check_accessible()


def test_a_family_reads_its_own(someone):
    dana = someone("Dana", also=[DESK])
    page = dana.page
    page.get_by_role("link", name=re.compile("The story of")).first.click()
    dana.check_accessible()

    expect(page.get_by_role("heading", name="After school, at the kitchen table")).to_be_visible()
    expect(page.get_by_text("Worries")).to_have_count(0)


def test_it_is_chosen_from_without_a_script(someone):
    priya = someone("Priya", DESK, java_script_enabled=False)
    page = priya.open("/families/")
    page.get_by_role("link", name=re.compile("Rowan")).first.click()
    page.get_by_role("link", name="The story", exact=True).click()

    page.get_by_text("Choose what to read").click()
    page.get_by_label("What about?").select_option("Births, couples and deaths")
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page.get_by_role("heading", name="Amina was born")).to_be_visible()
    expect(page.get_by_role("heading", name="After school, at the kitchen table")).to_have_count(0)


def test_on_paper_nothing_is_folded_and_what_only_a_screen_needs_is_gone(someone):
    priya = someone("Priya", DESK)
    page = priya.open("/families/")
    page.get_by_role("link", name=re.compile("Rowan")).first.click()
    page.get_by_role("link", name="The story", exact=True).click()
    page.get_by_role("link", name="For paper").click()
    page.emulate_media(media="print")

    expect(page.get_by_text("I like it when Grandad picks me up.")).to_be_visible()
    expect(page.get_by_text("Back to the story")).to_be_hidden()
    expect(page.get_by_text("Raise a worry")).to_be_hidden()
