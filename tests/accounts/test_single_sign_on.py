"""Single sign-on, with a real OpenID provider that runs here."""

import json
import re
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.actions.address import ask_for_address, use_address
from accounts.actions.organisation import propose_single_sign_on
from accounts.models import Proposal, SingleSignOn
from accounts.secrets import seal
from accounts.single_sign_on import StaffOfTheOrganisation
from database.asker import acting_as
from tests.factories import UserFactory
from tests.processes import wait_until
from tests.signing_in import numbers_of, set_up_app, someone_at_york

pytestmark = pytest.mark.slow
PEOPLE = [
    {"sub": "priya", "email": "Priya@Leeds.test", "email_verified": True},
    {"sub": "newcomer", "email": "priya@leeds.test", "email_verified": True},
    {"sub": "renamed", "email": "new.name@leeds.test", "email_verified": True},
    {"sub": "unsure", "email": "priya@leeds.test", "email_verified": False},
    {"sub": "stranger", "email": "stranger@leeds.test", "email_verified": True},
    {"sub": "closed", "email": "closed@leeds.test", "email_verified": True},
    {"sub": "dana", "email": "dana@home.test", "email_verified": True},
    {"sub": "york", "email": "yvonne@york.test", "email_verified": True},
    {"sub": "nameless"},
]


class Stays(HTTPRedirectHandler):
    """The way back is read, not followed: this test's client goes there."""

    def http_error_302(self, req, fp, code, msg, headers):
        return fp


STAYING = build_opener(Stays)


@pytest.fixture(scope="module")
def issuer():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = [part for person in PEOPLE for part in ("--user-claims", json.dumps(person))]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *said]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as provider:
        address = f"http://127.0.0.1:{port}"
        wait_until(lambda: _answers(address))
        yield address
        provider.terminate()


def _answers(address):
    try:
        return STAYING.open(f"{address}/.well-known/openid-configuration").status == 200
    except OSError:
        return False


def tell(issuer, sub, named):
    """What the provider says of someone from now on."""
    put = Request(  # noqa: S310  (runs here)
        f"{issuer}/users/{sub}", json.dumps(named).encode(), {"Content-Type": "application/json"}, method="PUT"
    )
    with STAYING.open(put):
        pass


@pytest.fixture
def way(organisation, issuer):
    with transaction.atomic():
        return SingleSignOn.objects.create(
            organisation=organisation, issuer=issuer, client_id="kith", sealed_secret=seal("quiet")
        )


@pytest.fixture
def come_as(client, way):
    """Begin at our page, say at the provider who one is, and come back."""

    def come(sub, client=client):
        begun = client.get(reverse("openid_connect_login", args=[way.provider_id]))
        at_the_provider = Request(begun.url, data=f"sub={sub}".encode())  # noqa: S310  (runs here)
        with STAYING.open(at_the_provider) as answer:
            back = urlsplit(answer.headers["Location"])
        return client.get(f"{back.path}?{back.query}")

    return come


def test_someone_who_works_here_comes_in(client, priya, come_as):
    response = come_as("priya")

    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(priya.pk)


def test_the_page_offers_it_by_the_name_of_the_organisation(client, way):
    page = client.get(reverse("account_login")).content.decode()

    assert re.search(rf'href="/accounts/oidc/{way.provider_id}/login/[^"]*"[^>]*>I work at Leeds<', page)


def test_a_provider_that_is_switched_off_is_not_there(client, way):
    SingleSignOn.objects.update(is_on=False)

    assert "I work at Leeds" not in client.get(reverse("account_login")).content.decode()
    assert client.get(reverse("openid_connect_login", args=[way.provider_id])).status_code == 404


def test_the_second_time_the_provider_s_own_number_counts(client, priya, come_as):
    come_as("priya")
    priya.email = "married.name@leeds.test"
    priya.save()
    client.logout()

    come_as("priya")

    assert client.session["_auth_user_id"] == str(priya.pk)


@pytest.mark.parametrize(
    ("named", "is_taken_over"),
    [
        ({"email": "Married.Name@leeds.test", "email_verified": True}, True),
        ({"email": "married.name@leeds.test", "email_verified": False}, False),
        ({"email": "married.name@leeds.test"}, False),
        ({"email": "tom@leeds.test", "email_verified": True}, False),
        ({"email": "not an address", "email_verified": True}, False),
    ],
)
def test_another_address_at_work_is_taken_over_if_it_is_theirs_and_nobody_elses(
    client, issuer, alex, come_as, mailoutbox, named, is_taken_over, django_capture_on_commit_callbacks
):
    """Of someone of their own, for the provider goes on from test to test."""
    sub = f"renamed-{len(json.dumps(named))}-{named['email']}".replace(" ", "-")
    tom, kim = UserFactory(email="tom@leeds.test"), UserFactory(email="kim@leeds.test", name="Kim")
    tell(issuer, sub, {"email": "kim@leeds.test", "email_verified": True})
    come_as(sub)
    client.logout()
    tell(issuer, sub, named)

    with django_capture_on_commit_callbacks(execute=True):
        response = come_as(sub)

    assert (response.status_code, client.session["_auth_user_id"]) == (302, str(kim.pk))
    kim.refresh_from_db()
    tom.refresh_from_db()
    assert (kim.email, tom.email) == (named["email"] if is_taken_over else "kim@leeds.test", "tom@leeds.test")
    assert [one.to for one in mailoutbox] == ([["kim@leeds.test"]] if is_taken_over else [])
    client.force_login(alex)
    page = client.get(reverse("families:colleague", args=[kim.pk])).text
    assert ("has another e-mail address than this" in page) is not is_taken_over
    assert (named["email"] in page) is is_taken_over


def test_whoever_chose_their_address_here_themselves_keeps_it(client, issuer, alex, come_as):
    kim = UserFactory(email="kim@leeds.test")
    tell(issuer, "chose", {"email": "kim@leeds.test", "email_verified": True})
    come_as("chose")
    with acting_as(kim.asker):
        use_address(change=ask_for_address(email="own@leeds.test", place="https://kith.test", by=kim), by=kim)
    client.logout()

    come_as("chose")

    kim.refresh_from_db()
    assert (kim.email, client.session["_auth_user_id"]) == ("own@leeds.test", str(kim.pk))
    client.force_login(alex)
    assert "has another e-mail address than this" in client.get(reverse("families:colleague", args=[kim.pk])).text


def test_a_newcomer_with_a_colleague_s_former_address_is_not_that_colleague(client, priya, come_as):
    come_as("priya")
    client.logout()

    response = come_as("newcomer")

    assert (response.status_code, "_auth_user_id" in client.session) == (403, False)
    assert list(SocialAccount.objects.values_list("uid", flat=True)) == ["priya"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("subs", "answers"), [(["priya", "newcomer"], [302, 403]), (["priya", "priya"], [302, 302])])
def test_two_who_come_for_the_first_time_at_one_moment(come_as, monkeypatch, subs, answers):
    with transaction.atomic():
        priya = UserFactory(email="priya@leeds.test")
    together, link = Barrier(2), SocialLogin.connect

    def link_together(*args):
        together.wait(10)
        link(*args)

    def come(sub):
        try:
            return come_as(sub, Client()).status_code
        finally:
            connection.close()

    monkeypatch.setattr(SocialLogin, "connect", link_together)
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(come, subs)) == answers

    assert SocialAccount.objects.filter(user=priya).count() == 1


@pytest.mark.parametrize("sub", ["stranger", "unsure", "nameless", "closed", "dana", "york"])
def test_nobody_else_comes_in(client, organisation, priya, dana, come_as, sub):
    UserFactory(email="closed@leeds.test", is_active=False)
    someone_at_york(email="yvonne@york.test")

    response = come_as(sub)

    assert (response.status_code, "_auth_user_id" in client.session) == (403, False)
    assert not SocialAccount.objects.exists()


def test_who_was_let_in_once_stays_out_when_their_sign_in_is_closed(client, priya, come_as):
    come_as("priya")
    client.logout()
    priya.is_active = False
    priya.save()

    assert come_as("priya").status_code == 403


def test_whoever_is_signed_in_at_another_organisation_on_this_browser(client, priya, come_as):
    with acting_as(None):
        client.force_login(someone_at_york())

        come_as("priya")

        assert client.session["_auth_user_id"] == str(priya.pk)


def test_a_second_step_of_ours_is_asked_all_the_same(client, priya, come_as):
    secret = set_up_app(priya)

    response = come_as("priya")

    assert response.url == reverse("mfa_authenticate")
    assert client.post(response.url, {"code": numbers_of(secret)}).url == "/"


def test_a_provider_that_asks_for_it_satisfies_the_organisation(client, way, asked_for_two_steps, priya, come_as):
    come_as("priya")
    assert client.get("/today/").url == reverse("mfa_index")
    client.logout()
    SingleSignOn.objects.update(asks_second_step=True)

    come_as("priya")

    assert client.get("/today/").status_code == 200


def test_a_reply_that_nobody_asked_for_is_refused(client, way):
    response = client.get(reverse("openid_connect_callback", args=[way.provider_id]), {"code": "x", "state": "y"})

    assert response.status_code == 502
    assert "Your account at work did not answer" in response.content.decode()


def test_a_provider_that_is_away(client, way):
    SingleSignOn.objects.update(issuer="http://127.0.0.1:9/")

    response = client.get(reverse("openid_connect_login", args=[way.provider_id]))

    assert response.status_code == 502


def test_a_secret_that_can_t_be_read_stops_nobody_else(client, way):
    SingleSignOn.objects.update(sealed_secret="sealed with another key")  # noqa: S106

    assert client.get(reverse("account_login")).status_code == 200


@pytest.fixture
def noor(organisation):
    """Another administrator."""
    return UserFactory(name="Noor", roles=["administrator"])


def agree(client, noor):
    client.force_login(noor)
    return client.post(reverse("families:proposal-agree", args=[Proposal.objects.get(done_at=None).pk]))


def test_two_administrators_set_it_up_and_the_secret_is_never_shown(client, alex, noor, issuer):
    client.force_login(alex)
    said = {"issuer": issuer, "client_id": "kith", "client_secret": "not-to-be-read"}

    client.post(reverse("accounts:single-sign-on"), said)
    assert not SingleSignOn.objects.exists()
    agree(client, noor)

    way = SingleSignOn.objects.get()
    assert "not-to-be-read" not in way.sealed_secret
    page = client.get(reverse("accounts:single-sign-on")).content.decode()
    assert (issuer in page, "not-to-be-read" in page) == (True, False)


def test_an_empty_secret_keeps_the_present_one(client, alex, noor, way):
    client.force_login(alex)
    before = way.sealed_secret
    client.post(reverse("accounts:single-sign-on"), {"issuer": way.issuer, "client_id": "other", "client_secret": ""})

    agree(client, noor)

    way.refresh_from_db()
    assert (way.client_id, way.sealed_secret, way.is_on) == ("other", before, True)


def test_the_first_one_needs_a_secret(client, alex, issuer):
    client.force_login(alex)

    response = client.post(reverse("accounts:single-sign-on"), {"issuer": issuer, "client_id": "kith"})

    assert (response.status_code, Proposal.objects.exists()) == (422, False)


def test_one_administrator_switches_it_off(client, alex, way):
    client.force_login(alex)

    client.post(reverse("accounts:single-sign-on-off"))

    assert not SingleSignOn.objects.get().is_on


@pytest.mark.parametrize("issuer_said", ["http://login.example.org", "not an address", "javascript:alert(1)"])
def test_an_issuer_that_can_t_be_is_refused_with_a_sentence(client, alex, issuer_said):
    client.force_login(alex)
    said = {"issuer": issuer_said, "client_id": "kith", "client_secret": "x"}

    response = client.post(reverse("accounts:single-sign-on"), said)

    assert (response.status_code, Proposal.objects.exists()) == (422, False)
    assert f'value="{issuer_said}"' in response.content.decode()


@pytest.mark.parametrize("host", ["https://169.254.169.254/", "https://localhost.evil.example/", "https://10.0.0.7/x"])
def test_only_a_provider_that_the_operator_named_is_asked(organisation, worker, host):
    with pytest.raises(ValidationError, match="KITH_SIGN_ON_HOSTS"):
        propose_single_sign_on(issuer=host, client_id="kith", client_secret="", asks_second_step=False, by=worker)


def test_a_provider_that_the_operator_took_away_is_asked_no_more(client, organisation, issuer, settings):
    way = SingleSignOn.objects.create(
        organisation=organisation, issuer=issuer, client_id="kith", sealed_secret=seal("so secret")
    )
    settings.KITH_SIGN_ON_HOSTS = []

    assert StaffOfTheOrganisation().list_apps(None, provider=way.provider_id) == []
