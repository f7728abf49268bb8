"""Helpers, a child's own say and the way in out of hours, on a phone and at a desk (domain.md §8.3 to §8.5, §9.5)."""

import re

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_dana_lets_jay_help_and_takes_it_back(someone):
    dana = someone("Dana", also=[DESK])
    page = dana.page
    page.get_by_role("link", name="Who helps me").click()
    dana.check_accessible()
    page.get_by_role("link", name="Let someone help me").click()
    page.get_by_role("radio", name="Jay").check()
    page.get_by_role("radio", name="What we talked about").check()
    page.get_by_label("Year").fill("2026")
    page.get_by_role("button", name="Let them help me").click()
    dana.check_accessible()
    expect(page.get_by_role("radio", name="Jay")).to_be_checked()
    page.get_by_label("Day").fill("1")
    page.get_by_label("Month").fill("6")
    page.get_by_role("button", name="Let them help me").click()

    expect(page.get_by_text("What we talked about · until 1 June 2026")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"Take it back\s*: Jay")).click()
    expect(page.get_by_text("until 1 June 2026")).to_have_count(0)
    dana.check_accessible()


def test_amina_says_no_with_priya_and_dana_reads_no_more(someone):
    priya = someone("Priya", also=[DESK])
    page = priya.open("/families/")
    page.get_by_role("link", name="Rowan", exact=True).first.click()
    page.get_by_role("link", name="Amina").first.click()
    page.get_by_role("link", name="Who may see").click()
    page.get_by_role("link", name="They do not want a parent to read").click()
    priya.check_accessible()
    page.get_by_role("radio", name="Dana").check()
    page.get_by_label("How do you know that they understand?").fill("She weighed it with me twice.")
    page.get_by_role("button", name="Save").click()
    priya.check_accessible()

    amina = someone("Amina", also=[DESK])
    expect(amina.open("/our-page/helpers/").get_by_text("You said that Dana is not to read for you.")).to_be_visible()
    amina.check_accessible()
    assert "weighed" not in someone("Dana", also=[DESK]).open("/our-page/helpers/").content()


def test_tom_opens_a_family_at_night_and_closes_it(someone):
    tom = someone("Tom", also=[DESK])
    tom.page.locator("summary", has_text="your account").click()
    tom.page.get_by_role("link", name="Open a family in an emergency").click()
    tom.check_accessible()
    page = tom.page
    page.get_by_label("What is someone of the family called?").fill("Bill")
    for part, value in (("Day", "3"), ("Month", "12"), ("Year", "1958")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Out of hours").check()
    page.get_by_label("What happened?").fill("Bill rang: Dana does not open the door.")
    page.get_by_role("button", name="Open it for four hours").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Rowan")
    tom.check_accessible()
    page.get_by_role("button", name="Stop now").click()
    assert "Rowan" not in tom.open("/families/").content()
