"""Fixtures for every test: the database as the application's role sees it, the clock of the stories, and a few people."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

import django
import pytest

from tests import postgres

LEASES: list[IO[str]] = []
FROZEN = datetime(2026, 3, 16, 9, 0, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
"""The Monday of domain.md §13."""


def pytest_configure(config: pytest.Config) -> None:
    LEASES.append(postgres.prepare_environment())
    if not hasattr(config, "workerinput"):
        postgres.drop_left_behind(os.environ["KITH_TEST_POSTGRES"])
    django.setup()


def pytest_unconfigure() -> None:
    for lease in LEASES:
        lease.close()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Ours instead of Django's: the database belongs to kith_owner, and the tests are kith_app."""
    from django.conf import settings  # noqa: PLC0415  (only now does the environment stand)
    from django.db import connection  # noqa: PLC0415
    from django.test import TransactionTestCase  # noqa: PLC0415

    host, name = os.environ["KITH_TEST_POSTGRES"], f"{postgres.PREFIX}{os.getpid()}"
    with django_db_blocker.unblock():
        template = postgres.template(host)
        connection.settings_dict.update(NAME=name, HOST=host, USER="kith_app")
        postgres.fresh_copy(host, name, template)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    TransactionTestCase._fixture_teardown = lambda self: postgres.fresh_copy(host, name, template)  # type: ignore[method-assign]
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.close_pool()
        with postgres.bootstrap.connect(host) as admin:
            postgres.bootstrap.drop_database(admin, name)


@pytest.fixture(autouse=True)
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is the Monday of the stories. Process time goes on, or the signed asker would go stale."""
    monkeypatch.setattr("database.clock.now", lambda: FROZEN)
    return FROZEN
