"""1. Given Priya on a 390-px screen, when she picks Dana and Amina, types one line and saves, then 4 taps were enough."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def write_note(priya, line):
    page = priya.page
    page.get_by_role("link", name="New conversation with Rowan").click()
    page.get_by_role("checkbox", name="Dana", exact=True).check(force=True)
    page.get_by_role("checkbox", name="Amina", exact=True).check(force=True)
    page.get_by_label("In one line").fill(line)
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()


def test_four_taps_and_one_line_are_enough(someone):
    priya = someone("Priya")

    write_note(priya, "Toast for everyone this morning")

    expect(priya.page.get_by_role("heading", level=1)).to_have_text("Toast for everyone this morning")
    expect(priya.page.get_by_role("status")).to_have_text("Conversation saved.")
    priya.check_accessible()


def test_dana_sees_it_by_default(someone):
    write_note(someone("Priya"), "Toast for everyone this morning")

    dana = someone("Dana")

    expect(dana.page.get_by_role("link", name="Toast for everyone this morning")).to_be_visible()


def test_only_who_and_a_headline_are_required(someone):
    priya = someone("Priya")
    priya.page.get_by_role("link", name="New conversation with Rowan").click()

    priya.page.get_by_role("button", name="Save").click()

    summary = priya.page.get_by_role("alert")
    expect(summary.get_by_role("listitem")).to_have_text(
        [
            "Who was there? – Pick at least one person who was there.",
            "In one line, what was it about? – Say in one line what it was about.",
        ]
    )


def test_a_draft_is_kept_from_the_first_keystroke(someone):
    priya = someone("Priya")
    priya.page.get_by_role("link", name="New conversation with Rowan").click()
    priya.page.get_by_role("checkbox", name="Dana", exact=True).check(force=True)
    priya.page.get_by_label("In one line").press_sequentially("Half a line")
    priya.page.get_by_text("Saved", exact=False).first.wait_for()

    with priya.page.expect_response(lambda response: "draft" in response.url and response.ok):
        priya.page.get_by_label("In one line").press_sequentially(" more")
        priya.page.wait_for_timeout(3200)
    priya.page.goto(f"{priya.address}/today/")
    priya.page.get_by_role("link", name="Conversation with Rowan", exact=True).click()

    expect(priya.page.get_by_label("In one line")).to_have_value("Half a line more")
    expect(priya.page.get_by_role("checkbox", name="Dana", exact=True)).to_be_checked()


def test_questions_to_ask_stand_beside_the_box_and_put_nothing_into_it(someone):
    priya = someone("Priya")
    page = priya.page
    page.get_by_role("link", name="New conversation with Rowan").click()

    page.get_by_text("Questions to ask", exact=True).click()
    page.get_by_text("With a child", exact=True).click()
    page.get_by_text("If you had a wand").click()

    expect(page.get_by_label("What did you talk about?")).to_have_value("")
    priya.check_accessible()
