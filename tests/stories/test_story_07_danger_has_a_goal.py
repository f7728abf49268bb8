"""7. Danger has a goal: a map with a danger that lacks its goal or its scale is not complete; what Dana disputes stands in one block."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import journey as steps
from tests.chromium import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORRY = "That Sid drives the children home when he has been drinking."
HERS = "He had one can at the barbecue, and I drove."
GOAL = "Whoever has had a drink does not drive, and the children know whom to ring."


def begin(priya):
    """A new map about Amina, made with Dana."""
    page = steps.the_family_called(priya, "Rowan")
    steps.follow(page, "Safety maps")
    steps.follow(page, "Begin a safety map")
    page.get_by_role("group", name="Who is it about?").get_by_role("checkbox", name="Amina").check(force=True)
    page.get_by_role("group", name="Who in the family makes it with you?").get_by_role("checkbox", name="Dana").check(
        force=True
    )
    priya.check_accessible()
    steps.press(page, "Begin it")
    return page


def write_a_danger(priya):
    page = priya.page
    steps.follow(page, "Write what people are worried could happen")
    page.get_by_label("Who is worried?").fill("Uma and Priya")
    page.get_by_label("What are they worried could happen?").fill(WORRY)
    page.get_by_label("What would that do to the child?").fill(
        "They could be hurt, and would be frightened of the car."
    )
    page.get_by_label("What if nothing changes?").fill("One evening it goes wrong.")
    priya.check_accessible()
    steps.press(page, "Write it on the map")


def block(page):
    return page.locator("[data-danger]").filter(has_text=WORRY)


def test_a_danger_has_a_goal_and_a_scale_before_the_map_is_complete(someone):
    priya = someone("Priya", DESK)
    page = begin(priya)
    write_a_danger(priya)

    steps.press(page, "It is complete")
    expect(page.get_by_role("main")).to_contain_text("Number 1 (Uma and Priya) has no safety goal yet")
    expect(page.get_by_text("Being made since")).to_be_visible()

    page.get_by_role("link", name="Say how it will be").click()
    page.get_by_label("How will it be when no one is worried?").fill(GOAL)
    page.get_by_label("What will the parents be seen doing?").fill("The keys hang by the door when anyone drinks.")
    page.get_by_label("What will it be like for the child?").fill("I can say no and ring Grandad.")
    priya.check_accessible()
    steps.press(page, "Write it on the map")

    steps.press(page, "It is complete")
    expect(page.get_by_role("main")).to_contain_text("The safety goal of number 1 (Uma and Priya) has no scale")

    page.get_by_role("link", name="Choose its scale").click()
    page.get_by_label("A new scale").check(force=True)
    page.get_by_text("The words of a new scale").click()
    page.get_by_label("What is it about?").fill("Getting home safely")
    page.get_by_label("What is 0, in their words?").fill("Nobody would say no to him")
    page.get_by_label("What is 10, in their words?").fill("The keys stay on the hook")
    priya.check_accessible()
    steps.press(page, "Put it beside the goal")

    steps.press(page, "It is complete")
    expect(page.get_by_text("said on 16 March 2026 that it is complete")).to_be_visible()
    assert not re.search(r"average|score|amber", page.locator("main").inner_text(), re.IGNORECASE)
    priya.check_accessible()


def test_what_dana_sees_differently_stands_in_the_same_block(someone):
    priya = someone("Priya", DESK)
    page = begin(priya)
    write_a_danger(priya)
    where = page.url

    dana = someone("Dana", PHONE)
    steps.follow(dana.page, "Safety maps of Rowan")
    dana.check_accessible()
    dana.page.get_by_role("link", name="Safety map of 16 March 2026").click()
    expect(block(dana.page)).to_be_visible()
    dana.check_accessible()
    dana.page.get_by_role("link", name="We see it differently").click()
    expect(block(dana.page)).to_be_visible()
    dana.page.get_by_label("How do you see it?").fill(HERS)
    dana.check_accessible()
    steps.press(dana.page, "Say so")
    expect(block(dana.page)).to_contain_text(HERS)

    page.goto(where)
    expect(block(page)).to_contain_text("Dana sees it differently")
    expect(block(page)).to_contain_text(HERS)
    for link in ("Say it in other words", "Say how it will be", "Someone sees it differently"):
        page.goto(where)
        page.get_by_role("link", name=link).click()
        page.wait_for_load_state()
        expect(block(page)).to_contain_text(HERS)
        priya.check_accessible()
    page.goto(where)
    page.emulate_media(media="print")
    expect(block(page)).to_contain_text(HERS)
    expect(page.get_by_role("button", name="It is complete")).to_be_hidden()


def test_dana_adds_in_her_own_words_and_what_she_began_is_there_again(someone):
    page = someone("Dana", PHONE).page
    steps.follow(page, "Safety maps of Rowan")
    page.get_by_role("main").get_by_role("link", name=re.compile("Safety map of")).first.click()
    page.get_by_role("link", name=re.compile("Add something.*What keeps the children safe already")).click()
    page.wait_for_load_state()
    with page.expect_response(lambda response: "draft" in response.url and response.ok):
        page.get_by_label("In your own words").fill("Joan has a key, and Amina has her number.")
    page.reload()

    expect(page.get_by_label("In your own words")).to_have_value("Joan has a key, and Amina has her number.")
    expect(page.get_by_role("radio", name="What keeps the children safe already")).to_be_checked()
    steps.press(page, "Add it")

    said = page.locator(".k-entry--said").filter(has_text="Joan has a key")
    expect(said).to_contain_text("Dana")
    expect(said.get_by_role("button", name="Take it off")).to_be_visible()
