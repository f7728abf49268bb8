"""Where a token counts, and what a sign-in can never become."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from accounts.models import Organisation, User
from tests.addresses import addresses
from tests.factories import UserFactory

PUBLIC = {"healthz", "readyz", "components", "help", "accessibility"}
PAGES = [one for one in addresses() if not one.name.startswith(("api:", "accounts:")) and "<" not in one.path]


@pytest.fixture
def machine(organisation):
    return UserFactory(kind="client", roles=[])


@pytest.mark.parametrize("page", [page for page in PAGES if page.name not in PUBLIC], ids=str)
def test_a_client_has_no_pages(client, machine, page):
    client.force_login(machine)

    response = client.get(f"/{page.path}")

    assert response.status_code in {302, 405}
    assert response.status_code == 405 or response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize(("kind", "rule"), [("client", "user_of_a_machine_has_no_password"), ("system", "by someone")])
def test_a_machine_has_no_password(organisation, kind, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        User.objects.create_user("x@leeds.test", "correct horse battery", kind=kind, organisation=organisation)


@pytest.mark.parametrize("change", [{"kind": "system"}, {"organisation": "York"}])
def test_a_sign_in_stays_what_it_is(worker, change):
    if "organisation" in change:
        change = {"organisation": Organisation.objects.create(name="York")}

    with pytest.raises(IntegrityError, match="stays what it is"), transaction.atomic():
        User.objects.filter(pk=worker.pk).update(**change)


def test_no_one_lets_anyone_in_to_another_organisation(worker):
    york = Organisation.objects.create(name="York")

    with pytest.raises(DatabaseError, match="another organisation"), transaction.atomic():
        User.objects.create_user("x@york.test", name="X", organisation=york)


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_address_of_a_button_says_what_to_do(client, worker, method):
    client.force_login(worker)

    response = getattr(client, method)(reverse("accounts:session-end"))

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "press the button there" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_page_that_is_only_read_says_what_it_allows(client, worker):
    client.force_login(worker)

    response = client.post(reverse("casework:today"))

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_other_systems_get_a_problem_instead(client, worker):
    client.force_login(worker)

    response = client.delete("/api/v1/families/")

    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"]


@pytest.mark.parametrize("path", ["/families/", "/api/v1/families/", "/nowhere/"])
def test_every_answer_says_what_a_browser_may_do_with_it(client, worker, path):
    client.force_login(worker)

    headers = client.get(path, secure=True).headers

    assert headers["Content-Security-Policy"] == (
        "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
    assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
    assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"].partition("-allow")[0] == "same-origin"
    assert "no-store" in headers["Cache-Control"]


def test_a_page_that_refuses_what_was_sent_says_it_too(client):
    answer = client.get("/families/?q=%00", secure=True)

    assert answer.status_code == 400
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_a_page_says_in_which_language_it_is_whatever_the_browser_reads(client, db):
    page = client.get(reverse("account_login"), headers={"accept-language": "de"}).content.decode()

    assert '<html lang="en-gb"' in page
