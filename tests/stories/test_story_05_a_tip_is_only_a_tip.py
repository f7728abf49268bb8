"""5. Priya writes that Dana failed to engage: she is offered other words, may stop that for ever, and is never held up."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VIEW = "Dana failed to engage"


def write(priya, words=VIEW):
    page = priya.page
    page.goto(f"{priya.address}/today/")
    page.get_by_role("link", name="New conversation with Rowan").click()
    page.get_by_role("checkbox", name="Dana", exact=True).check(force=True)
    page.get_by_label("In one line").fill("At the door")
    page.get_by_label("What did you talk about?").fill(words)
    return page


def test_other_words_are_offered_beside_the_box(someone):
    priya = someone("Priya")

    page = write(priya)

    expect(page.locator("[data-words-for=note]")).to_contain_text("we haven’t built trust")
    priya.check_accessible()


def test_ignored_it_is_never_said_again(someone):
    priya = someone("Priya")
    page = write(priya)

    page.get_by_role("button", name="Don’t tell me this again").click()
    expect(page.locator("[data-words-for=note] li")).to_have_count(0)
    expect(page.get_by_label("What did you talk about?")).to_have_value(VIEW)

    with page.expect_response(lambda answer: answer.url.endswith("/words/")):
        page.get_by_label("What did you talk about?").fill(f"{VIEW} again")
    expect(page.locator("[data-words-for=note] li")).to_have_count(0)


def test_it_is_saved_as_she_wrote_it(someone):
    page = write(someone("Priya"))
    expect(page.locator("[data-words-for=note] li")).to_have_count(1)

    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()

    expect(page.get_by_text(VIEW, exact=True)).to_be_visible()


def test_without_javascript_a_button_says_it_and_gives_the_form_back_whole(someone):
    page = write(someone("Priya", java_script_enabled=False))

    page.get_by_role("button", name="Look at my words").click()

    expect(page.get_by_text("we haven’t built trust")).to_be_visible()
    expect(page.get_by_label("In one line")).to_have_value("At the door")
    expect(page.get_by_role("checkbox", name="Dana", exact=True)).to_be_checked()
