"""A family tree on a phone: it begins where the person is around whom it is drawn."""

import pytest

from tests.browser import journey as steps

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
