"""35. What has to be in the plan is what must be so: a line that says what someone must do prompts to say it anew."""

import pytest
from playwright.sync_api import expect

from tests.stories.conference_pages import its_conference

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(someone):
    page = its_conference(someone("Ngozi"))
    page.get_by_role("link", name="What the family reads before", exact=True).click()
    return page


def test_a_solution_is_asked_about_and_nothing_is_lost(page):
    lines = page.get_by_label("What has to be in the plan for everyone to be safe?")
    lines.fill("Dana must attend a parenting course.")
    page.get_by_label("What is known and going well?").fill("Joan cooks on Sundays.")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("seems to say what someone must do").first).to_be_visible()
    expect(page.get_by_label("What is known and going well?")).to_have_value("Joan cooks on Sundays.")

    lines.fill("Each child has a calm grown-up with them at bedtime.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Each child has a calm grown-up with them at bedtime.")).to_be_visible()
