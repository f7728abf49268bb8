"""A sentence of the note is marked as what someone said, saw, was told or thinks, and stays in its place."""

import pytest
from playwright.sync_api import expect

from tests.browser import journey as steps
from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOTE = "We had tea. I like it here. The fridge was full. School says it is quieter. Mornings are hardest."


def begin(priya):
    page = steps.the_family_called(priya, "Rowan")
    steps.follow(page, "Add a conversation")
    page.get_by_role("checkbox", name="Amina", exact=True).check(force=True)
    page.get_by_label("In one line").fill("Tea with Amina")
    page.get_by_label("What did you talk about?").fill(NOTE)
    return page


def mark(page, words, what):
    """Choose the words in the box, and say what they are."""
    box = page.get_by_label("What did you talk about?")
    start = box.input_value().index(words)
    box.evaluate("(box, [a, b]) => { box.focus(); box.setSelectionRange(a, b); }", [start, start + len(words)])
    page.get_by_role("button", name=what, exact=True).click()


def row(page, number):
    return page.locator("[data-rows] [data-row]").nth(number)


def test_four_kinds_stand_in_the_order_of_the_note(someone):
    priya = someone("Priya", also=[DESK])
    page = begin(priya)

    mark(page, "I like it here.", "someone said")
    row(page, 0).get_by_label("Who said it").select_option(label="Amina")
    mark(page, "The fridge was full.", "I saw")
    mark(page, "School says it is quieter.", "someone told me")
    row(page, 2).get_by_label("Who told you?").fill("Ms Hall")
    mark(page, "Mornings are hardest.", "I think")
    row(page, 3).get_by_label("Because").fill("She said so twice")
    priya.check_accessible()
    steps.press(page, "Save")

    labels = page.locator(".k-entry__label b")
    expect(labels).to_have_text(["Said", "Seen by Priya", "Told to us by", "What Priya thinks"])
    expect(page.locator(".k-entry--note")).to_have_text(["We had tea."])
    priya.check_accessible()


def test_by_keyboard_the_sentence_in_which_one_stands_is_marked(someone):
    page = begin(someone("Priya"))
    page.get_by_label("What did you talk about?").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="someone said", exact=True)).to_be_focused()

    page.keyboard.press("Enter")

    expect(row(page, 0).get_by_label("In words")).to_have_value("We had tea.")
    expect(row(page, 0).get_by_label("Who said it")).to_be_focused()
    expect(page.locator("[data-mark-state]")).to_have_text("Marked, and shown below: “We had tea.”, someone said.")


def test_what_is_marked_follows_the_text(someone):
    page = begin(someone("Priya"))
    mark(page, "The fridge was full.", "I saw")
    box = page.get_by_label("What did you talk about?")

    box.press("Control+Home")
    page.keyboard.type("It rained. ")
    box.evaluate("(box) => box.setSelectionRange(box.value.indexOf('full'), box.value.indexOf('full'))")
    page.keyboard.type("half ")

    expect(row(page, 0).get_by_label("In words")).to_have_value("The fridge was half full.")
    steps.press(page, "Save")
    expect(page.locator(".k-entry--seen .k-entry__text")).to_have_text("The fridge was half full.")


def test_a_sentence_is_no_longer_marked_and_stays_in_the_text(someone):
    page = begin(someone("Priya"))
    mark(page, "The fridge was full.", "I saw")

    page.get_by_role("button", name="Not marked any more").click()

    expect(page.get_by_label("What did you talk about?")).to_have_value(NOTE)
    steps.press(page, "Save")
    expect(page.locator(".k-entry")).to_have_text([NOTE])


def test_a_draft_brings_the_marks_back(someone):
    page = begin(someone("Priya"))
    with page.expect_response(lambda answer: answer.request.method == "PUT" and "fridge" in answer.request.post_data):
        mark(page, "The fridge was full.", "I saw")
    expect(page.locator("[data-draft-state=saved]").first).to_be_visible()
    page.wait_for_timeout(3500)

    page.reload()

    expect(row(page, 0).get_by_label("In words")).to_have_value("The fridge was full.")
    expect(page.get_by_role("button", name="Not marked any more")).to_be_attached()


def test_without_javascript_the_rows_are_filled_in_by_hand(someone):
    page = begin(someone("Priya", java_script_enabled=False))
    page.get_by_text("Add what was said, seen, hoped or decided").click()
    row(page, 0).get_by_label("What is it?").select_option("seen")
    row(page, 0).get_by_label("In words").fill("Three bags by the door")

    steps.press(page, "Save")

    expect(page.locator(".k-entry")).to_have_count(2)
    expect(page.locator(".k-entry--note")).to_have_text([NOTE])
