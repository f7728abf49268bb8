"""Steps of a conference as people take them in a browser; the stories about conferences share them."""

from __future__ import annotations

from playwright.sync_api import Page

MONDAY = "2026-03-16"


def open_conference(someone, name: str) -> Page:
    """Rowan's conference, as this person of the demo sees it."""
    page = someone(name).open("/conferences/")
    page.locator("main").get_by_role("link", name="Rowan").click()
    return page


def arrange_for_today(page: Page) -> None:
    page.get_by_role("link", name="Day and place").click()
    page.locator("[name=meets_at_0]").fill(MONDAY)
    page.locator("[name=meets_at_1]").fill("08:00")
    page.get_by_label("Where?").fill("St Mary’s hall")
    page.get_by_role("button", name="Save").click()


def hold(page: Page) -> None:
    page.get_by_role("link", name="Open the page of the day").click()
    page.get_by_role("button", name="Just us: begin").click()
    page.get_by_role("button", name="The family has called everyone back").click()
    page.get_by_role("link", name="Our plan").click()
    page.get_by_role("button", name="It was held").click()


def write_plan(page: Page) -> None:
    page.get_by_role("link", name="Write the family’s plan").first.click()
    page.get_by_label("Our plan, in our own words").fill("Nan’s door is always open.")
    step(page, 0, "Amina goes to Nan when it gets loud", "Joan")
    step(page, 1, "A taxi to Nan’s on Fridays", "Priya")
    page.get_by_label("Who in the family keeps an eye on the plan?").select_option(label="Joan")
    page.get_by_label("Which worker do they talk to?").select_option(label="Priya")
    page.get_by_role("button", name="Save the family’s plan").click()


def step(page: Page, number: int, what: str, who: str) -> None:
    """Fill one row of the plan."""
    page.locator(f"[name=steps-{number}-what]").fill(what)
    page.locator(f"[name=steps-{number}-who]").select_option(label=who)
    page.locator(f"[name=steps-{number}-by_when]").fill("2026-04-03")
