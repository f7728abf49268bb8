"""Fixtures for every test: the database as the application's role sees it, the clock of the stories, and a few people."""

import gc
import importlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

import django
import pytest

from tests import postgres

pytest_plugins = ["tests.chromium"]
LEASES: list[IO[str]] = []
FROZEN = datetime(2026, 3, 16, 9, 0, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
"""The Monday of domain.md §13."""


def pytest_configure(config: pytest.Config) -> None:
    LEASES.append(postgres.prepare_environment())
    if not hasattr(config, "workerinput"):
        postgres.drop_left_behind(os.environ["KITH_TEST_POSTGRES"])
    django.setup()
    importlib.import_module("tests.cookies").keep_keys()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Whoever asks for the demo gets a copy of that."""
    if "demo" not in getattr(item, "fixturenames", ()):
        postgres.renew()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Its requests are composed when the file is read, and sent by `make fuzz` alone."""
    return True if collection_path.name == "test_fuzz.py" and config.getoption("markexpr") == "not fuzz" else None


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: to look through it again and again for rubbish took a tenth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


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
    TransactionTestCase._fixture_teardown = lambda self: postgres.leave(host, name, template)  # type: ignore[method-assign]
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


class _Factories:
    """`tests.factories`, imported when first used: its models need the environment that `pytest_configure` prepares."""

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module("tests.factories"), name)


make = _Factories()


@pytest.fixture
def organisation(db: None) -> Iterator[Any]:
    """Leeds. Rows are made as Kith itself; a client of a test asks as whoever signs in."""
    from accounts.models import Organisation, User  # noqa: PLC0415
    from database.asker import acting_as  # noqa: PLC0415

    leeds = Organisation.objects.create(name="Leeds")
    system = User.objects.create_user("kith@leeds.test", name="Kith", kind=User.Kind.SYSTEM, organisation=leeds)
    with acting_as(system.asker), make.everything_is_of(leeds):
        yield leeds


@pytest.fixture
def family(organisation: Any) -> Any:
    return make.FamilyFactory(name="Rowan")


@pytest.fixture
def worker(family: Any) -> Any:
    """A social worker who leads for the family."""
    practitioner = make.PractitionerFactory(user__name="Priya")
    make.InvolvementFactory(family=family, practitioner=practitioner, role="lead_worker")
    return practitioner.user


@pytest.fixture
def manager(worker: Any) -> Any:
    """Who manages the worker's team."""
    sarah = make.PractitionerFactory(user__name="Sarah", user__roles=["team_manager"])
    worker.practitioner.team = make.TeamFactory(manager=sarah.user)
    worker.practitioner.save()
    return sarah.user


@pytest.fixture
def outsider(organisation: Any) -> Any:
    """A social worker of the organisation who is not involved."""
    return make.PractitionerFactory(user__name="Tom").user
