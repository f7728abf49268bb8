"""The description is what the router serves, and the pages that show it run under the strict policy."""

from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.urls import get_resolver, reverse

from api.endpoints import Endpoint
from api.scopes import Scope
from api.urls import router

COMMITTED = Path(__file__).parents[2] / "api" / "openapi.yaml"
ENDPOINTS = [endpoint for _prefix, endpoint, _name in router.registry]


def actions_of(endpoint):
    standard = [name for name in ("list", "retrieve", "create", "partial_update") if hasattr(endpoint, name)]
    return {*standard, *(extra.__name__ for extra in endpoint.get_extra_actions())}


def test_the_committed_description_is_the_routers(tmp_path):
    made = tmp_path / "openapi.yaml"

    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(made))

    assert made.read_text() == COMMITTED.read_text(), "Run: manage.py spectacular --file api/openapi.yaml"


def test_every_operation_names_its_scopes_and_its_errors():
    paths = yaml.safe_load(COMMITTED.read_text())["paths"]
    operations = [operation for methods in paths.values() for operation in methods.values()]

    assert all({"400", "401", "403", "404", "429"} <= set(operation["responses"]) for operation in operations)
    assert all("oauth" in operation["security"][0] for operation in operations)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_action_has_its_scope(endpoint):
    assert issubclass(endpoint, Endpoint)
    assert set(endpoint.scopes) == actions_of(endpoint)


def test_every_scope_opens_something():
    opened = {scope for endpoint in ENDPOINTS for scopes in endpoint.scopes.values() for scope in scopes}

    assert opened == set(Scope)


@pytest.mark.parametrize("name", ["docs", "description", "problems"])
def test_the_documentation_is_for_everyone(client, db, name):
    assert client.get(reverse(f"api:{name}")).status_code == 200


def test_an_address_below_api_is_the_routers_or_a_problem(client, db):
    answer = client.get("/api/v2/people/")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert get_resolver().resolve("/api/v2/people/").view_name == "api:nothing"


def test_each_problem_is_explained(client, db):
    page = client.get(reverse("api:problems")).content.decode()

    told = (400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429, 500, 503)
    assert [status for status in told if f'id="{status}"' not in page] == []
