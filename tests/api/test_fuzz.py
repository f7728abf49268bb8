"""`make fuzz`: schemathesis makes requests from the description, fitting and not, and none may be a 500."""

import os
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from tests.api.live import council

pytestmark = pytest.mark.fuzz
EXAMPLES = int(os.environ.get("KITH_FUZZ_EXAMPLES", "50"))
"""Requests for each operation."""

schema = schemathesis.openapi.from_path(Path(__file__).parents[2] / "api" / "openapi.yaml")


@pytest.fixture
def leeds(transactional_db, live_server, monkeypatch):
    for throttle in ("api.http.CallerThrottle", "api.exports.ExportThrottle"):
        monkeypatch.setattr(f"{throttle}.most", 1_000_000)
    return council(live_server.url)


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_is_a_server_error(case, leeds):
    answer = case.call(base_url=leeds.address, headers={"Authorization": f"Bearer {token(leeds)}"})

    case.validate_response(answer, checks=[not_a_server_error])
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"]


TOKENS: dict[str, str] = {}


def token(leeds):
    client = leeds.credentials.client_id
    if client not in TOKENS:
        TOKENS[client] = leeds.token()
    return TOKENS[client]
