"""A worry is two taps away on a phone, with what was typed kept, and the pages are accessible (domain.md §10.1, task 8)."""

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORDS = "Amina came to school without shoes, and said nobody was at home."


@pytest.mark.parametrize("start", ["/today/", "/families/", "/link-ups/"])
def test_two_taps_from_any_page(someone, start):
    priya = someone("Priya")
    page = priya.open(start)

    page.get_by_role("link", name="Raise a worry").click()  # the first tap
    priya.check_accessible()
    page.get_by_label("What did you see or hear?").fill(WORDS)
    page.get_by_role("button", name="Send").click()  # the second

    expect(page.get_by_role("heading", level=1)).to_have_text("Pass it on")
    priya.check_accessible()


def test_from_a_person_to_passed_on(someone):
    priya = someone("Priya")
    page = priya.page
    page.get_by_role("link", name="Rowan", exact=True).first.click()
    page.get_by_role("link", name="Amina").first.click()
    page.get_by_role("link", name="Raise a worry").click()
    ticked = page.get_by_role("checkbox", name="Amina", exact=True).is_checked()
    page.get_by_label("What did you see or hear?").fill(WORDS)
    page.get_by_role("button", name="Send").click()
    page.get_by_label("The council’s front door").check()
    page.get_by_role("button", name="I have told them").click()

    assert ticked
    expect(page.get_by_text("You can still add.", exact=False).first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Amina")
    priya.check_accessible()


def test_a_worry_is_kept_from_the_first_keystroke(someone):
    priya = someone("Priya")
    page = priya.open("/worries/new/")
    with page.expect_response(lambda response: "draft" in response.url and response.ok):
        page.get_by_label("What did you see or hear?").press_sequentially("Amina")
    page.wait_for_timeout(3500)

    priya.open("/today/").get_by_role("link", name="A worry", exact=True).click()

    expect(page.get_by_label("What did you see or hear?")).to_have_value("Amina")


def test_what_waits_for_the_lead(someone):
    lena = someone("Lena", also=[DESK])

    lena.page.get_by_role("link", name="A worry was raised", exact=False).click()
    lena.check_accessible()
    lena.page.get_by_role("link", name="I have it").click()
    lena.check_accessible()
    lena.page.get_by_role("button", name="I have it").click()

    expect(lena.page.get_by_text("Lena has it", exact=False)).to_be_visible()


def test_before_knocking(someone):
    priya = someone("Priya")
    priya.page.get_by_role("link", name="Osei", exact=True).first.click()

    expect(priya.page.get_by_role("heading", name="Before I knock")).to_be_visible()
    expect(priya.page.get_by_text("Kofi ties her up", exact=False)).to_be_visible()
    priya.check_accessible()
