"""The way to Rowan's conference, and its steps, as people take them by the pages."""

import re

from tests.chromium import every


def to_rowan(staff):
    staff.open("/families/").get_by_role("link", name=re.compile("Rowan")).first.click()
    staff.page.get_by_role("heading", level=1, name=re.compile("Rowan")).wait_for()
    return staff.page


def its_conference(staff):
    """The page of the conference that the demo prepares."""
    page = to_rowan(staff)
    page.get_by_role("link", name=re.compile("^(Offer a family meeting|Family meetings)$")).click()
    page.get_by_role("list", name="Conferences").get_by_role("link").first.click()
    page.get_by_role("heading", level=2, name="Who was offered it").wait_for()
    return page


def arrange(ngozi):
    """Day and place: this morning, so that it can be held today."""
    page = its_conference(ngozi)
    page.get_by_role("link", name="Day and place").click()
    page.get_by_label("Day", exact=True).fill("2026-03-16")
    page.get_by_label("Time", exact=True).fill("08:00")
    page.get_by_label("Where?").fill("Mill Lane hall")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Open the page of the day").click()
    return page


def hold(page):
    """From the page of the day: the family had time of its own, and everyone came."""
    page.get_by_role("link", name="Our plan").click()
    page.get_by_label("The family was offered time on their own").check(force=True)
    all_came(page)
    page.get_by_role("button", name="It was held").click()
    page.get_by_text("Written down. Next is the family’s plan.").wait_for()


def all_came(page):
    for one in every(page.get_by_role("main").get_by_role("combobox")):
        one.select_option(value="yes")


def write_plan(page):
    page.get_by_role("link", name="Write the family’s plan").click()
    page.get_by_label("Our plan, in our own words").fill("Nanny Jo has the children every other Saturday.")
    step = page.locator("[data-row]").first
    step.get_by_label("What?").fill("Have the children on Saturday")
    step.get_by_label("Who?").select_option(label="Joan")
    step.get_by_label("By when?").fill("2026-03-28")
    page.get_by_label("Who in the family keeps an eye on the plan?").select_option(label="Joan")
    page.get_by_label("Which worker do they talk to?").select_option(label="Priya")
    page.get_by_role("button", name="Save the family’s plan").click()
    page.get_by_text("The plan is written down and shared with the family.").wait_for()


def errors(page):
    """What the page says needs another look; a field's name stands before its own."""
    page.get_by_role("alert").wait_for()
    return [said.split(" – ")[-1] for said in page.get_by_role("alert").get_by_role("listitem").all_inner_texts()]


def refused(page, button):
    """Press a button, and the status that comes back."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.get_by_role("button", name=button, exact=True).click()
    return answer.value.status
