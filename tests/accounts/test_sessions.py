"""Sessions: seen by their owner, ended by them, by an administrator, and with the sign-in."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.devices import device_words
from accounts.models import Organisation, SingleSignOn, User
from tests.factories import UserFactory
from tests.signing_in import PASSWORD

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0"


@pytest.fixture
def phone(priya):
    """Priya, signed in on her phone."""
    browser = Client(headers={"user-agent": PHONE})
    browser.post(reverse("account_login"), {"login": priya.email, "password": PASSWORD})
    return browser


@pytest.fixture
def laptop(priya):
    browser = Client(headers={"user-agent": LAPTOP})
    browser.post(reverse("account_login"), {"login": priya.email, "password": PASSWORD})
    return browser


def is_in(browser):
    return browser.get("/families/").status_code == 200


@pytest.mark.parametrize(
    ("said", "words"),
    [(PHONE, "Safari on iPhone"), (LAPTOP, "Edge on Windows computer"), ("curl/8", "a device that we don’t know")],
)
def test_a_device_in_words(said, words):
    assert device_words(said) == words


@pytest.mark.parametrize("count", [1, 3])
def test_ones_own_devices(phone, priya, count):
    for _more in range(count):
        Client(headers={"user-agent": LAPTOP}).post(
            reverse("account_login"), {"login": priya.email, "password": PASSWORD}
        )

    page = phone.get(reverse("accounts:session-list")).content.decode()

    assert page.count("Edge on Windows computer</") == count
    assert "this one, now" in page


def test_signing_one_device_out(phone, laptop):
    lost = UserSession.objects.get(user_agent=LAPTOP)

    phone.post(reverse("accounts:session-end"), {"session": lost.pk})

    assert (is_in(phone), is_in(laptop)) == (True, False)


def test_signing_out_everywhere_else(phone, laptop):
    phone.post(reverse("accounts:session-end"))

    assert (is_in(phone), is_in(laptop)) == (True, False)


def test_signing_out_here(phone):
    phone.post(reverse("accounts:session-end"), {"session": UserSession.objects.get().pk})

    assert not is_in(phone)


@pytest.mark.parametrize("number", ["0", "x", "9" * 40, "-1"])
def test_a_session_that_is_not_there(phone, number):
    assert phone.post(reverse("accounts:session-end"), {"session": number}).status_code == 404


def test_nobody_ends_anothers_session(client, phone, organisation):
    client.force_login(UserFactory())

    response = client.post(reverse("accounts:session-end"), {"session": UserSession.objects.get().pk})

    assert (response.status_code, is_in(phone)) == (404, True)


def test_the_database_ends_them_whoever_ends_the_sign_in(priya, phone, alex, sign_in, client):
    sign_in(alex.email)
    key = phone.session.session_key

    User.objects.filter(pk=priya.pk).update(is_active=False)

    assert not Session.objects.filter(session_key=key).exists()
    assert (is_in(phone), UserSession.objects.get().user) == (False, alex)


def test_no_one_writes_how_another_organisation_signs_in(alex):
    york = Organisation.objects.create(name="York")

    with pytest.raises(DatabaseError, match="another organisation"), transaction.atomic():
        Organisation.objects.filter(pk=york.pk).update(requires_second_step=False)
    with pytest.raises(DatabaseError, match="another organisation"), transaction.atomic():
        SingleSignOn.objects.create(organisation=york, issuer="https://x.test", client_id="x")


def test_a_provider_speaks_over_https(organisation):
    with pytest.raises(DatabaseError, match="single_sign_on_over_https"), transaction.atomic():
        SingleSignOn.objects.create(organisation=organisation, issuer="http://x.test", client_id="x")


def test_use_is_noted_once_in_five_minutes(phone, priya, monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE usersessions_usersession SET last_seen_at = now() - interval '1 day'")
    before = UserSession.objects.get().last_seen_at
    phone.get("/families/")
    assert UserSession.objects.get().last_seen_at == before

    monkeypatch.setattr("accounts.session_life.EVERY", -1)
    phone.get("/families/")

    assert UserSession.objects.get().last_seen_at > before
