"""Signing in as people do it, with the browser's own authenticator: passkeys, and again over the page while writing."""

import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.db import transaction
from playwright.sync_api import expect

from accounts.models import User
from config.demo.staff import PASSWORD
from database.asker import acting_as
from tests.chromium import DESK, PHONE, Someone
from tests.signing_in import numbers_of, set_up_app

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def stranger(chromium, demo, live_server):
    """A browser in which nobody has signed in."""
    opened = []

    def open_browser(**options):
        one = Someone(chromium, live_server.url, **options)
        one.page.set_default_timeout(10_000)
        opened.append(one)
        return one

    yield open_browser
    for one in opened:
        one.context.close()


def with_a_device_that_keeps_passkeys(person):
    """A phone that unlocks by itself when it is asked (WebAuthn's virtual authenticator)."""
    device = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return person


def sign_in_by_password(page, name):
    page.get_by_label("E-mail").fill(f"{name.lower()}@demo.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def make_a_passkey(person):
    person.open("/accounts/2fa/webauthn/add/")
    person.page.get_by_role("button", name="Make a passkey").click()
    person.page.wait_for_url(re.compile("recovery-codes|passkey-made"))


def test_a_family_member_makes_a_passkey_and_comes_back_with_it(someone):
    dana = with_a_device_that_keeps_passkeys(someone("Dana"))
    make_a_passkey(dana)
    expect(dana.page.get_by_role("heading", level=1)).to_have_text("Your passkey is made")
    dana.context.clear_cookies()

    page = dana.open("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_label("Yes, only I use it").check(force=True)
    page.get_by_role("button", name="Go on").click()

    page.wait_for_url(re.compile("our-page"))


def test_a_worker_s_passkey_is_both_steps(someone):
    priya = with_a_device_that_keeps_passkeys(someone("Priya", DESK))
    priya.open("/accounts/reauthenticate/?next=/accounts/2fa/webauthn/add/")
    priya.page.get_by_label("Password").fill(PASSWORD)
    priya.page.get_by_role("button", name="Go on").click()
    make_a_passkey(priya)
    expect(priya.page.get_by_role("heading", level=1)).to_have_text("Codes for emergencies")
    priya.check_accessible()
    priya.context.clear_cookies()

    page = priya.open("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()

    page.wait_for_url(re.compile("today"))


def test_a_passkey_is_the_second_step_after_a_password(someone):
    priya = with_a_device_that_keeps_passkeys(someone("Priya"))
    priya.open("/accounts/reauthenticate/?next=/accounts/2fa/webauthn/add/")
    priya.page.get_by_label("Password").fill(PASSWORD)
    priya.page.get_by_role("button", name="Go on").click()
    make_a_passkey(priya)
    priya.context.clear_cookies()

    page = priya.open("/accounts/login/")
    sign_in_by_password(page, "Priya")
    page.get_by_role("button", name="Use your passkey").click()

    page.wait_for_url(re.compile("today"))


def test_a_device_that_says_no_leads_on_with_a_sentence(stranger):
    page = stranger().open("/accounts/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')) }")

    page.get_by_role("button", name="Use a passkey").click()

    page.get_by_role("alert").filter(has_text="The device did not go on").wait_for()


@pytest.fixture
def writing(someone, monkeypatch):
    """Priya, writing a conversation when her session ends; she has an authenticator app, whose numbers don't run out meanwhile."""
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter([1]))
    priya = someone("Priya")
    account = User.objects.get(email="priya@demo.example")
    with acting_as(account.asker), transaction.atomic():
        secret = set_up_app(account)
    priya.page.get_by_role("link", name="New conversation with Rowan").click()
    priya.page.wait_for_load_state("networkidle")
    line = priya.page.get_by_label("In one line")
    line.press_sequentially("Toast")
    priya.page.get_by_text("Saved", exact=False).first.wait_for()
    priya.context.clear_cookies(name="sessionid")
    line.press_sequentially(" for everyone")
    priya.secret = secret
    return priya


def sign_in_over_the_page(person, name):
    frame = person.page.frame_locator("dialog iframe")
    sign_in_by_password(frame, name)
    return frame


def test_signing_in_again_over_the_page_keeps_what_was_typed(writing):
    page = writing.page
    page.get_by_role("dialog", name="Sign in again").wait_for()
    writing.check_accessible()

    frame = sign_in_over_the_page(writing, "Priya")
    frame.get_by_label("Code").fill(numbers_of(writing.secret))
    with page.expect_response(lambda answer: "draft" in answer.url and answer.request.method == "PUT" and answer.ok):
        frame.get_by_role("button", name="Sign in", exact=True).click()

    page.get_by_role("dialog").wait_for(state="hidden")
    expect(page.get_by_label("In one line")).to_have_value("Toast for everyone")
    page.reload()
    expect(page.get_by_label("In one line")).to_have_value("Toast for everyone")


def test_the_page_itself_can_be_sent_after_that(writing):
    page = writing.page
    frame = sign_in_over_the_page(writing, "Priya")
    frame.get_by_label("Code").fill(numbers_of(writing.secret))
    with page.expect_response(lambda answer: "draft" in answer.url and answer.request.method == "PUT" and answer.ok):
        frame.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("checkbox", name="Dana", exact=True).check(force=True)

    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Toast for everyone")


def test_someone_else_signing_in_saves_nothing_in_their_name(writing):
    page = writing.page

    sign_in_over_the_page(writing, "Hana")

    page.get_by_text("Someone else is signed in here now.").wait_for()
    expect(page.get_by_label("In one line")).to_have_value("Toast for everyone")


def test_later_leaves_the_text_and_a_way_back(writing):
    page = writing.page
    page.get_by_role("button", name="Later").click()

    page.get_by_role("button", name="Sign in again").click()

    expect(page.get_by_role("dialog", name="Sign in again")).to_be_visible()


def test_without_javascript_a_form_survives_signing_in(chromium, demo, live_server):
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/accounts/login/")
    sign_in_by_password(page, "Priya")
    page.goto(f"{live_server.url}/families/begin/")
    page.get_by_label("What does the family call itself?").fill("The Hawthorns")
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name=re.compile("Begin|Save")).first.click()

    sign_in_by_password(page, "Priya")
    page.get_by_role("button", name="Send it now").click()

    expect(page.get_by_role("main")).to_contain_text("The Hawthorns")
    context.close()


def test_pages_before_anyone_is_signed_in(stranger):
    one = stranger(also=[DESK])
    for path in ["/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/", "/accounts/signup/"]:
        one.open(path)
        one.check_accessible()
    one.open("/invitations/made-up/")
    one.check_accessible()


def test_pages_of_ones_own_sign_in(someone):
    alex = someone("Alex", also=[DESK])
    for path in [
        "2fa/",
        "devices/",
        "password/change/",
        "signing-in/",
        "signing-in/work-account/",
        "back/",
    ]:
        alex.open(f"/accounts/{path}")
        alex.check_accessible()
    alex.open("/administration/colleagues/")
    alex.page.get_by_role("link", name="Hana").click()
    alex.check_accessible()


def test_from_the_invitation_to_the_family_s_page(someone, stranger):
    priya = someone("Priya", also=[DESK])
    page = priya.page
    page.get_by_role("link", name="Rowan", exact=True).first.click()
    page.get_by_role("link", name="Sid", exact=True).first.click()
    page.get_by_role("link", name="Signing in").click()
    priya.check_accessible()
    page.get_by_role("link", name="Add a way to reach them").click()
    page.get_by_label("E-mail", exact=True).first.check(force=True)
    page.get_by_label("Number or address").fill("sid@home.example")
    page.locator("input[name=safe_to][value=email]").check(force=True)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Signing in").click()
    page.get_by_role("link", name="Invite them").click()
    priya.check_accessible()
    page.get_by_label("sid@home.example").check(force=True)
    page.get_by_label("I have met them").check(force=True)
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_text("An invitation went to sid@home.example").wait_for()
    priya.check_accessible()

    sid = stranger(also=[DESK])
    sid.page.goto(re.search(r"http\S+", mail.outbox[-1].body)[0])
    sid.check_accessible()
    sid.page.get_by_label("No, or I’m not sure").check(force=True)
    sid.page.get_by_role("button", name="Begin").click()

    sid.page.wait_for_url(re.compile("our-page"))
