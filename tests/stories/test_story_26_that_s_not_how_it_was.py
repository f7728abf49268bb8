"""26. Dana disputes what Priya wrote: her statement and the view are inseparable, with an answer that says why."""

import re

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STATEMENT = "The rent is not behind. I have the letter."
ANSWER = "The letter is of February; we see March differently."


def say_so(dana):
    page = dana.page
    page.get_by_role("link", name=re.compile("After school")).first.click()
    page.get_by_role("link", name=re.compile(r"not how it was\s*: Rent")).click()
    dana.check_accessible()
    page.get_by_label("How was it?").fill(STATEMENT)
    page.get_by_role("button", name="Say so").click()
    expect(page.get_by_text(STATEMENT)).to_be_visible()
    dana.check_accessible()


def answer(priya):
    page = priya.page
    page.get_by_role("link", name="Someone says: that’s not how it was").first.click()
    priya.check_accessible()
    page.get_by_label("Leave both: we see it differently").check()
    page.get_by_label("Your answer, and why").fill(ANSWER)
    with page.expect_navigation():  # the words are on the server first
        page.get_by_role("button", name="Answer").click()
    priya.check_accessible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_that_s_not_how_it_was(someone, size):
    dana, priya = someone("Dana", size), someone("Priya", size)
    say_so(dana)
    told_at = dana.page.url.removeprefix(dana.address)

    priya.open("/today/")
    answer(priya)

    for reader in (dana, priya):
        shown = reader.open(told_at)
        expect(shown.get_by_text(STATEMENT)).to_be_visible()
        expect(shown.get_by_text(ANSWER)).to_be_visible()
    assert STATEMENT not in someone("Amina", size).open(told_at).content()
