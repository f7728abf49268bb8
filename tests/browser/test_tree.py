"""A family tree on a phone: it begins where the person is around whom it is drawn."""

import pytest
from playwright.sync_api import expect

from tests.browser import journey as steps
from tests.chromium import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CENTRE = "#family-tree-centre"
IN_SIGHT = """it => {
  const box = it.getBoundingClientRect(), frame = it.closest('.k-scroll').getBoundingClientRect();
  return frame.left <= box.left && box.right <= frame.right;
}"""


@pytest.mark.parametrize("has_scripts", [True, False])
def test_it_begins_at_the_person_in_focus(someone, has_scripts):
    priya = someone("Priya", java_script_enabled=has_scripts)
    page = steps.the_family_called(priya, "Rowan")
    steps.follow(page, "Family tree")
    if not has_scripts:
        page.get_by_role("link", name="Go to Amina in the picture").click()

    assert page.locator(CENTRE).evaluate(IN_SIGHT)


def test_it_says_that_more_lies_outside_the_screen_where_it_does(someone):
    priya = someone("Priya", PHONE)
    page = steps.the_family_called(priya, "Rowan")
    steps.follow(page, "Family tree")
    words = page.get_by_text("There is more of it than the screen shows")
    expect(words).to_be_visible()

    page.set_viewport_size({**DESK, "width": 2000})

    expect(words).to_be_hidden()
