"""6. Dana 7, Amina 4, Priya 5 on one question: three labelled dots, and no average anywhere; Jay may decline, and shows so."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import journey as steps
from tests.chromium import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ASK = "Ask where they are, from 0 to 10"


def begin(priya):
    page = steps.the_family_called(priya, "Rowan")
    steps.follow(page, "Add a conversation")
    for name in ("Dana", "Amina", "Jay"):
        page.get_by_role("checkbox", name=name, exact=True).check(force=True)
    page.get_by_label("In one line").fill("Bedtimes from 0 to 10")
    page.get_by_text(ASK).click()
    block = page.locator('[data-scale="new"]')
    block.get_by_text("A new scale", exact=True).click()
    block.get_by_label("What is it about?").fill("How bedtimes are")
    block.get_by_label("What is 0, in their words?").fill("Nobody sleeps")
    block.get_by_label("What is 10, in their words?").fill("A story, and out")
    return page, block


def asked_of(block, name):
    return block.get_by_role("group", name=f"Where does {name} put it?")


def test_three_dots_one_who_declines_and_no_average(someone):
    priya = someone("Priya", PHONE)
    page, block = begin(priya)
    asked_of(block, "Dana").get_by_role("radio", name="7", exact=True).check(force=True)
    asked_of(block, "Amina").get_by_role("radio", name="Not so good").check(force=True)
    asked_of(block, "Amina").get_by_text("By numbers").click()
    asked_of(block, "Amina").get_by_role("radio", name="4", exact=True).focus()
    page.keyboard.press("Space")
    asked_of(block, "Jay").get_by_role("radio", name="Would rather not say").check(force=True)
    block.get_by_role("group", name="Where would you put it?").get_by_role("radio", name="5", exact=True).check(
        force=True
    )
    expect(asked_of(block, "Dana").get_by_text("0: Nobody sleeps").first).to_be_visible()
    priya.check_accessible()

    steps.press(page, "Save")

    heads = page.locator(".k-dots .k-goal__head")
    expect(heads).to_have_text(
        [re.compile(f"^{said}") for said in ("Amina 4", "Dana 7", "Jay would rather not say", "Priya 5")]
    )
    expect(page.locator(".k-dots__dot")).to_have_count(3)
    priya.check_accessible()
    page.get_by_role("link", name="What each of them said over time").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How bedtimes are")
    priya.check_accessible()
    assert not re.search(r"average|5\.3|mean of", page.locator("main").inner_text())


def test_what_was_begun_is_there_again(someone):
    page, block = begin(someone("Priya"))
    row = block.locator("[data-scale-row]").filter(has_text="Where does Dana put it?")
    row.get_by_role("radio", name="7", exact=True).check(force=True)
    row.get_by_text("What makes it that, and what comes").click()
    row.get_by_label("What makes it that, and not lower?").fill("Toast")
    page.get_by_text("Saved", exact=False).first.wait_for()

    with page.expect_response(lambda response: "draft" in response.url and response.ok):
        row.get_by_label("What would one step up look like?").fill("A story")
        page.wait_for_timeout(3200)
    page.reload()

    expect(row.get_by_role("radio", name="7", exact=True)).to_be_checked()
    expect(row.get_by_label("What makes it that, and not lower?")).to_have_value("Toast")
    expect(block.get_by_label("What is it about?")).to_have_value("How bedtimes are")


def test_dana_reads_her_own_and_amina_s(someone):
    dana = someone("Dana", PHONE)
    page = dana.page
    page.get_by_role("link", name="Where each of us puts it: Rowan").click()
    expect(page.locator(".k-dots__dot")).to_have_count(3)
    dana.check_accessible()

    page.get_by_role("link", name="What each of them said over time").first.click()

    expect(page.locator(".k-own-line")).to_have_count(4)
    expect(page.get_by_text("Grandad waves.")).to_be_visible()
    dana.check_accessible()
