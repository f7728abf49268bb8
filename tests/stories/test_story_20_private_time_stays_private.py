"""20. Of the family's own time nothing can be written down but that it was offered and when; no worker was in it."""

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

from tests.stories.conference_pages import all_came, arrange, errors, its_conference, refused

pytestmark = [pytest.mark.browser, pytest.mark.slow]

THEIRS = "The family’s own time is theirs: of those who work with them, only an advocate or an interpreter."
NOT_OFFERED = "A conference is held once the family was offered time on their own."
DESCRIPTION = Path(__file__).parents[2] / "api" / "openapi.yaml"
CONTROLS = "main input, main textarea, main select, main [contenteditable]"


def kinds_of_fields(page):
    return set(page.locator(CONTROLS).evaluate_all("fields => fields.map(field => field.type || field.tagName)"))


def reached(node, schemas):
    """Every property of a schema and of those that it names."""
    if "$ref" in node:
        node = schemas[node["$ref"].rsplit("/", 1)[1]]
    for name, said in node.get("properties", {}).items():
        yield name, said
        yield from reached(said, schemas)
    for part in [*node.get("oneOf", []), *node.get("allOf", []), *([node["items"]] if "items" in node else [])]:
        yield from reached(part, schemas)


def is_free_text(said):
    kinds = said.get("type", [])
    one = said["items"] if kinds == "array" else said
    return "string" in one.get("type", []) and not {"format", "enum"} & one.keys()


def bodies(description, room):
    """What the endpoints of a room take."""
    for path, methods in description["paths"].items():
        if room in path:
            bodies = (step.get("requestBody", {}).get("content", {}) for step in methods.values())
            yield from (media["schema"] for body in bodies for media in body.values())


def ask_priya(ngozi):
    page = its_conference(ngozi)
    page.get_by_role("link", name="Ask someone", exact=True).click()
    page.get_by_role("combobox", name="Who?").select_option(label="Priya")
    page.get_by_label("As what?").select_option(value="referrer")
    page.get_by_role("button", name="Ask them").click()
    page.get_by_text("They are on the list. Write down their answer when you have talked with them.").wait_for()


def test_no_field_of_the_day_takes_words(someone):
    ngozi = someone("Ngozi")
    page = arrange(ngozi)
    assert kinds_of_fields(page) == {"hidden"}
    ngozi.check_accessible()

    page.get_by_role("button", name="Just us: begin").click()

    page.get_by_text("Nothing is being recorded.").wait_for()
    assert kinds_of_fields(page) == {"hidden"}
    ngozi.check_accessible()
    page.get_by_role("button", name="The family has called everyone back").click()
    page.get_by_role("link", name="Our plan").click()
    assert kinds_of_fields(page) == {"hidden", "date", "time", "checkbox", "select-one"}
    ngozi.check_accessible()


def test_no_endpoint_of_conferences_takes_words():
    description = yaml.safe_load(DESCRIPTION.read_text())
    schemas = description["components"]["schemas"]

    taken = dict(pair for body in bodies(description, "/conferences/") for pair in reached(body, schemas))

    assert {"about", "channel", "response"} <= taken.keys()
    assert [name for name, said in taken.items() if is_free_text(said)] == []


def test_nothing_that_the_api_says_tells_of_private_time():
    schemas = yaml.safe_load(DESCRIPTION.read_text())["components"]["schemas"]

    named = {name for schema in schemas.values() for name, _said in reached(schema, schemas)}

    assert "held_on" in named
    assert {name for name in named if "private" in name or "own_time" in name} == set()


def test_priya_was_not_in_it(someone):
    ngozi = someone("Ngozi")
    ask_priya(ngozi)
    page = arrange(ngozi)
    page.get_by_role("link", name="Our plan").click()
    rows = page.locator(".k-addrow")
    joan, priya = rows.filter(has_text="Joan"), rows.filter(has_text="Priya")
    expect(joan.get_by_role("checkbox")).to_have_count(1)
    expect(priya.get_by_role("checkbox")).to_have_count(0)

    # The page has no such box for her: Joan's is made hers by hand.
    hers = priya.get_by_role("combobox").get_attribute("name").replace("attended", "private")
    joan.get_by_role("checkbox").check(force=True)
    joan.get_by_role("checkbox").evaluate("(box, name) => { box.name = name }", hers)
    page.get_by_label("The family was offered time on their own").check(force=True)
    all_came(page)

    assert (refused(page, "It was held"), errors(page)) == (422, [THEIRS])
    ngozi.check_accessible()
    expect(its_conference(ngozi).get_by_role("link", name="Open the page of the day")).to_be_visible()


def test_it_is_not_held_without_time_of_their_own(someone):
    ngozi = someone("Ngozi")
    page = arrange(ngozi)
    page.get_by_role("link", name="Our plan").click()
    all_came(page)

    assert (refused(page, "It was held"), errors(page)) == (422, [NOT_OFFERED])
    expect(page.get_by_role("combobox", name="Joan")).to_have_value("yes")
    ngozi.check_accessible()
    expect(its_conference(ngozi).get_by_role("link", name="Open the page of the day")).to_be_visible()
