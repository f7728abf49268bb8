"""21. Not agreed needs why and when the family was told; they read it, and can change their plan."""

import pytest

from tests.stories.conference_steps import MONDAY, arrange_for_today, hold, open_conference, step, write_plan

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WHY = "On Fridays Amina would come home to an empty flat."


@pytest.fixture
def answering(someone):
    """Sarah, about to say that the plan cannot be agreed."""
    coordinator = open_conference(someone, "Ngozi")
    arrange_for_today(coordinator)
    hold(coordinator)
    write_plan(coordinator)
    page = open_conference(someone, "Sarah")
    page.get_by_role("link", name="It can’t be agreed as it is").click()
    return page


def test_without_why_and_when_it_is_refused(answering):
    answering.get_by_role("button", name="Save the answer").click()

    said = answering.get_by_role("alert").inner_text()
    assert "Write why, in words the family can use." in said
    assert "Say when you told the family." in said


def test_the_family_reads_why_and_changes_its_plan(someone, answering):
    answering.get_by_label("Why can it not be agreed?").fill(WHY)
    answering.locator("[name=told_at_0]").fill(MONDAY)
    answering.locator("[name=told_at_1]").fill("08:45")
    answering.get_by_role("button", name="Save the answer").click()
    dana = someone("Dana")
    page = dana.open(answering.url.removeprefix(dana.address))

    assert page.get_by_text(WHY).is_visible()
    dana.check_accessible()
    page.get_by_role("link", name="Change our plan").click()
    step(page, 2, "Dana is home by four on Fridays", "Dana")
    page.get_by_role("button", name="Send our new plan").click()

    assert page.get_by_text("Dana is home by four on Fridays").is_visible()
    assert page.get_by_text("You will hear what they say.").first.is_visible()
