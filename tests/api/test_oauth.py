from base64 import b64encode
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken

from accounts.models import User
from api.actions import stop_client
from api.models import ApiClient
from api.oauth import KithScopes
from api.scopes import Scope
from tests.factories import UserFactory
from tests.factories_api import FORM, credentials, token_of

FAMILIES = "/api/v1/families/"
SIGN_IN = "/api/oauth/token/"


@pytest.fixture
def mosaic(organisation):
    return credentials("families.read", "people.read")


def ask(client, **form):
    return client.post(SIGN_IN, urlencode(form), content_type=FORM)


def test_a_token_carries_the_scopes_of_its_client(mosaic):
    answer = token_of(mosaic)

    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 3600)
    assert set(answer["scope"].split()) == {"families.read", "people.read"}


def test_a_token_can_carry_fewer(mosaic):
    assert token_of(mosaic, "people.read")["scope"] == "people.read"


@pytest.mark.parametrize("scope", ["families.write", "families.read families.write", "admin"])
def test_a_token_carries_no_more(mosaic, scope):
    assert token_of(mosaic, scope) == {"error": "invalid_scope"}


def test_the_secret_is_kept_as_a_hash(mosaic):
    assert mosaic.client_secret not in mosaic.client.application.client_secret


def test_a_token_is_kept_as_a_checksum(mosaic, client):
    said = token_of(mosaic)["access_token"]

    kept = AccessToken.objects.get()
    assert said not in (kept.token, kept.token_checksum)
    assert client.get(FAMILIES, headers={"Authorization": f"Bearer {said}"}).status_code == 200


def test_credentials_can_stand_in_the_header(mosaic, client):
    pair = b64encode(f"{mosaic.client_id}:{mosaic.client_secret}".encode()).decode()

    answer = client.post(
        SIGN_IN, "grant_type=client_credentials", content_type=FORM, HTTP_AUTHORIZATION=f"Basic {pair}"
    )

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"\x00", b"\xff\xfe", b"grant_type=client_credentials&client_id=%00&client_secret=%ff"]
)
def test_a_broken_request_for_a_token(client, organisation, body):
    assert client.post(SIGN_IN, body, content_type=FORM).status_code in {400, 401}


def test_a_token_is_asked_for_by_a_form(client, organisation):
    answer = client.post(SIGN_IN, {"grant_type": "client_credentials"}, content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")


def test_a_token_opens_the_api(caller, family):
    assert caller("families.read").get(FAMILIES).status_code == 200


def test_a_token_opens_what_its_scopes_say(caller, family):
    answer = caller("people.read").get(FAMILIES)

    assert (answer.status_code, answer.json()["detail"]) == (403, "This needs the scope families.read.")


def test_reading_is_not_writing(caller, family):
    assert caller("families.read").send(FAMILIES, {"name": "Ash"}).status_code == 403


@pytest.mark.parametrize(
    "said", ["Bearer", "Bearer ", "Bearer nonsense", "Bearer a b", "bearer \u00e9", "Basic x", "Token y", "x" * 9000]
)
def test_a_malformed_token_is_for_nobody(organisation, said):
    answer = Client(HTTP_AUTHORIZATION=said).get(FAMILIES)

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="Kith"')
    assert answer["Content-Type"] == "application/problem+json"


def test_a_wrong_token_counts_more_than_a_session(client, worker):
    client.force_login(worker)

    assert client.get(FAMILIES, HTTP_AUTHORIZATION="Bearer nonsense").status_code == 401


def test_a_token_that_has_run_out(caller, family):
    mosaic = caller("families.read")
    AccessToken.objects.update(expires=timezone.now() - timedelta(seconds=1))

    assert mosaic.get(FAMILIES).status_code == 401


def test_a_client_that_is_let_in_no_longer(caller, family, manager):
    mosaic = caller("families.read")
    stop_client(client=mosaic.credentials.client, by=manager)

    assert mosaic.get(FAMILIES).status_code == 401
    assert token_of(mosaic.credentials)["error"] == "invalid_client"


def test_a_token_given_back(caller, family):
    mosaic = caller("families.read")
    token = mosaic.defaults["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    held = mosaic.credentials
    form = {"token": token, "client_id": held.client_id, "client_secret": held.client_secret}

    assert Client().post("/api/oauth/revoke/", urlencode(form), content_type=FORM).status_code == 200
    assert mosaic.get(FAMILIES).status_code == 401


def test_no_one_gives_back_the_token_of_another(caller, family):
    mosaic, other = caller("families.read"), credentials("families.read", name="Other")
    token = mosaic.defaults["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    form = {"token": token, "client_id": other.client_id, "client_secret": other.client_secret}

    Client().post("/api/oauth/revoke/", urlencode(form), content_type=FORM)

    assert mosaic.get(FAMILIES).status_code == 200


def test_guessing_is_slow(mosaic, client, monkeypatch):
    monkeypatch.setattr("api.views.oauth.SignInThrottle.most", 2)

    answers = [ask(client, grant_type="client_credentials", client_id=mosaic.client_id) for _attempt in range(3)]

    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert int(answers[-1]["Retry-After"]) <= 60


def test_a_caller_can_call_too_often(caller, family, monkeypatch):
    monkeypatch.setattr("api.http.CallerThrottle.most", 1)
    mosaic = caller("families.read")
    mosaic.get(FAMILIES)

    answer = mosaic.get(FAMILIES)

    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")


def test_family_members_do_not_call_the_api(client, organisation):
    client.force_login(UserFactory(kind=User.Kind.FAMILY, roles=[]))

    assert client.get(FAMILIES).status_code == 403


def test_a_browser_proves_where_it_writes_from(worker):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(worker)

    answer = browser.post(FAMILIES, {"name": "Ash"}, content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


def test_a_client_sees_itself_and_no_other(mosaic):
    credentials("families.read", name="Other")

    assert list(ApiClient.objects.visible_to(mosaic.client.user)) == [mosaic.client]


def test_all_scopes_are_known():
    assert set(KithScopes().get_all_scopes()) == set(Scope)


def test_an_unknown_application_has_no_scopes():
    assert KithScopes().get_default_scopes(None) == []
