import time

import pytest
from django.db import OperationalError, connection


def test_a_living_process_says_so_without_the_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "alive"})


def test_a_ready_process_says_so(client, db):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"status": "ready"})


def test_readiness_is_cheap(client, db, django_assert_max_num_queries):
    client.get("/readyz")

    with django_assert_max_num_queries(6):  # two of them a savepoint's
        client.get("/readyz")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_no_cache_keeps_the_answer(client, db, path):
    assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_only_answers_questions(client, db, path):
    assert client.post(path).status_code == 405


def test_a_clock_that_is_wrong_is_not_ready(client, db, monkeypatch):
    wrong = time.time() + 90
    monkeypatch.setattr("config.health.time.time", lambda: wrong)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["problems"][0].startswith("The clock is ")


def test_a_missing_migration_is_not_ready(client, db, monkeypatch):
    monkeypatch.setattr("config.health._migrations", lambda: frozenset({("families", "9999_later")}))

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["problems"] == ["Migrations that are not applied: 1. Run migrate."]


def test_another_key_is_not_ready(client, db, settings):
    settings.KITH_ASKER_KEYS = ["another key of thirty-two characters"]

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["problems"] == [
        "KITH_ASKER_KEY is not the key in the database: run migrate with the right one."
    ]


def test_a_database_out_of_reach_is_not_ready(client, db, monkeypatch):
    with monkeypatch.context() as away:
        away.setattr(connection, "cursor", out_of_reach)
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["problems"] == ["The database can't be reached."]


def out_of_reach():
    raise OperationalError
