"""The demo's people in the database for a whole module: every test looks, and what it writes is rolled back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Model

from tests import postgres


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, UUID]]:
    from django.db import connection  # noqa: PLC0415

    from tests.conftest import FROZEN  # noqa: PLC0415

    host, name = os.environ["KITH_TEST_POSTGRES"], connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as clock:
        clock.setattr("database.clock.now", lambda: FROZEN)
        template = postgres.template(host)
        postgres.fresh_copy(host, name, postgres.demo_template(host, template))
        found = something_at_every_address()
    yield found
    postgres.leave(host, name, template)


def something_at_every_address() -> dict[str, UUID]:
    """What the demo lacks for it; the id for each word that an address takes."""
    from django.db import transaction  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415
    from database.asker import acting_as  # noqa: PLC0415
    from tests.sweeps.rows import (  # noqa: PLC0415
        ask_how_it_goes,
        begin_to_write,
        bring_alongside_a_link_up,
        read_a_sample,
        rows_by_word,
        say_how_it_was,
    )
    from tests.sweeps.ways_importing import choose_a_file  # noqa: PLC0415
    from tests.sweeps.ways_merging import differs, find_someone_twice  # noqa: PLC0415

    people = {user.name: user for user in User.objects.all()}
    with transaction.atomic(), acting_as(people["Kith"].asker):
        bring_alongside_a_link_up(people["Priya"])
        ask_how_it_goes(people["Marlon"])
        find_someone_twice(people)
        differs(people)
        begin_to_write(people["Hana"])
        say_how_it_was(people["Dana"])
        choose_a_file(people)
        read_a_sample(people)
        return rows_by_word()


@pytest.fixture(scope="module")
def york(demo: dict[str, UUID], django_db_blocker: Any) -> dict[type[Model], UUID]:
    """Another organisation, there for a whole module: the id of one row of each kind."""
    from django.db import transaction  # noqa: PLC0415

    from tests.conftest import FROZEN  # noqa: PLC0415
    from tests.sweeps.york import begin_york  # noqa: PLC0415

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as clock, transaction.atomic():
        clock.setattr("database.clock.now", lambda: FROZEN)
        return begin_york()


@pytest.fixture
def people(db: None) -> Any:
    """Sign-ins of the demo by name."""
    from accounts.models import User  # noqa: PLC0415

    return {user.name: user for user in User.objects.all()}


@pytest.fixture
def asking(people: Any) -> Iterator[None]:
    """Rows are looked up as Kith itself."""
    from database.asker import acting_as  # noqa: PLC0415

    with acting_as(people["Kith"].asker):
        yield


@pytest.fixture
def rows(demo: dict[str, UUID], asking: None, single_sign_on_elsewhere: None) -> dict[str, UUID]:
    """One row of family Rowan, or of a family that Priya works with, for each word that an address takes."""
    return dict(demo)


@pytest.fixture(scope="module")
def single_sign_on_elsewhere() -> Iterator[None]:
    """Once for a module: every model is told of a setting that changes, which takes longer than many a page."""
    from django.test import override_settings  # noqa: PLC0415

    with override_settings(KITH_SIGN_ON_HOSTS=["login.example.org"]):
        yield


@pytest.fixture
def reader(people: Any, asking: None) -> Any:
    """Arun, a quality lead from now on, put alongside Rowan: he may read everything there, and change nothing."""
    from families.models import Family, Involvement  # noqa: PLC0415

    arun = people["Arun"]
    arun.roles = ["quality_lead"]
    arun.save(update_fields=["roles"])
    Involvement.objects.bulk_create(
        Involvement(
            organisation=arun.organisation,
            family=family,
            practitioner=arun.practitioner,
            role=Involvement.Role.CO_WORKER,
        )
        for family in Family.objects.all()
    )
    return arun


@pytest.fixture
def system(people: Any, asking: None) -> Any:
    """Another system, with every scope; what it writes it writes in Priya's name."""
    from api.scopes import Scope  # noqa: PLC0415
    from tests.factories_api import Caller, credentials  # noqa: PLC0415

    return Caller(credentials(*Scope.values, practitioner=people["Priya"].practitioner, by=people["Kith"]))
