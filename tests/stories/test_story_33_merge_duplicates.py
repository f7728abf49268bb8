"""33. Merging duplicates and unmerging restores both; the API answers `merged_into`."""

import re

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK
from tests.stories.other_system import mosaic_bridge

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def to_joan(priya):
    page = priya.open("/families/")
    page.get_by_role("link", name=re.compile("Rowan")).first.click()
    page.get_by_role("link", name=re.compile("Joan")).first.click()
    page.get_by_role("heading", level=1, name="Joan").wait_for()
    return page


def joan_again(mosaic):
    """The other system sends her once more, as its file calls her."""
    told = mosaic.post(
        "people/",
        family=mosaic.named("families", "Rowan"),
        role="relative",
        known_as="Joanne Rowan",
        also_known_as=["Nan Joan"],
        date_of_birth="1961-01-17",
    )
    return str(told.raise_for_status().json()["id"])


def whom_it_knows(mosaic):
    return {one["id"]: one for one in mosaic.get("people/?page_size=100")["results"]}


def find_that_they_are_one(priya):
    """From Joan's page to both side by side; what Priya sees there before she says so."""
    page = to_joan(priya)
    page.goto(f"{page.url.rstrip('/')}/facts/")
    page.get_by_role("link", name="Written down twice?").click()
    priya.check_accessible()
    page.get_by_role("listitem").filter(has_text="Joanne Rowan").get_by_role(
        "link", name=re.compile("Look at both")
    ).click()
    priya.check_accessible()
    shown = page.get_by_role("main").inner_text()
    page.get_by_label("How do you know that they are one person?").fill("She showed me both letters")
    page.get_by_role("button", name="They are one person").click()
    page.get_by_role("heading", level=1, name="Joan").wait_for()
    return shown


@pytest.mark.parametrize("size", [None, DESK])
def test_two_are_one_and_two_again(someone, live_server, size):
    priya = someone("Priya", size) if size else someone("Priya")
    with mosaic_bridge(live_server.url) as mosaic:
        joan = mosaic.person("Joan")
        again = joan_again(mosaic)
        before = whom_it_knows(mosaic)

        shown = find_that_they_are_one(priya)

        assert "Joan, who is kept" in shown
        assert "Joanne Rowan, who is the same" in shown
        assert "What is written twice" in shown  # both are in the family
        assert mosaic.get(f"people/{again}/") == {"id": again, "merged_into": joan}
        assert again not in whom_it_knows(mosaic)
        assert [one["id"] for one in mosaic.post("people/search/", name="Nan Joan").json()["results"]] == [joan]
        page = priya.open(f"/people/{again}/")
        assert page.url.endswith(f"/people/{joan}/")

        page = priya.open("/merges/")
        priya.check_accessible()
        page.get_by_role("link", name=re.compile("Undo")).click()
        priya.check_accessible()
        page.get_by_role("button", name="They are two people").click()
        page.get_by_text("They are two people again").wait_for()

        counted = {"row_version", "updated_at"}
        assert {pk: {**one, **dict.fromkeys(counted)} for pk, one in whom_it_knows(mosaic).items()} == {
            pk: {**one, **dict.fromkeys(counted)} for pk, one in before.items()
        }


def test_that_they_are_two_is_remembered(someone, live_server):
    priya = someone("Priya")
    with mosaic_bridge(live_server.url) as mosaic:
        joan_again(mosaic)
    page = to_joan(priya)
    page.goto(f"{page.url.rstrip('/')}/same-as/")

    page.get_by_role("button", name=re.compile("They are two people")).click()

    page.get_by_text("Nobody is asked again").wait_for()
    expect(page.get_by_role("link", name=re.compile("Look at both"))).to_have_count(0)


def test_adding_someone_asks_whether_it_is_one_of_those_who_are_there(someone):
    priya = someone("Priya")
    page = to_joan(priya)
    page.go_back()
    family = page.url.rstrip("/")
    page.goto(f"{family}/people/add/")
    page.get_by_label("Known as").first.fill("Jone")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Is it one of these?").first).to_be_visible()
    expect(page.get_by_label("Known as").first).to_have_value("Jone")
    priya.check_accessible()
