"""What is typed is on the server before the page goes, and what the draft holds is what is saved."""

import pytest
from playwright.sync_api import expect

from tests.browser import journey as steps

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def writing(someone):
    """Priya, who has written one line and what Dana said, and waited until the draft was kept."""
    page = steps.the_family_called(someone("Priya"), "Rowan")
    steps.follow(page, "Add a conversation")
    page.get_by_role("checkbox", name="Dana", exact=True).check(force=True)
    page.get_by_label("In one line").fill("Toast for everyone")
    page.get_by_text("Add what was said, seen, hoped or decided").click()
    page.get_by_label("What is it?").first.select_option("context")
    with page.expect_response(lambda answer: answer.request.method == "PUT" and "sang" in answer.request.post_data):
        page.get_by_label("In words").first.fill("Everyone sang")
    expect(page.locator("[data-draft-state=saved]").first).to_be_visible()
    return page


def test_what_the_draft_has_kept_is_saved(writing):
    steps.press(writing, "Save")

    expect(writing.get_by_role("heading", level=1)).to_have_text("Toast for everyone")
    expect(writing.get_by_text("Everyone sang", exact=True)).to_be_visible()


def test_saving_while_the_server_is_away_loses_nothing(writing):
    writing.route("**/*", lambda route: route.abort())
    writing.get_by_label("In one line").fill("Toast for everyone, and jam")

    writing.get_by_role("button", name="Save").click()

    expect(writing.locator("[data-draft-state=waits]").first).to_be_visible()
    expect(writing.get_by_label("In one line")).to_have_value("Toast for everyone, and jam")

    with writing.expect_navigation():
        writing.unroute("**/*")
    expect(writing.get_by_role("heading", level=1)).to_have_text("Toast for everyone, and jam")


def test_what_is_typed_before_the_script_is_here_is_kept_too(someone):
    page = steps.the_family_called(someone("Priya"), "Rowan")
    on_the_way = []
    page.route("**/draft*.js", lambda route: on_the_way.append(route))  # noqa: PLW0108  (it marks what it is given, and a built-in can’t be marked)
    page.get_by_role("link", name="Add a conversation", exact=True).first.click()
    page.get_by_label("In one line").fill("Typed in a lift")
    assert on_the_way

    with page.expect_response(
        lambda answer: answer.request.method == "PUT" and "in a lift" in answer.request.post_data
    ):
        on_the_way[0].continue_()

    expect(page.locator("[data-draft-state=saved]").first).to_be_visible()


def test_a_form_that_is_only_opened_is_no_draft(someone):
    page = steps.the_family_called(someone("Priya"), "Rowan")
    sent = []
    page.on("request", lambda request: sent.append(request.method))

    steps.follow(page, "Add a conversation")
    page.wait_for_timeout(500)

    assert "GET" in sent
    assert "PUT" not in sent


def test_a_form_that_is_sent_as_it_was_found_is_no_draft(someone):
    page = steps.the_family_called(someone("Priya"), "Rowan")
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto(page.url.rstrip("/") + "/told/new/")

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Nothing you typed is lost.")).to_be_visible()
    assert "PUT" not in sent
    page.get_by_label("Whom?").fill("Ms Hall")
    expect(page.locator("[data-draft-state=saved]").first).to_be_visible()
