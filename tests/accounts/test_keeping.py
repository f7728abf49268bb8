"""What was typed when the session had run out comes back to whoever typed it, and to nobody else."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import keeping
from tests.factories import UserFactory
from tests.signing_in import PASSWORD

TYPED = {"known_as": "Uncle Dave, met at the school gate", "row_version": "1", "password": "not for keeping"}
SOMEWHERE = "/families/begin/"


@pytest.fixture
def signed_out(client, priya, sign_in):
    """Priya's browser after her session ran out."""
    sign_in(priya.email)
    del client.cookies["sessionid"]
    return client


def test_a_form_that_met_a_closed_door_comes_back(signed_out, priya, sign_in):
    refused = signed_out.post(SOMEWHERE, TYPED)

    there = signed_out.post(refused.url, {"login": priya.email, "password": PASSWORD, "next": "/accounts/kept/"})
    page = signed_out.get(there.url).content.decode()

    assert refused.url == "/accounts/login/?next=/accounts/kept/"
    assert f'action="{SOMEWHERE}"' in page
    assert 'name="known_as" value="Uncle Dave, met at the school gate"' in page
    assert "not for keeping" not in page


def test_the_session_holds_none_of_its_words_in_the_open(signed_out):
    signed_out.post(SOMEWHERE, TYPED)

    assert "Dave" not in str(dict(signed_out.session.items()))


def test_it_comes_back_to_nobody_else(signed_out, priya, sign_in):
    signed_out.post(SOMEWHERE, TYPED)
    other = UserFactory()

    sign_in(other.email)

    assert signed_out.get("/accounts/kept/").url == "/"
    assert keeping.KEPT not in signed_out.session


def test_it_is_kept_for_an_hour(signed_out, priya, sign_in, monkeypatch):
    signed_out.post(SOMEWHERE, TYPED)
    sign_in(priya.email)

    monkeypatch.setattr(keeping, "HOUR", -1)

    assert signed_out.get("/accounts/kept/").url == "/"


def test_the_page_says_what_it_is_and_all_that_it_says(signed_out, priya, sign_in):
    """Before it is sent: a short choice changes as much as a long sentence."""
    signed_out.post("/our-page/helpers/add/", {"helper": "Rob", "scope": "all"})
    sign_in(priya.email)

    shown = signed_out.get("/accounts/kept/").content.decode().partition("Send it now")[0]

    assert "<strong>who helps</strong>" in shown
    assert all(f">{value}</li>" in shown for value in ("Rob", "all"))
    assert "What else you ticked" not in shown


def test_what_was_ticked_or_chosen_is_not_shown_as_it_is_sent_but_said_and_sent(signed_out, priya, sign_in):
    sent = {"ground": "court_order", "viewer": str(priya.pk), "words": "It was on", "sure": "on", "row_version": "3"}
    signed_out.post("/families/", sent)
    sign_in(priya.email)

    shown = signed_out.get("/accounts/kept/").text

    read, _here, form = shown.partition('action="/families/"')
    assert '<li class="k-as-typed">It was on</li>' in read
    assert read.count("k-as-typed") == 1
    assert ("What else you ticked or chose goes with it" in read, 'href="/families/"' in read) == (True, True)
    assert all(f'value="{value}"' in form for value in sent.values())


def sign_out(browser):
    browser.post(reverse("account_logout"))


def sign_this_device_out(browser):
    browser.post(reverse("accounts:session-end"), {"session": UserSession.objects.get().pk})


@pytest.mark.parametrize("leave", [sign_out, sign_this_device_out])
def test_nothing_is_kept_for_who_signed_out(client, priya, sign_in, leave):
    """Whoever types there next is not they."""
    sign_in(priya.email)
    leave(client)

    client.post(SOMEWHERE, TYPED)

    assert keeping.KEPT not in client.session


def test_who_begins_the_sign_in_again_finds_their_form(signed_out):
    signed_out.post(SOMEWHERE, TYPED)

    sign_out(signed_out)

    assert keeping.KEPT in signed_out.session


@pytest.mark.parametrize(("device", "is_kept"), [("own", True), ("shared", False)])
def test_on_a_device_that_others_use_nothing_is_kept(client, dana, device, is_kept):
    client.cookies[keeping.COOKIE] = "of whoever was here before"
    client.post(reverse("account_request_login_code"), {"email": dana.email})
    client.post(reverse("account_confirm_login_code"), {"code": re.search(r"\d{6}", mail.outbox[0].body)[0]})
    client.post(reverse("accounts:own-device"), {"device": device})
    del client.cookies["sessionid"]

    client.post(SOMEWHERE, TYPED)

    assert (keeping.KEPT in client.session) == is_kept


def test_it_can_be_thrown_away(signed_out, priya, sign_in):
    signed_out.post(SOMEWHERE, TYPED)
    sign_in(priya.email)

    signed_out.post("/accounts/kept/")

    assert signed_out.get("/accounts/kept/").url == "/"


@pytest.mark.parametrize("cookie", ["", "made up:x", "00000000000000000000000000000000:forged"])
def test_a_browser_that_nobody_signed_in_with_keeps_nothing(client, organisation, cookie):
    client.cookies[keeping.COOKIE] = cookie

    response = client.post(SOMEWHERE, TYPED)

    assert (response.url, keeping.KEPT in client.session) == (f"/accounts/login/?next={SOMEWHERE}", False)


@pytest.fixture
def strict(priya):
    """A browser whose pages are checked for their token."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(priya)
    return browser


def test_a_page_that_grew_old_offers_what_was_typed(strict):
    response = strict.post(SOMEWHERE, TYPED, headers={"origin": "http://testserver"})

    page = response.content.decode()
    assert response.status_code == 403
    assert "This page had grown old" in page
    assert 'value="Uncle Dave, met at the school gate"' in page
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', page)


@pytest.mark.parametrize("headers", [{}, {"origin": "https://evil.example"}, {"origin": "null"}])
def test_what_another_site_put_together_is_not_offered(strict, headers):
    page = strict.post(SOMEWHERE, TYPED, headers=headers).content.decode()

    assert "This page had grown old" in page
    assert "Uncle Dave" not in page


@pytest.mark.parametrize("path", ["login/", "2fa/", "back/"])
def test_signing_in_stands_in_a_frame_of_ours_only(client, priya, path):
    client.force_login(priya)
    framed = client.get(f"/accounts/{path}", headers={"sec-fetch-dest": "iframe"})
    alone = client.get(f"/accounts/{path}")

    assert (framed["X-Frame-Options"], alone["X-Frame-Options"]) == ("SAMEORIGIN", "DENY")
    assert "frame-ancestors 'self'" in framed["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in alone["Content-Security-Policy"]


def test_no_page_of_work_stands_in_a_frame(client, priya):
    client.force_login(priya)

    response = client.get(reverse("casework:today"), headers={"sec-fetch-dest": "iframe"})

    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
