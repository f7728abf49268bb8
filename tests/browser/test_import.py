"""A file of people, brought into a family and taken back, on a phone and at a desk."""

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FILE = "No,Name,DOB,Mother\n1,Zelda Vale,1985,\n2,Wyn Vale,27/03/2015,1\n3,Bad,27/03/15,\n"
TWICE = "Name,DOB\nZelda Vale,04/05/1985\nzelda vale,04/05/1985\n"
FOCUS = "() => (document.activeElement.labels?.[0] || document.activeElement).textContent.replace(/\\s+/g, ' ').trim()"


def test_a_file_is_brought_in_and_taken_back(someone):
    priya = someone("Priya", also=[DESK])
    page = priya.open("/families/")
    page.get_by_role("link", name="Rowan").first.click()
    page.goto(f"{page.url}bring-in/")
    priya.check_accessible()
    file = {"name": "vale.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    page.get_by_label("Which file?").set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    priya.check_accessible()
    page.get_by_label("Where the file doesn’t say on what basis").select_option("birth")
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("What would be written down")
    expect(page.get_by_text("parent by birth: Zelda Vale")).to_be_visible()
    priya.check_accessible()
    page.get_by_label("How do we know?").select_option("told_us")
    page.get_by_label("How sure is it?").select_option("believed")
    page.get_by_label("Where the file doesn’t say what").select_option("relative")
    page.get_by_role("button", name="Bring them in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("It is brought in")
    priya.check_accessible()
    page.locator("summary", has_text="Undo all of it").click()
    page.get_by_role("button", name="Undo all of it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("It is taken back")
    priya.check_accessible()


def reach(page, name):
    """By the Tab key alone."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS).startswith(name):
            return
    pytest.fail(f"The Tab key does not lead to “{name}”.")


def enter(page, name):
    reach(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page, name, answer):
    reach(page, name)
    page.keyboard.type(answer)


def test_a_file_is_brought_in_and_taken_back_by_keyboard_alone(someone):
    page = someone("Priya", DESK).open("/families/")
    page.on(
        "filechooser", lambda chooser: None
    )  # listened for from now on: asked for at the key alone, it may come too early
    enter(page, "Rowan")
    enter(page, "People")
    enter(page, "Bring in a file")
    reach(page, "as CSV")
    with page.expect_download() as template:
        page.keyboard.press("Enter")
    assert template.value.suggested_filename == "people.csv"
    reach(page, "Which file?")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files({"name": "vale.csv", "mimeType": "text/csv", "buffer": TWICE.encode()})
    enter(page, "Read it")
    enter(page, "Go on")
    expect(page.get_by_text("Row 2 and row 3 may be the same person")).to_be_visible()

    choose(page, "Who is zelda vale?", "The same")
    choose(page, "How do we know?", "They")
    choose(page, "How sure is it?", "Bel")
    choose(page, "Where the file", "Rel")
    enter(page, "Bring them in")
    expect(page.get_by_role("heading", level=1)).to_have_text("It is brought in")
    expect(page.get_by_text("People who are new").locator("xpath=following::dd[1]")).to_have_text("1")

    reach(page, "Undo all of it")
    page.keyboard.press("Enter")
    enter(page, "Undo all of it")
    expect(page.get_by_role("heading", level=1)).to_have_text("It is taken back")
