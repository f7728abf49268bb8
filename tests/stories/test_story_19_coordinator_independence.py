"""19. Priya, who leads, cannot coordinate; Ngozi, who is independent, can, and stays so while the conference is open."""

import pytest

from tests.stories.conference_steps import open_conference
from tests.stories.conftest import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def alongside_form(someone):
    """The form by which Sarah puts someone alongside Rowan."""
    sarah = someone("Sarah", DESK)
    page = sarah.open("/families/")
    page.locator("main").get_by_role("link", name="Rowan").click()
    return sarah.open(page.url.removeprefix(sarah.address) + "alongside/begin/")


def choose_a_coordinator(someone):
    page = open_conference(someone, "Sarah")
    page.get_by_role("link", name="Choose a coordinator").click()
    return page


def test_priya_is_not_offered_and_is_refused_when_sent_all_the_same(someone):
    priyas_id = alongside_form(someone).locator("option", has_text="Priya").get_attribute("value")
    page = choose_a_coordinator(someone)
    assert page.get_by_label("Priya").count() == 0

    page.get_by_label("Ngozi").evaluate("(radio, id) => { radio.value = id; radio.checked = true }", priyas_id)
    page.get_by_role("button", name="Choose them").click()

    assert "a coordinator is independent" in page.get_by_role("alert").inner_text()


def test_ngozi_is_chosen(someone):
    page = choose_a_coordinator(someone)

    page.get_by_label("Ngozi").check(force=True)
    page.get_by_role("button", name="Choose them").click()

    assert page.get_by_text("Coordinator chosen.").is_visible()


def test_ngozi_cannot_become_co_worker_while_it_is_open(someone):
    page = alongside_form(someone)

    page.get_by_label("Who?").select_option(label="Ngozi")
    page.get_by_label("As what?").select_option("co_worker")
    page.locator("main").get_by_role("button").last.click()

    assert "They coordinate an open conference of this family" in page.get_by_role("alert").inner_text()
