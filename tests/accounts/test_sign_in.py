"""Signing in with a password or a code: what it tells nobody, and where it leads."""

import re
from http import HTTPStatus

import pytest
from allauth.account.stages import LoginStageController
from allauth.usersessions.models import UserSession
from django.contrib.auth import hashers
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from database.asker import acting_as
from tests.factories import UserFactory
from tests.signing_in import PASSWORD

WRONG = "not the right one"
ELSEWHERE = [
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https://evil.example/",
    "x",
]


@pytest.fixture
def closed(organisation):
    return UserFactory(email="closed@leeds.test", is_active=False)


def heard(response):
    """What a page says, without the token and the address that was typed."""
    body = re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", response.content.decode())
    return re.sub(r"[\w.]+@\w+\.test", "ADDRESS", body)


def test_the_right_password_lets_in(client, priya, sign_in):
    response = sign_in(priya.email)

    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(priya.pk)


@pytest.mark.parametrize("who", ["priya", "closed", "dana", "nobody"])
def test_every_refusal_is_the_same_page(priya, closed, dana, sign_in, who):
    unknown = heard(sign_in("nobody.at.all@leeds.test", WRONG))

    said = heard(
        sign_in({"priya": priya.email, "closed": closed.email, "dana": dana.email}.get(who, "x@y.test"), WRONG)
    )

    assert said == unknown


def test_the_right_password_of_a_closed_sign_in_says_no_more(closed, sign_in):
    unknown = heard(sign_in("nobody.at.all@leeds.test", WRONG))

    assert heard(sign_in(closed.email, PASSWORD)) == unknown


@pytest.mark.parametrize("email", ["priya@leeds.test", "closed@leeds.test", "dana@home.test", "nobody@leeds.test"])
def test_every_refusal_is_the_same_work(monkeypatch, priya, closed, dana, sign_in, email):
    made, hasher = [], hashers.get_hasher()
    monkeypatch.setattr(type(hasher), "encode", lambda self, *said: made.append(1) or "md5$x$y")

    sign_in(email, WRONG)

    assert made == [1]


@pytest.mark.parametrize("email", ["priya@leeds.test", "nobody@leeds.test"])
def test_five_wrong_tries_lock_an_address_known_or_not(priya, sign_in, email):
    for _try in range(5):
        sign_in(email, WRONG)

    response = sign_in(email)

    assert "That was tried too often. Wait five minutes" in response.content.decode()


def test_tries_are_counted_for_all_processes(priya, sign_in):
    sign_in(priya.email, WRONG)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kith_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] > 0


@pytest.mark.parametrize("to", ELSEWHERE)
def test_next_leads_nowhere_else(priya, sign_in, to):
    assert sign_in(priya.email, next=to).url == "/"


def test_next_leads_to_a_page_of_ours(priya, sign_in):
    assert sign_in(priya.email, next="/families/?after=x").url == "/families/?after=x"


def test_signing_in_changes_the_session(client, priya, sign_in):
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "x"
    session.save()
    before = client.cookies["sessionid"].value

    sign_in(priya.email)

    assert client.cookies["sessionid"].value != before
    assert UserSession.objects.get(user=priya).session_key == client.session.session_key


@pytest.mark.parametrize("kind", ["sessionid", "kith_writer"])
def test_what_the_browser_keeps_is_out_of_reach_of_scripts(client, priya, sign_in, kind):
    sign_in(priya.email)

    assert client.cookies[kind]["httponly"]
    assert client.cookies[kind]["samesite"] in {"Lax", "Strict"}


def test_a_family_member_signs_in_with_a_code(client, dana):
    client.post(reverse("account_request_login_code"), {"email": dana.email})
    code = re.search(r"\d{6}", mail.outbox[0].body)[0]

    client.post(reverse("account_confirm_login_code"), {"code": code})
    response = client.post(reverse("accounts:own-device"), {"device": "own"})

    assert response.url == "/"
    assert client.session["_auth_user_id"] == str(dana.pk)


def test_nobody_is_signed_in_before_they_said_whose_device_it_is(client, dana):
    client.post(reverse("account_request_login_code"), {"email": dana.email})
    client.post(reverse("account_confirm_login_code"), {"code": re.search(r"\d{6}", mail.outbox[0].body)[0]})

    assert "_auth_user_id" not in client.session
    assert client.post(reverse("accounts:own-device"), {}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize(("device", "seconds"), [("own", 30 * 24 * 3600), ("shared", 30 * 60)])
def test_a_shared_device_is_signed_out_sooner(client, dana, device, seconds):
    client.post(reverse("account_request_login_code"), {"email": dana.email})
    client.post(reverse("account_confirm_login_code"), {"code": re.search(r"\d{6}", mail.outbox[0].body)[0]})

    client.post(reverse("accounts:own-device"), {"device": device})

    assert client.session.get_expiry_age() == seconds


def test_the_message_with_the_code_names_no_one(client, dana):
    client.post(reverse("account_request_login_code"), {"email": dana.email})

    message = mail.outbox[0]
    assert message.subject == "A message from your family meeting team"
    assert not re.search(r"Dana|Leeds|Kith|http", message.body)


def test_a_code_works_once_and_three_wrong_ones_end_it(client, dana):
    client.post(reverse("account_request_login_code"), {"email": dana.email})
    code = re.search(r"\d{6}", mail.outbox[0].body)[0]
    for _try in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "000000" if code != "000000" else "111111"})

    response = client.post(reverse("account_confirm_login_code"), {"code": code})

    assert response.status_code == 302
    assert LoginStageController.enter(response.wsgi_request, "own_device") is None


@pytest.mark.parametrize("email", ["priya@leeds.test", "nobody@leeds.test"])
def test_no_code_for_who_works_here_nor_for_strangers(client, priya, dana, email):
    known = client.post(reverse("account_request_login_code"), {"email": dana.email})
    pages = heard(client.get(known.url))
    mail.outbox.clear()

    another = Client()
    asked = another.post(reverse("account_request_login_code"), {"email": email})

    assert (asked.status_code, asked.url) == (known.status_code, known.url)
    assert heard(another.get(asked.url)) == pages
    assert mail.outbox == []


@pytest.mark.parametrize("email", ["dana@home.test", "nobody@leeds.test", "closed@leeds.test"])
def test_no_new_password_for_families_strangers_and_closed_sign_ins(client, dana, closed, email):
    response = client.post(reverse("account_reset_password"), {"email": email})

    assert response.url == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_a_new_password_by_a_link_that_works_once(client, priya, sign_in):
    client.post(reverse("account_reset_password"), {"email": priya.email})
    link = re.search(r"http\S+", mail.outbox[0].body)[0]
    form = client.get(link).url
    new = {"password1": "seven grey umbrellas", "password2": "seven grey umbrellas"}

    client.post(form, new)

    assert sign_in(priya.email, "seven grey umbrellas").url == "/"
    client.logout()
    assert b"has been used, or is too old" in client.get(link, follow=True).content


def test_the_link_goes_where_the_settings_say(client, priya, settings):
    settings.KITH_URL = "https://kith.leeds.test"

    client.post(reverse("account_reset_password"), {"email": priya.email}, headers={"x-forwarded-host": "evil.example"})

    assert re.search(r"https?://[^/\s]+", mail.outbox[0].body)[0] == "https://kith.leeds.test"


def test_another_host_is_refused(client, priya):
    response = client.post(reverse("account_reset_password"), {"email": priya.email}, headers={"host": "evil.example"})

    assert response.status_code == 400
    assert mail.outbox == []


@pytest.mark.parametrize("path", ["/accounts/email/", "/accounts/3rdparty/", "/accounts/confirm-email/x/"])
def test_nobody_adds_an_address_by_themselves(client, dana, path):
    client.force_login(dana)

    assert client.get(path).status_code == 404


def test_no_one_signs_up(client, organisation):
    response = client.post(reverse("account_signup"), {"email": "new@leeds.test", "password1": PASSWORD})

    assert b"People who work here are added, and families are invited." in response.content


@pytest.mark.parametrize("name", ["account_change_password", "account_set_password"])
def test_a_family_member_has_no_password_to_change(client, dana, name):
    client.force_login(dana)

    response = client.post(reverse(name), {"password1": "seven grey umbrellas", "password2": "seven grey umbrellas"})

    assert response.status_code == 403


def test_the_database_gives_no_family_member_a_password(dana):
    dana.set_password("seven grey umbrellas")

    refused = pytest.raises(IntegrityError, match="user_of_a_family_has_no_password")
    with acting_as(dana.asker), refused, transaction.atomic():
        dana.save()


def test_who_asked_for_a_code_can_begin_again_in_another_way(client, priya, sign_in):
    client.post(reverse("account_request_login_code"), {"email": "a.mistake@home.test"})

    back = client.post(reverse("account_logout"), {"next": reverse("account_login")})

    assert back.url == reverse("account_login")
    assert client.get(back.url).status_code == 200
    assert sign_in(priya.email).url == "/"
