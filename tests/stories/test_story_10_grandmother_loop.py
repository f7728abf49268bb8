"""10. Amina, entered as a birth parent of her grandmother Joan, is refused: by the page with a sentence, by the API with 409."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SENTENCE = "A person can’t be their own ancestor."


def to_joan(priya):
    """Joan's page, found as Priya finds it."""
    page = priya.open("/families/")
    page.get_by_role("link", name=re.compile("Rowan")).first.click()
    page.get_by_role("link", name=re.compile(r"\bAmina\b")).first.click()
    page.get_by_role("heading", level=1, name="Amina").wait_for()
    amina = page.url.rstrip("/").rsplit("/", 1)[1]
    page.get_by_role("link", name=re.compile(r"\bJoan\b")).first.click()
    page.get_by_role("heading", level=1, name="Joan").wait_for()
    return amina


def test_the_page_says_so_and_keeps_what_was_typed(someone):
    priya = someone("Priya")
    to_joan(priya)
    page = priya.page
    page.get_by_role("link", name="Add a parent").click()
    page.get_by_role("radio", name=re.compile(r"\bAmina\b")).check(force=True)
    page.get_by_role("radio", name="By birth").check(force=True)
    page.get_by_role("radio", name="Joan told us: believed").check(force=True)

    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.get_by_role("button", name="Save").click()

    assert answer.value.status == 422
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_text([SENTENCE])
    expect(page.get_by_role("radio", name=re.compile(r"\bAmina\b"))).to_be_checked()
    expect(page.get_by_role("radio", name="By birth")).to_be_checked()
    expect(page.get_by_role("radio", name="Joan told us: believed")).to_be_checked()
    priya.check_accessible()


def test_the_api_says_so_with_its_code(someone):
    priya = someone("Priya")
    amina = to_joan(priya)
    joan = priya.page.url.rstrip("/").rsplit("/", 1)[1]
    token = priya.page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")

    refused = priya.page.request.post(
        f"{priya.address}/api/v1/people/{joan}/parents/",
        data={"parent": amina, "basis": "birth"},
        headers={"X-CSRFToken": token, "Referer": priya.page.url},
    )

    said = refused.json()
    assert (refused.status, said["code"], said["detail"]) == (409, "parentage_acyclic", SENTENCE)
