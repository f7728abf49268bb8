"""20. What the family says on its own has nowhere to go; Priya cannot be marked there; without it nothing was held."""

import pytest

from tests.stories.conference_steps import arrange_for_today, open_conference

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def arranged(someone):
    page = open_conference(someone, "Ngozi")
    arrange_for_today(page)
    return page


def test_just_us_is_a_clock_and_nothing_to_write_in(arranged):
    arranged.get_by_role("link", name="Open the page of the day").click()
    arranged.get_by_role("button", name="Just us: begin").click()

    assert arranged.get_by_text("Nothing is being recorded.").is_visible()
    assert arranged.locator("main").locator("input:not([type=hidden]), textarea, select").count() == 0


def test_a_worker_has_no_place_in_private_time(arranged):
    arranged.get_by_role("link", name="Who is asked").click()
    arranged.get_by_label("Who?").select_option(label="Priya")
    arranged.get_by_label("As what?").select_option("information_giver")
    arranged.get_by_role("button", name="Ask them").click()
    arranged.goto(arranged.url.replace("people/", "held/"))

    assert arranged.get_by_label("Priya").count() == 1
    own_time = arranged.get_by_label("was there in the family’s own time")
    assert own_time.count() == arranged.locator("select[name^=attended_]").count() - 1


def test_it_was_not_held_unless_the_family_was_offered_its_own_time(arranged):
    arranged.get_by_role("link", name="Open the page of the day").click()
    arranged.get_by_role("link", name="Our plan").click()

    arranged.get_by_role("button", name="It was held").click()

    assert "once the family was offered time on their own" in arranged.get_by_role("alert").inner_text()
