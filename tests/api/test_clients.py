"""Other systems: let in by two, shown their secret once, given another, and stopped at once."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from accounts.models import User
from api.actions import Credentials
from api.models import ApiClient
from database.asker import acting_as
from tests.factories import UserFactory
from tests.factories_api import credentials, token_of

SAID = {"name": "Mosaic", "purpose": "Mirror families", "scopes": ["families.read", "people.read"]}


@pytest.fixture
def alex(organisation):
    return UserFactory(name="Alex", roles=["administrator"])


@pytest.fixture
def noor(organisation):
    return UserFactory(name="Noor", roles=["administrator"])


@pytest.fixture
def by_alex(alex):
    browser = Client()
    browser.force_login(alex)
    return browser


@pytest.fixture
def by_noor(noor):
    browser = Client()
    browser.force_login(noor)
    return browser


def send(browser, name, /, *args, **said):
    return browser.post(reverse(f"administration:{name}", args=args), said)


@pytest.fixture
def mosaic(by_alex):
    """Asked for by Alex; with the secret that he was shown."""
    page = by_alex.get(send(by_alex, "client-add", **SAID).url)
    client = ApiClient.objects.select_related("application", "user").get()
    return Credentials(client, client.application.client_id, page.context["secret"])


def test_the_secret_is_shown_once(by_alex, mosaic):
    page = by_alex.get(reverse("administration:client", args=[mosaic.client.pk]))

    assert (len(mosaic.client_secret) > 30, page.context["secret"]) == (True, "")
    assert mosaic.client_secret not in page.content.decode()


def test_it_opens_nothing_before_the_second_yes(mosaic):
    assert token_of(mosaic)["error"] == "invalid_client"


def test_with_the_second_yes_it_gets_in(mosaic, by_noor):
    send(by_noor, "client-agree", mosaic.client.pk)

    assert set(token_of(mosaic)["scope"].split()) == {"families.read", "people.read"}


def test_whoever_asked_does_not_agree(mosaic, by_alex, alex):
    assert send(by_alex, "client-agree", mosaic.client.pk).status_code == 403
    with acting_as(alex.asker), pytest.raises(IntegrityError, match="api_client_takes_two"), transaction.atomic():
        ApiClient.objects.update(agreed_by=alex, agreed_at=timezone.now())


def test_its_sign_in_opens_by_no_other_way(mosaic, alex, noor):
    for who in (alex, noor):
        with acting_as(who.asker), pytest.raises(IntegrityError, match="it takes two"), transaction.atomic():
            User.objects.filter(pk=mosaic.client.user_id).update(is_active=True)


def test_nobody_agrees_in_the_name_of_another(mosaic, alex, noor):
    with acting_as(alex.asker), pytest.raises(IntegrityError, match="name of another"), transaction.atomic():
        ApiClient.objects.update(agreed_by=noor, agreed_at=timezone.now())


@pytest.mark.parametrize("facts", [{"scopes": ["people.write"]}, {"purpose": "More"}, {"created_by": None}])
def test_what_two_agreed_to_stays_as_it_was(mosaic, noor, facts):
    with acting_as(noor.asker), pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        ApiClient.objects.update(**facts)


def test_who_works_here_lets_no_system_in(worker, mosaic):
    with acting_as(worker.asker), pytest.raises(IntegrityError, match="not an administrator"), transaction.atomic():
        ApiClient.objects.update(name="Mine")


def another_secret(browser, held):
    """Press the button; what the page shows then."""
    page = browser.get(send(browser, "client-secret", held.client.pk).url)
    return Credentials(held.client, held.client_id, page.context["secret"])


def test_another_secret_ends_the_former_and_its_tokens(by_alex, by_noor, caller, family):
    caller = caller("families.read")
    held = caller.credentials

    made = another_secret(by_alex, held)
    send(by_noor, "client-agree", held.client.pk)

    assert caller.get("/api/v1/families/").status_code == 401
    assert token_of(held)["error"] == "invalid_client"
    assert "access_token" in token_of(made)


def test_another_secret_opens_nothing_before_the_second_yes(mosaic, by_alex, by_noor):
    """Two let it in. Whoever then makes another secret holds it, and would be one alone."""
    send(by_noor, "client-agree", mosaic.client.pk)
    before = by_noor.get(reverse("administration:client", args=[mosaic.client.pk])).content.decode()

    made = another_secret(by_noor, mosaic)

    assert "It gets in again, with the new one, when another administrator agrees." in before
    assert token_of(made)["error"] == "invalid_client"
    assert "Another system: Mosaic" in by_alex.get("/administration/").content.decode()
    assert send(by_noor, "client-agree", mosaic.client.pk).status_code == 403
    send(by_alex, "client-agree", mosaic.client.pk)
    assert "access_token" in token_of(made)


def test_by_sql_nobody_agrees_to_a_secret_of_their_own(mosaic, by_noor, noor):
    another_secret(by_noor, mosaic)

    with acting_as(noor.asker), pytest.raises(IntegrityError, match="api_client_takes_two"), transaction.atomic():
        ApiClient.objects.update(agreed_by=noor, agreed_at=timezone.now())


@pytest.mark.parametrize("facts", [{"client_secret": "mine"}, {"client_id": "mine"}])
def test_by_sql_nobody_changes_what_a_system_signs_in_with(mosaic, by_noor, noor, facts):
    send(by_noor, "client-agree", mosaic.client.pk)

    with acting_as(noor.asker), pytest.raises(IntegrityError, match="it takes two"), transaction.atomic():
        Application.objects.update(**facts)


@pytest.mark.parametrize("facts", [{"secret_set_at": timezone.now()}, {"agreed_by": None, "agreed_at": None}])
def test_by_sql_a_secret_is_made_in_ones_own_name(mosaic, by_noor, alex, noor, facts):
    send(by_noor, "client-agree", mosaic.client.pk)

    with acting_as(noor.asker), pytest.raises(IntegrityError), transaction.atomic():
        ApiClient.objects.update(**facts, secret_set_by=alex)


def test_a_client_that_is_stopped_gets_in_no_more(by_alex, alex, caller, family):
    caller = caller("families.read")
    pk = caller.credentials.client.pk

    send(by_alex, "client-stop", pk)

    client = ApiClient.objects.get(pk=pk)
    assert (caller.get("/api/v1/families/").status_code, client.stopped_by) == (401, alex)
    assert not AccessToken.objects.exists()


def test_what_was_stopped_stays_so(by_alex, noor, caller):
    pk = caller("families.read").credentials.client.pk
    send(by_alex, "client-stop", pk)

    page = by_alex.post(reverse("administration:client-secret", args=[pk]), follow=True).content.decode()
    assert "This system has been stopped." in page
    with acting_as(noor.asker), pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        ApiClient.objects.update(stopped_at=None, stopped_by=None)


def test_the_page_says_who_let_it_in_and_when_it_last_signed_in(by_alex, mosaic, by_noor):
    send(by_noor, "client-agree", mosaic.client.pk)
    token_of(mosaic)

    page = by_alex.get(reverse("administration:client", args=[mosaic.client.pk])).content.decode()

    assert all(words in page for words in ("Alex, ", "Noor, ", "Mirror families", "Read families and who works with"))
    assert "no live sign-in is known" not in page


def test_what_waits_stands_where_an_administrator_begins(mosaic, by_noor):
    assert "Another system: Mosaic" in by_noor.get("/administration/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(by_alex, django_assert_num_queries, count):
    for number in range(count):
        credentials("families.read", name=f"System {number}")
    by_alex.get(reverse("administration:client-list"))

    with django_assert_num_queries(5):
        by_alex.get(reverse("administration:client-list"))


@pytest.mark.parametrize("count", [1, 3])
def test_where_an_administrator_begins_costs_the_same(by_alex, django_assert_num_queries, count):
    for number in range(count):
        send(by_alex, "client-add", **(SAID | {"name": f"System {number}"}))
    by_alex.get("/administration/")

    with django_assert_num_queries(6):
        by_alex.get("/administration/")


def test_the_pages_are_not_there_for_who_works_with_families(client, worker, mosaic):
    client.force_login(worker)

    assert client.get(reverse("administration:client-list")).status_code == 403
    assert client.get(reverse("administration:client", args=[mosaic.client.pk])).status_code == 404


def test_the_command_stops_a_client(caller, family):
    caller = caller("families.read")

    call_command("stop_client", caller.credentials.client.name)

    assert caller.get("/api/v1/families/").status_code == 401
    with pytest.raises(CommandError, match="has been stopped"):
        call_command("stop_client", caller.credentials.client.name)
    with pytest.raises(CommandError, match="No system of this name"):
        call_command("stop_client", "Elsewhere")
