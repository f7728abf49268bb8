"""12. Joan's map of September and of March: natural supporters 3→6, natural share 0.43→0.67, with who drew each; Amina's is not merged."""

import pytest

from tests.browser import journey as steps
from tests.chromium import DESK, every

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_what_has_changed_between_two_maps_of_one_drawer(someone):
    page = steps.the_family_called(someone("Priya", DESK), "Rowan")
    steps.follow(page, "Amina")
    steps.follow(page, "Support map")

    joans = page.locator("[data-map]").filter(has_text="As Joan sees it")
    joans.get_by_text("In numbers").click()
    numbers = [row.locator("td, th").all_inner_texts() for row in every(joans.locator("tbody tr"))]

    assert numbers[0] == ["Family, friends and neighbours", "3", "6"]
    assert numbers[2] == ["Natural share: the first of both together", "3 of 7 (0.43)", "6 of 9 (0.67)"]
    assert "Drawn by Joan on Monday 9 March 2026, written down by Priya." in joans.inner_text()
    assert "Biscuit the dog" not in joans.inner_text()


def test_aminas_own_map_stands_apart(someone):
    page = steps.the_family_called(someone("Priya", DESK), "Rowan")
    steps.follow(page, "Amina")
    steps.follow(page, "Support map")

    own = page.locator("[data-map]").filter(has_text="As Amina sees it")

    assert "Biscuit the dog" in own.inner_text()
    assert "What has changed since" not in own.inner_text()
