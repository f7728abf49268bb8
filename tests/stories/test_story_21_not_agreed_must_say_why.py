"""21. A plan is not agreed only with the reason and when the family was told; they read it, and can change their plan."""

import pytest
from playwright.sync_api import expect

from tests.stories.conference_pages import arrange, errors, hold, refused, write_plan

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REASON = "Joan is away until April, so nobody would be there on the first two Saturdays."
SAVE = "Save the answer"


@pytest.fixture
def sarah(someone):
    """At the page on which the plan that the family made today is not agreed."""
    page = arrange(someone("Ngozi"))
    hold(page)
    write_plan(page)
    sarah = someone("Sarah")
    sarah.page.goto(page.url)
    sarah.page.get_by_role("link", name="It can’t be agreed as it is").click()
    return sarah


def tell(page):
    page.get_by_label("Day", exact=True).fill("2026-03-16")
    page.get_by_label("Time", exact=True).fill("08:45")


def test_it_is_refused_without_the_reason_or_the_time(sarah):
    page = sarah.page
    reason, day = page.get_by_label("Why can it not be agreed?"), page.get_by_label("Day", exact=True)
    sarah.check_accessible()

    tell(page)
    assert (refused(page, SAVE), errors(page)) == (422, ["Write why, in words the family can use."])
    assert (day.input_value(), page.get_by_label("Time", exact=True).input_value()) == ("2026-03-16", "08:45")
    sarah.check_accessible()

    day.fill("")
    page.get_by_label("Time", exact=True).fill("")
    reason.fill(REASON)
    assert (refused(page, SAVE), errors(page)) == (422, ["Say when you told the family."])
    expect(reason).to_have_value(REASON)
    sarah.check_accessible()


def test_the_family_reads_why_and_can_change_the_plan(sarah, someone):
    tell(sarah.page)
    sarah.page.get_by_label("Why can it not be agreed?").fill(REASON)
    sarah.page.get_by_role("button", name=SAVE).click()
    sarah.page.get_by_text("Written down. The family reads why, and can change the plan.").wait_for()
    sarah.check_accessible()

    dana = someone("Dana")
    dana.page.goto(sarah.page.url)

    expect(dana.page.get_by_text(REASON)).to_be_visible()
    dana.check_accessible()
    dana.page.get_by_role("link", name="Change our plan").click()
    assert dana.page.get_by_label("Our plan, in our own words").input_value().startswith("Nanny Jo has the children")
    dana.check_accessible()
