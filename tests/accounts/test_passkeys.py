"""What is brought as a passkey and is none is refused with a sentence, at each door; never an error."""

import json
from base64 import urlsafe_b64encode

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from database.asker import acting_as
from tests.signing_in import PASSWORD, set_up_app

REFUSED = "That passkey doesn’t fit. Try again, or choose another way."


def coded(said):
    return urlsafe_b64encode(said).decode().rstrip("=")


def answer(**parts):
    """An answer of the right shape, with parts that are not."""
    collected = {"type": "webauthn.get", "challenge": coded(b"x"), "origin": "https://kith.test"}
    response = {
        "clientDataJSON": coded(json.dumps(collected).encode()),
        "authenticatorData": coded(bytes(37)),
        "attestationObject": coded(b"\xa0"),
        "signature": coded(b"x"),
        "userHandle": coded(b"x"),
    }
    ids = {"id": coded(b"x"), "rawId": coded(b"x"), "type": "public-key", "clientExtensionResults": {}}
    return json.dumps(ids | {"response": response | parts})


NO_PASSKEYS = [
    "",
    "{",
    "[" * 20_000,
    "[]",
    "7",
    '"x"',
    "true",
    '{"id": "x"}',
    '{"id": "x", "rawId": 7, "type": [], "response": "x"}',
    '{"id": "x", "rawId": "x", "type": "public-key", "response": []}',
    answer(),
    answer(authenticatorData=coded(b"x")),
    answer(authenticatorData=coded(bytes(32) + b"\xc0" + bytes(4))),
    answer(attestationObject=coded(b"\x81" * 5_000)),
    answer(clientDataJSON=coded(b"[]")),
    answer(clientDataJSON=coded(b"\xff")),
    answer(userHandle=7),
    answer(userHandle="ü"),
    answer(userHandle=None),
]


@pytest.fixture(autouse=True)
def as_often_as_one_likes(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False


@pytest.fixture
def at_sign_in(organisation):
    browser = Client()
    browser.get(reverse("mfa_login_webauthn"))
    return browser


@pytest.fixture
def at_second_step(priya):
    set_up_app(priya)
    browser = Client()
    browser.post(reverse("account_login"), {"login": priya.email, "password": PASSWORD})
    browser.get(reverse("mfa_authenticate"))
    return browser


@pytest.fixture
def signed_in(priya):
    browser = Client()
    browser.post(reverse("account_login"), {"login": priya.email, "password": PASSWORD})
    return browser


def words_of(response):
    return response.content.decode()


def test_at_the_door(at_sign_in):
    for said in NO_PASSKEYS:
        response = at_sign_in.post(reverse("mfa_login_webauthn"), {"credential": said}, follow=True)

        assert (said, REFUSED in words_of(response)) == (said, True)


def test_at_the_second_step(at_second_step):
    for said in NO_PASSKEYS:
        response = at_second_step.post(reverse("mfa_authenticate"), {"credential": said})

        assert (said, response.context["webauthn_form"].errors.get("credential")) == (said, [REFUSED])


def test_when_asked_again(signed_in, priya, monkeypatch):
    with acting_as(priya.asker):
        Authenticator.objects.create(user=priya, type=Authenticator.Type.WEBAUTHN, data={"name": "Her phone"})
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    signed_in.get(reverse("mfa_reauthenticate_webauthn"))
    for said in NO_PASSKEYS:
        response = signed_in.post(reverse("mfa_reauthenticate_webauthn"), {"credential": said}, follow=True)

        assert (said, REFUSED in words_of(response)) == (said, True)


def test_when_one_is_made(signed_in, priya):
    signed_in.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    signed_in.get(reverse("mfa_add_webauthn"))
    for said in NO_PASSKEYS:
        response = signed_in.post(reverse("mfa_add_webauthn"), {"credential": said, "passwordless": "on"})

        assert (said, REFUSED in words_of(response)) == (said, True)
    assert not Authenticator.objects.filter(user=priya).exists()
