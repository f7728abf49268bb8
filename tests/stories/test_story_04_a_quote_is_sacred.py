"""4. A quote stands as it was said, slips and all; no one gets a tip about it, or a control to change it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUOTE = "I want contact with Grandad on saterday"


@pytest.fixture
def written(someone):
    priya = someone("Priya")
    page = priya.page
    page.get_by_role("link", name="New conversation with Rowan").click()
    page.get_by_role("checkbox", name="Amina", exact=True).check(force=True)
    page.get_by_role("checkbox", name="Dana", exact=True).check(force=True)
    page.get_by_label("In one line").fill("What Amina wants")
    page.get_by_text("Add what was said, seen, hoped or decided").click()
    row = page.locator("[data-rows] [data-row]").first
    row.get_by_label("In words").fill(QUOTE)
    row.get_by_label("Who said it, or whom is it about?").select_option(label="Amina")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile(r"/conversations/[0-9a-f-]{36}/$"))
    return page.url


def test_no_tip_appears_about_it_while_it_is_written(someone):
    page = someone("Priya").page
    page.get_by_role("link", name="New conversation with Rowan").click()
    page.get_by_label("What did you talk about?").fill(f"Amina drew. {QUOTE}. There was no contact last week.")
    remarks = page.locator("[data-words-for=note] li")
    expect(remarks).to_contain_text(["“contact”"])

    page.get_by_label("What did you talk about?").evaluate("(box) => { box.focus(); box.setSelectionRange(14, 14); }")
    page.get_by_role("button", name="someone said", exact=True).click()
    page.get_by_label("What did you talk about?").evaluate(
        "(box) => box.setSelectionRange(box.value.length, box.value.length)"
    )
    with page.expect_response(lambda answer: answer.url.endswith("/words/")):
        page.get_by_label("In one line").fill("What Amina wants")

    expect(page.locator("[data-words-for^=entries]").locator("li")).to_have_count(0)
    expect(page.get_by_label("In words").first).to_have_value(f"{QUOTE}.")


@pytest.mark.parametrize("reader", ["Priya", "Hana", "Sarah"])
def test_it_stands_as_it_was_said_and_no_one_can_edit_it(someone, written, reader):
    page = someone(reader).page

    page.goto(written)

    expect(page.locator("blockquote")).to_have_text(QUOTE)
    expect(page.locator("main").get_by_role("textbox")).to_have_count(0)
    expect(page.locator("main").get_by_role("button")).to_have_count(0)


def test_her_mother_reads_it_as_it_was_said(someone, written):
    dana = someone("Dana")

    dana.page.goto(written)

    expect(dana.page.locator("blockquote")).to_have_text(QUOTE)
    dana.check_accessible()


def test_a_reply_stands_behind_it(someone, written):
    dana = someone("Dana")
    page = dana.page
    page.goto(written)

    page.get_by_role("link", name="Answer this").click()
    page.get_by_label("What do you want to say?").fill("He comes on Saturday.")
    dana.check_accessible()
    page.get_by_role("button", name="Add it").click()

    expect(page.locator("main blockquote")).to_have_text([QUOTE, "He comes on Saturday."])
    dana.check_accessible()
    page.get_by_role("button", name="Take this back").click()
    expect(page.locator("main blockquote")).to_have_text([QUOTE])
