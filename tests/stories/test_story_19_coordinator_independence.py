"""19. Who works with Rowan does not coordinate its conference, and who coordinates it does not begin to work with Rowan."""

import re

import pytest
from playwright.sync_api import expect

from tests.stories.conference_pages import errors, its_conference, to_rowan

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOT_INDEPENDENT = (
    "They can’t coordinate this conference: a coordinator is independent, and does not work with the family."
)
STAYS_INDEPENDENT = (
    "They coordinate an open conference of this family, so they can’t work with it too until that has ended."
)


def offer_another(priya):
    """A second conference, about Mia: offered to Dana, who says yes, and asked for. The address of its page."""
    to_rowan(priya).get_by_role("link", name="Offer a family meeting").click()
    page = priya.page
    page.get_by_role("heading", name="Family group conferences").wait_for()
    page.get_by_role("link", name="Offer a family meeting").click()
    page.get_by_role("checkbox", name="Mia", exact=True).check(force=True)
    page.get_by_role("checkbox", name=re.compile(r"^Dana \(")).check(force=True)
    page.get_by_label("About a child or children").check(force=True)
    page.get_by_label("Face to face").check(force=True)
    page.get_by_role("button", name="Write down the offer").click()
    page.get_by_text("Offer written down.").wait_for()
    ask_for(page)
    return page.url


def ask_for(page):
    page.get_by_role("link", name="Ask for the conference").click()
    page.get_by_role("radio", name="Dana", exact=True).check(force=True)
    page.get_by_label("I asked the child, or the person it is about, how they see it").check(force=True)
    page.get_by_label("Why now?").fill("Mia starts nursery, and Dana asked for more hands.")
    page.get_by_role("button", name="Ask for the conference").click()
    page.get_by_text("The conference is asked for.").wait_for()


def accept(sarah, conference):
    sarah.page.goto(conference)
    sarah.page.get_by_role("link", name="Accept it").click()
    sarah.page.get_by_role("button", name="Accept it").click()
    sarah.page.get_by_role("link", name="Choose a coordinator").first.click()
    return sarah.page


def who_is(page, name):
    """The id by which the page of who comes alongside knows a practitioner."""
    return page.get_by_label("Who?").locator("option", has_text=re.compile(rf"^{name}\b")).get_attribute("value")


def alongside(staff, name):
    to_rowan(staff)
    staff.page.goto(f"{staff.page.url}alongside/begin/")
    staff.page.get_by_label("Who?").select_option(value=who_is(staff.page, name))
    staff.page.get_by_label("As what?").select_option(value="co_worker")
    with staff.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        staff.page.get_by_role("button", name="Save").click()
    return answer.value.status


def test_sarah_can_choose_ngozi_but_not_priya(someone):
    priya, sarah = someone("Priya"), someone("Sarah")
    page = accept(sarah, offer_another(priya))
    offered = page.locator("[name=coordinator]")
    expect(page.get_by_role("radio", name=re.compile("Priya"))).to_have_count(0)
    sarah.check_accessible()
    to_rowan(priya)
    priya.page.goto(f"{priya.page.url}alongside/begin/")

    # The page does not offer Priya: her id is put in by hand.
    offered.first.evaluate("(radio, id) => { radio.value = id }", who_is(priya.page, "Priya"))
    offered.first.check(force=True)
    page.get_by_role("button", name="Choose them").click()

    assert errors(page) == [NOT_INDEPENDENT]
    sarah.check_accessible()
    page.get_by_role("radio", name=re.compile("Ngozi")).check(force=True)
    page.get_by_role("button", name="Choose them").click()
    page.get_by_text("Coordinator chosen. They see the conference from now on.").wait_for()


def test_ngozi_does_not_become_co_worker_while_it_is_open(someone):
    priya = someone("Priya")

    status = alongside(priya, "Ngozi")

    assert status == 422
    assert errors(priya.page) == [STAYS_INDEPENDENT]
    expect(priya.page.get_by_label("As what?")).to_have_value("co_worker")
    priya.check_accessible()


def test_ngozi_may_become_co_worker_once_it_has_ended(someone):
    priya = someone("Priya")
    its_conference(priya)
    priya.page.get_by_role("link", name="It is not going ahead").click()
    priya.page.get_by_label("The family would rather not").check(force=True)
    priya.page.get_by_role("button", name="It is not going ahead").click()

    alongside(priya, "Ngozi")

    expect(priya.page.get_by_text("Ngozi is alongside the family.")).to_be_visible()
