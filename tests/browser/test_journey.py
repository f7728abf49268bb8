"""The main job from end to end, by hand: an imported child, their family, a conversation, and a plan on the fridge door."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.browser import journey as steps
from tests.chromium import ZOOMED, Keys

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ONE_CHILD = Path(__file__).with_name("one_child.xml")
KINDS = {
    "Said": {"Who said": "Carla"},
    "A child’s view": {"Who said": "Leon", "How did": "by drawing"},
    "Seen": {},
    "Told to us": {"Who told": "His class teacher"},
    "My view": {"Because": "School says the same."},
    "Strength": {"Who said": "Carla"},
    "Worry": {},
    "Hope": {"Who said": "Leon"},
    "What’s going on around": {},
    "Next step": {},
    "Decision": {},
}
LEONS_PEOPLE = {
    "Carla": "mother",
    "Dean": "father",
    "Grace": "foster carer",
    "Maisie": "half-sister",
    "Nan Rose": "maternal grandmother",
    "Kev": "sister’s father",
}
CARLAS_PEOPLE = {
    "Dean": "partner (separated)",
    "Grace": "child’s foster carer",
    "Kev": "daughter’s father",
    "Leon": "child",
    "Maisie": "daughter",
    "Nan Rose": "mother",
}
STEPS = [
    ("Have Leon on Friday nights", "Nan Rose", "2026-03-27"),
    ("Take Leon to football", "Dean", "2026-03-28"),
    ("Be home by six", "Carla", "2026-04-10"),
]


@pytest.fixture
def imported(demo):
    call_command("import_census", str(ONE_CHILD))
    call_command("import_census", str(ONE_CHILD), "--commit")


def test_from_an_imported_child_to_the_plan_on_the_fridge_door(imported, someone):
    ines = someone("Ines")
    steps.take_in(ines)
    steps.ask_in(ines, "Priya")

    priya = someone("Priya")
    steps.draw_the_family(priya)
    assert steps.their_people(steps.person(priya, "Carla")) == CARLAS_PEOPLE
    assert steps.their_people(steps.person(priya, "Leon")) == LEONS_PEOPLE
    drawn_for(priya)

    steps.log_a_conversation(priya, KINDS)
    assert steps.heading(priya.page) == steps.ABOUT
    expect(priya.page.locator(".k-entry")).to_have_count(len(KINDS))

    sarah, ngozi = someone("Sarah"), someone("Ngozi")
    steps.offer_a_meeting(priya)
    steps.accept_it(sarah)
    steps.prepare_and_hold(ngozi, on="2026-03-16")
    steps.write_the_plan(ngozi, STEPS)
    steps.agree_it(sarah, look_back="2026-06-08")
    printed_on_one_page(sarah)


def drawn_for(priya):
    """The tree shows everyone, the foster carer too, and can be read as a list."""
    page = steps.the_family(priya)
    steps.follow(page, "Family tree")
    assert {*LEONS_PEOPLE, "Leon"} <= set(page.locator("svg text").all_text_contents())
    page.get_by_text("Read this as a list").click()
    expect(page.get_by_text("foster", exact=False).last).to_be_visible()


def printed_on_one_page(sarah):
    """One page of A4, every word of it at least 12 points high."""
    page = sarah.page
    steps.follow(page, "For the fridge door")
    page.emulate_media(media="print")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    sizes = page.evaluate(
        """[...document.querySelectorAll('.k-plan, .k-plan *')].filter(it => it.innerText?.trim())
        .map(it => parseFloat(getComputedStyle(it).fontSize) * 0.75)"""
    )
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) == 1
    assert min(sizes) >= 12
    expect(page.locator(".k-plan")).to_contain_text("talks to Priya")


def test_a_quick_note_without_javascript(someone):
    priya = someone("Priya", java_script_enabled=False)
    page = priya.page
    steps.follow(page, "New conversation with Rowan")
    page.get_by_role("checkbox", name="Amina", exact=True).check()
    page.get_by_label("In one line, what was it about?").fill("Shoes")
    page.get_by_text("Add what was said, seen, hoped or decided").click()
    steps.entry(page, 0, "Said", "They pinch.", **{"Who said": "Amina"})
    steps.press(page, "Save")

    assert (steps.heading(page), page.locator(".k-entry blockquote").inner_text()) == ("Shoes", "They pinch.")


def test_a_quick_note_by_keyboard_only(someone):
    priya = someone("Priya")
    keys = Keys(priya.page)

    keys.to("New conversation with Rowan").press("Enter")
    priya.page.wait_for_url("**/conversations/new/")
    keys.to("Amina").press("Space")
    keys.to("In one line, what was it about?").type("Shoes")
    keys.to("Add what was said, seen, hoped or decided").press("Enter")
    keys.to("In words").type("They pinch.")
    keys.to("Who said it, or whom is it about?").type("Amina")
    keys.to("Save").press("Enter")
    priya.page.wait_for_url(re.compile(r"/conversations/[0-9a-f-]+/$"))

    assert steps.heading(priya.page) == "Shoes"


def test_nothing_is_lost_at_400_per_cent(someone):
    page = someone("Priya", ZOOMED).page
    steps.follow(page, "Rowan")
    for name in ("People", "Family tree", "Conversations", "Conferences and plans", "Link-up", "Add a conversation"):
        steps.follow(page, name)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (name, wider) == (name, 0)
        page.go_back()
