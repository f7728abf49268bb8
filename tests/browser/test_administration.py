"""An administrator's pages on a phone and at a desk: accessible, and someone is let in by two as people do it."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.chromium import DESK, PHONE, ZOOMED, Keys, Someone
from tests.processes import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATHS = [
    "/administration/",
    "/administration/colleagues/",
    "/administration/colleagues/invite/",
    "/administration/teams/",
    "/administration/teams/add/",
    "/administration/places/",
    "/administration/agencies/add/",
    "/administration/systems/",
    "/administration/systems/add/",
    "/administration/what-changed/",
    "/administration/what-changed/?of=systems",
    "/administration/what-changed/?of=work-account",
    "/accounts/roles/",
    "/accounts/organisation/",
    "/accounts/signing-in/",
    "/accounts/signing-in/work-account/",
    "/access-log/",
]


def test_the_pages_of_an_administrator(someone):
    alex = someone("Alex", also=[DESK])

    for path in PATHS:
        alex.open(path)
        alex.check_accessible()


def test_a_colleague_and_the_end_of_their_account(someone):
    alex = someone("Alex", also=[DESK])
    page = alex.open("/administration/colleagues/")
    page.get_by_label("Name or e-mail").fill("riy")
    page.get_by_role("button", name="Find a colleague").click()
    page.get_by_role("link", name="Priya").click()
    alex.check_accessible()

    page.get_by_role("link", name="End this account").click()
    page.get_by_role("button", name="End this account").click()  # without a reason
    alex.check_accessible()
    page.get_by_label("Why?").fill("She moved to York.")
    page.get_by_role("button", name="End this account").click()

    expect(page.get_by_text("Families still to hand over")).to_be_visible()
    alex.check_accessible()


def test_two_let_a_colleague_in(someone, chromium):
    page = someone("Alex", also=[DESK]).open("/administration/colleagues/invite/")
    page.get_by_label("What are they called?").fill("Kit Moss")
    page.get_by_label("E-mail at work").fill("kit@larkfield.test")
    page.get_by_label("What is their job called?").fill("Social worker")
    page.get_by_label("Social worker", exact=True).check()
    page.get_by_role("button", name="Save").click()

    noor = someone("Noor", also=[DESK])
    noor.page.get_by_role("link", name="Let someone in: Kit Moss").click()
    noor.check_accessible()
    noor.page.get_by_role("button", name="Agree").click()
    wait_until(lambda: mail.outbox)

    kit = Someone(chromium, noor.address, also=[DESK])
    kit.open(re.search(r"http://[^/]+(\S+)", mail.outbox[0].body)[1])
    kit.check_accessible()
    kit.page.get_by_label("Choose a password").fill("seven grey umbrellas")
    kit.page.get_by_label("The same password again").fill("seven grey umbrellas")
    kit.page.get_by_role("button", name="Begin").click()
    kit.page.wait_for_url(re.compile("today"))
    kit.check_accessible()
    kit.context.close()


def test_what_changed_here_is_read_at_400_per_cent(someone):
    alex = someone("Alex", ZOOMED)
    page = alex.open("/administration/what-changed/")
    alex.check_accessible()

    cut = page.locator(".k-changes dd").evaluate_all("all => all.map(it => it.scrollWidth > it.clientWidth)")

    assert cut
    assert not any(cut)


def test_what_changed_here_by_keyboard_only(someone):
    page = someone("Alex").open("/administration/")
    keys = Keys(page)

    keys.to("What changed here").press("Enter")
    page.wait_for_url("**/what-changed/")
    keys.to("Bodies beside us").press("Enter")
    page.wait_for_url("**/what-changed/?of=bodies")

    expect(page.get_by_text("Larkfield Primary School")).to_be_visible()


def test_who_looked_breaks_between_its_words_and_not_inside_them(someone):
    someone("Dana").open("/our-page/")
    page = someone("Alex", PHONE).open("/access-log/")
    parts = page.locator("summary .k-whole", has_text=re.compile("member|time|once"))

    heights = parts.evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight))"
    )

    assert heights
    assert max(heights) < 1.5
