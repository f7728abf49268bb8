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
from tests.signing_in import PASSWORD, someone_at_york

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


def test_an_administrator_signs_someone_out_everywhere(client, alex, priya, phone, laptop):
    client.force_login(alex)

    client.post(reverse("accounts:sessions-end", args=[priya.pk]))

    assert (is_in(phone), is_in(laptop)) == (False, False)


def test_ending_a_sign_in_ends_its_sessions(client, alex, priya, phone):
    client.force_login(alex)

    client.post(reverse("accounts:sign-in-close", args=[priya.pk]))

    assert not is_in(phone)
    assert not UserSession.objects.filter(user=priya).exists()


def test_the_database_ends_them_whoever_ends_the_sign_in(priya, phone):
    key = phone.cookies["sessionid"].value

    User.objects.filter(pk=priya.pk).update(is_active=False)

    assert not Session.objects.filter(session_key=key).exists()


def test_they_stay_ended_when_the_sign_in_is_open_again(client, alex, priya, phone):
    client.force_login(alex)
    client.post(reverse("accounts:sign-in-close", args=[priya.pk]))

    client.post(reverse("accounts:sign-in-open", args=[priya.pk]))

    priya.refresh_from_db()
    assert (priya.is_active, is_in(phone)) == (True, False)


def test_an_administrator_does_not_end_their_own(client, alex):
    client.force_login(alex)

    assert client.post(reverse("accounts:sign-in-close", args=[alex.pk])).status_code == 403


@pytest.mark.parametrize("name", ["sign-in", "sessions-end", "sign-in-close", "sign-in-open"])
def test_a_colleague_is_not_there_for_others(client, alex, priya, name):
    client.force_login(priya)
    method = client.get if name == "sign-in" else client.post

    assert method(reverse(f"accounts:{name}", args=[alex.pk])).status_code == 404


def test_nor_for_an_administrator_of_another_organisation(client, priya):
    client.force_login(someone_at_york(roles=["administrator"]))

    assert client.get(reverse("accounts:sign-in", args=[priya.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_costs_the_same(client, alex, django_assert_num_queries, count):
    UserFactory.create_batch(count)
    client.force_login(alex)
    client.get(reverse("accounts:sign-in-list"))

    with django_assert_num_queries(5):
        client.get(reverse("accounts:sign-in-list"))


def test_the_list_goes_on_where_it_stopped(client, alex, monkeypatch):
    monkeypatch.setattr("accounts.queries.PAGE", 2)
    UserFactory.create_batch(3, name="Same Name")
    client.force_login(alex)

    first = client.get(reverse("accounts:sign-in-list")).context["page"]
    second = client.get(reverse("accounts:sign-in-list"), {"after": first.after}).context["page"]

    assert len({person.pk for person in (*first.rows, *second.rows)}) == 4


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
