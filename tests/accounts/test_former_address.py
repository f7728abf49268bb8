"""Whoever has changed their address signs in by the new one alone, however it is written; the former one opens nothing."""

from importlib import import_module

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.actions.address import ask_for_address, use_address
from accounts.address_links import token_of
from accounts.models import User
from database.asker import acting_as
from tests.conftest import make

FORMER, NEW = "priya@leeds.test", "priya.shah@leeds.test"
RESET = reverse("account_reset_password")


def moved(user, email=NEW):
    with acting_as(user.asker):
        change = ask_for_address(email=email, place="https://kith.test", by=user)
        return use_address(change=change, by=user)


@pytest.fixture
def once_forgotten(priya, client, mailoutbox):
    """Someone who once asked for a new password, and moved since."""
    client.post(RESET, {"email": FORMER})
    assert mailoutbox.pop().to == [FORMER]
    moved(priya)
    mailoutbox.clear()
    return priya


@pytest.fixture
def known_to_allauth(once_forgotten):
    """As it wrote the address down before it was kept from doing so."""
    EmailAddress.objects.create(user=once_forgotten, email=FORMER)
    return once_forgotten


def test_a_new_password_is_asked_for_by_the_new_address_alone(known_to_allauth, client, mailoutbox):
    client.post(RESET, {"email": FORMER})
    assert mailoutbox == []

    client.post(RESET, {"email": NEW})
    assert [message.to for message in mailoutbox] == [[NEW]]


def test_the_former_address_signs_in_no_more(known_to_allauth, sign_in):
    assert sign_in(FORMER).status_code == 200
    assert sign_in(NEW).status_code == 302


def test_allauth_writes_no_address_down(once_forgotten):
    assert not EmailAddress.objects.exists()


@pytest.fixture
def migrated(known_to_allauth):
    """Whatever allauth knew of before is gone, with what hangs on it."""
    EmailConfirmation.objects.create(email_address=EmailAddress.objects.get(), key="x")

    def empty():
        with connection.cursor() as cursor:
            cursor.execute(import_module("accounts.migrations.0011_in_by_their_address_alone").EMPTY)
        assert not EmailAddress.objects.exists()

    return empty


def test_whoever_has_a_former_address_of_another_is_sent_their_code(migrated, mailoutbox):
    make.UserFactory(email=FORMER, kind=User.Kind.FAMILY, roles=[])
    EmailAddress.objects.update(verified=True)
    ask = reverse("account_request_login_code")
    Client().post(ask, {"email": FORMER})
    assert mailoutbox == []

    migrated()
    Client().post(ask, {"email": FORMER})

    assert [message.to for message in mailoutbox] == [[FORMER]]


def test_whoever_once_forgot_their_password_sets_up_a_second_step(migrated, sign_in, client):
    app = reverse("mfa_activate_totp")
    sign_in(NEW)
    assert client.get(app).url == reverse("mfa_index")

    migrated()

    assert client.get(app).url.startswith(reverse("account_reauthenticate"))


def test_a_link_for_a_new_password_that_went_to_the_former_address_opens_nothing(priya, client, mailoutbox):
    client.post(RESET, {"email": FORMER})
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    moved(priya)

    assert "too old" in client.get("/" + link.split("/", 3)[3], follow=True).content.decode()


@pytest.mark.parametrize("written", ["Priya.Shah@leeds.test", "priya.shah@LEEDS.test"])
def test_capitals_in_the_new_address_lock_nobody_out(priya, sign_in, written):
    moved(priya, written)

    assert sign_in(NEW).status_code == 302


def test_capitals_in_an_address_lock_no_family_member_out(organisation, client, mailoutbox):
    dana = make.UserFactory(email="Dana.Reed@Home.test", kind=User.Kind.FAMILY)

    client.post(reverse("account_request_login_code"), {"email": dana.email})

    assert [len(message.body) > 0 for message in mailoutbox] == [True]


def test_of_two_who_use_one_address_at_once_the_second_is_refused(priya, sign_in, client, monkeypatch):
    """The address became another's after it was looked up: the database says so, and the page does."""
    with acting_as(priya.asker):
        change = ask_for_address(email=NEW, place="https://kith.test", by=priya)
    make.UserFactory(email=NEW)
    monkeypatch.setattr("accounts.actions.address.address_is_taken", lambda *_, **__: False)
    sign_in(FORMER)

    page = client.post(reverse("accounts:address-confirm", args=[token_of(change)]), follow=True)

    assert "This address can’t be used to sign in here." in page.content.decode()
    assert User.objects.get(pk=priya.pk).email == FORMER
