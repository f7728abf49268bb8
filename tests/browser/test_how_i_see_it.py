"""Dana says on her phone, by the keyboard, how she sees what was written about her; Joan reads it nowhere."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORDS = "There were two, for swimming."


def test_how_i_see_it(someone):
    dana = someone("Dana")
    page = dana.page
    page.get_by_role("link", name=re.compile("After school")).first.click()
    told_at = page.url.removeprefix(dana.address)
    page.get_by_role("link", name="Say it anew").click()
    dana.check_accessible()

    page.get_by_role("radio", name="I see part of it that way").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    with page.expect_response(lambda answer: answer.request.method == "PUT" and WORDS in answer.request.post_data):
        page.keyboard.type(WORDS)
    page.reload()
    expect(page.get_by_role("radio", name="I see it differently")).to_be_checked()
    with page.expect_navigation():  # the words are on the server first
        page.get_by_role("button", name="Save").click()

    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_text("I see it differently")).to_be_visible()
    dana.check_accessible()
    assert WORDS not in someone("Joan").open(told_at).content()
