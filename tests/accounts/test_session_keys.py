"""Whoever reads the tables of sessions, or writes in them, can come in as nobody by it (docs/adr/0006-two-walls.md)."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.signing_in import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, priya, sign_in):
    sign_in(priya.email)
    return client


def with_cookie(value):
    browser = Client()
    browser.cookies["sessionid"] = value
    return browser


def is_in(browser):
    return browser.get("/families/").status_code == 200


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def tables_that_hold(text):
    """Every table that the application may read in which the text stands."""
    readable = run("""
        SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
        AND has_table_privilege(oid, 'SELECT')""")
    return [
        name for (name,) in readable if run(f"SELECT 1 FROM {name} one WHERE strpos(one::text, %s) > 0 LIMIT 1", text)
    ]


def test_what_the_browser_holds_stands_nowhere_in_the_database(signed_in):
    held = signed_in.cookies["sessionid"].value
    stored = signed_in.session.session_key

    assert is_in(with_cookie(held))
    assert tables_that_hold(held) == []
    assert set(tables_that_hold(stored)) == {"django_session", "usersessions_usersession"}


def test_what_the_database_holds_opens_nothing(signed_in):
    assert not is_in(with_cookie(Session.objects.get().pk))
    assert not is_in(with_cookie(UserSession.objects.get().session_key))


def test_a_session_that_is_copied_over_ones_own_opens_nothing(signed_in, alex):
    own = Client()
    own.post(reverse("account_login"), {"login": alex.email, "password": PASSWORD})
    mine = own.session.session_key

    run(
        "UPDATE django_session SET session_data = (SELECT session_data FROM django_session WHERE session_key <> %s)",
        mine,
    )

    assert not is_in(own)


def test_a_session_that_is_given_a_key_of_ones_own_opens_nothing(signed_in):
    run("UPDATE django_session SET session_key = left(encode(sha256('one that I chose'), 'hex'), 40)")

    assert not is_in(with_cookie("one that I chose"))


def test_a_code_that_is_on_its_way_stands_nowhere_in_the_open(client, dana):
    client.post(reverse("account_request_login_code"), {"email": dana.email})
    code = re.search(r"\d{6}", mail.outbox[0].body)[0]

    assert code in str(dict(client.session))
    assert "django_session" not in tables_that_hold(code)
    assert "account_login" not in Session.objects.get().session_data


@pytest.mark.parametrize("table", ["django_session", "usersessions_usersession"])
def test_the_database_takes_no_key_that_is_not_hashed(signed_in, table):
    with pytest.raises(IntegrityError, match="kith_session_key_hashed"), transaction.atomic():
        run(f"UPDATE {table} SET session_key = %s", signed_in.cookies["sessionid"].value)


def test_ones_own_password_ends_the_sessions_elsewhere_and_not_here(signed_in, priya):
    elsewhere = Client()
    elsewhere.post(reverse("account_login"), {"login": priya.email, "password": PASSWORD})

    said = {"oldpassword": PASSWORD, "password1": "a much longer horse", "password2": "a much longer horse"}
    signed_in.post(reverse("account_change_password"), said)

    assert (is_in(signed_in), is_in(elsewhere)) == (True, False)
    assert signed_in.get(reverse("accounts:session-list")).content.decode().count("this one, now") == 1


@pytest.mark.parametrize("held", ["x", "a\\303\\251", "z" * 5000])
def test_a_cookie_that_is_no_key_opens_nothing(organisation, held):
    assert not is_in(with_cookie(held))
