"""Another e-mail address to sign in by, from asking for it to using the link: on a phone, at a desk, zoomed in, and without a mouse."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from playwright.sync_api import expect

from accounts.models import User
from config.demo.staff import PASSWORD
from database.asker import acting_as
from tests.chromium import DESK, ZOOMED, Keys
from tests.conftest import FROZEN
from tests.factories import UserFactory
from tests.processes import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGE = "/accounts/address/"
LONG = "priya.shah.of.the.northern.team@larkfield-children-and-families.council.example"


@pytest.fixture
def link_to(someone):
    """Priya asks for an address by her pages; the path of the link that goes there."""

    def asked(priya, email):
        page = priya.open(PAGE)
        page.get_by_label("New e-mail address").fill(email)
        page.get_by_role("button", name="Send the link").click()
        page.wait_for_load_state()
        if "reauthenticate" in page.url:
            priya.check_accessible()
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Go on").click()
        page.wait_for_load_state()
        return sent_to(email)

    return asked


def sent_to(email):
    wait_until(lambda: any(one.to == [email] for one in mail.outbox))
    (message,) = (one for one in mail.outbox if one.to == [email])
    return re.search(r"https?://[^/]+(/accounts/address/confirm/\S+)", message.body)[1]


def heading(page):
    return page.get_by_role("heading", level=1)


def test_from_asking_to_using_it_once(someone, link_to):
    priya = someone("Priya", also=[DESK, ZOOMED])
    page = priya.open(PAGE)
    priya.check_accessible()

    link = link_to(priya, LONG)
    expect(page.get_by_role("heading", name="Waiting for you to use the link")).to_be_visible()
    priya.check_accessible()

    priya.open(link)
    priya.check_accessible()
    page.get_by_role("button", name="Use this address").click()
    expect(page.get_by_text("You sign in by the new address from now on.")).to_be_visible()
    expect(page.locator(".k-lede strong")).to_have_text(LONG)
    priya.check_accessible()

    priya.open(link)
    expect(heading(page)).to_have_text("This link doesn’t work")
    priya.check_accessible()


def test_what_is_no_address_is_said_beside_it(someone):
    priya = someone("Priya", also=[DESK, ZOOMED])
    page = priya.open(PAGE)
    page.get_by_label("New e-mail address").fill("priya at larkfield")
    page.get_by_role("button", name="Send the link").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_label("New e-mail address")).to_have_value("priya at larkfield")
    priya.check_accessible()


def test_a_link_that_is_too_old_says_so(someone, link_to, monkeypatch):
    priya = someone("Priya", also=[DESK, ZOOMED])
    link = link_to(priya, LONG)
    monkeypatch.setattr("database.clock.now", lambda: FROZEN + timedelta(hours=25))

    page = priya.open(link)

    expect(heading(page)).to_have_text("This link doesn’t work")
    expect(page.get_by_text("is older than a day")).to_be_visible()
    priya.check_accessible()


def test_an_address_that_became_another_s_meanwhile(someone, link_to):
    priya = someone("Priya", also=[DESK, ZOOMED])
    page = priya.open(link_to(priya, LONG))
    kith = User.objects.get(kind=User.Kind.SYSTEM)
    with acting_as(kith.asker), transaction.atomic():
        UserFactory(organisation=kith.organisation, email=LONG)

    page.get_by_role("button", name="Use this address").click()

    expect(page.get_by_text("This address can’t be used to sign in here.")).to_be_visible()
    priya.check_accessible()


def test_a_family_member_reads_whom_to_ask(someone):
    dana = someone("Dana", also=[DESK, ZOOMED])

    page = dana.open(PAGE)

    expect(page.get_by_text("Ask the worker who works with you")).to_be_visible()
    dana.check_accessible()


def test_by_keyboard_only(someone):
    priya = someone("Priya")
    page = priya.open(PAGE)
    keys = Keys(page)
    keys.to("New e-mail address").type(LONG)
    keys.to("Send the link").press("Enter")
    page.wait_for_url("**/reauthenticate/**")
    keys.to("Password").type(PASSWORD)
    keys.to("Go on").press("Enter")
    page.wait_for_url(f"**{PAGE}")
    keys.to("Take it back").press("Enter")
    expect(page.get_by_text("Taken back: your address stays as it is.")).to_be_visible()

    mail.outbox.clear()
    keys.to("New e-mail address").type(LONG)
    keys.to("Send the link").press("Enter")
    priya.open(sent_to(LONG))
    keys.to("Use this address").press("Enter")

    expect(page.get_by_text("You sign in by the new address from now on.")).to_be_visible()
