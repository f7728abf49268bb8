"""Migrating an empty database quickly."""

import os
from threading import Event, Thread

import psycopg
import pytest
from django.apps import apps
from django.core.management import CommandError
from django.db import OperationalError, connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.migrations import RemoveTrigger

from database import migrating
from tests import postgres


def test_a_new_model_joins_those_that_are_rendered():
    state = ProjectState.from_apps(apps)
    person = state.apps.get_model("families", "Person")
    key = models.AutoField(primary_key=True)
    pet = ModelState("families", "Pet", [("id", key), ("keeper", models.ForeignKey("families.Person", models.CASCADE))])

    with migrating.only_what_changes():
        state.add_model(pet)

    assert state.apps.get_model("families", "Person") is person
    assert state.apps.get_model("families", "Pet")._meta.get_field("keeper").related_model is person
    assert "pet" in {relation.name for relation in person._meta.related_objects}
    assert ("families", "pet") in state.relations["families", "person"]


def test_a_model_with_a_new_field_is_rendered_alone_until_python_looks():
    state = ProjectState.from_apps(apps)
    family, person = (state.apps.get_model("families", name) for name in ("Family", "Person"))

    with migrating.only_what_changes():
        state.add_field("families", "person", "shoe_size", models.IntegerField(null=True), preserve_default=True)

    assert state.apps.get_model("families", "Family") is family
    assert state.apps.get_model("families", "Person") is not person
    assert state.apps.get_model("families", "Person")._meta.get_field("shoe_size")
    state.clear_delayed_apps_cache()
    member = state.apps.get_model("families", "FamilyMembership")._meta.get_field("person")
    assert member.related_model is state.apps.get_model("families", "Person")


def test_a_trigger_that_is_removed_leaves_the_model_as_it_is_rendered():
    state = ProjectState.from_apps(apps)
    person = state.apps.get_model("families", "Person")
    first, *others = state.models["families", "person"].options["triggers"]

    with migrating.only_what_changes():
        RemoveTrigger("person", first.name).state_forwards("families", state)

    assert state.apps.get_model("families", "Person") is person
    assert state.models["families", "person"].options["triggers"] == person._meta.triggers == others


def test_afterwards_django_does_it_as_before():
    former = RemoveTrigger.state_forwards, ProjectState.add_model

    with migrating.only_what_changes():
        assert RemoveTrigger.state_forwards != former[0]

    assert (RemoveTrigger.state_forwards, ProjectState.add_model) == former


FORMER = {name for migration in MigrationLoader(None).disk_migrations.values() for name in migration.replaces}


def test_a_database_with_all_former_migrations_or_none_is_taken(monkeypatch):
    for applied in FORMER, set():
        monkeypatch.setattr(
            MigrationRecorder, "applied_migrations", lambda _recorder, there=applied: dict.fromkeys(there)
        )

        migrating.refuse_half_way(connection)


@pytest.mark.parametrize("room", ["database", "accounts", "families", "linkups", "casework", "api"])
def test_a_database_that_lacks_the_last_former_migration_of_a_room_is_refused(monkeypatch, room):
    applied = FORMER - {max(name for name in FORMER if name[0] == room)}
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _recorder: dict.fromkeys(applied))

    with pytest.raises(CommandError, match=f"{room}.* stands for others"):
        migrating.refuse_half_way(connection)


@pytest.fixture
def owner(transactional_db):
    """The connection as the one that migrates has it."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(USER="kith_migrate", OPTIONS={})
    yield connection
    connection.close()
    connection.settings_dict.clear()
    connection.settings_dict.update(before)


def opened(role="kith_app"):
    name = connection.settings_dict["NAME"]
    return psycopg.connect(postgres.address(os.environ["KITH_TEST_POSTGRES"], name, role), autocommit=True)


def change():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_organisation ALTER COLUMN name DROP DEFAULT")


@pytest.mark.slow
def test_while_a_long_report_reads_a_table_a_migration_holds_nobody_up(owner, monkeypatch):
    monkeypatch.setattr(migrating, "PAUSE", 0.05)
    said, may_end, has_begun, reads = [], Event(), Event(), []

    def report():
        with opened() as reader, reader.transaction():
            reader.execute("SELECT count(*) FROM accounts_organisation")
            has_begun.set()
            may_end.wait(60)

    def read_on():
        """As many as it takes until the migration has been tried three times; each would wait three seconds behind it, and fail then."""
        with opened() as other:
            while len(tried) < 3 or len(reads) < 20:
                reads.append(other.execute("SELECT count(*) FROM accounts_organisation").fetchone())
        may_end.set()

    tried = []

    def step():
        tried.append(True)
        change()

    long, others = Thread(target=report), Thread(target=read_on)
    long.start()
    assert has_begun.wait(60)
    others.start()
    migrating.giving_way(owner, step, said.append)
    others.join(60)
    long.join(60)

    assert (len(tried) >= 3, len(reads) >= 20, len(said)) == (True, True, 1)


@pytest.mark.slow
def test_a_table_that_is_read_for_ever_is_named_in_the_end(owner, monkeypatch):
    monkeypatch.setattr(migrating, "PAUSE", 0)
    monkeypatch.setattr(migrating, "MOST_TRIES", 2)

    with opened() as reader, reader.transaction():
        reader.execute("SELECT count(*) FROM accounts_organisation")

        with pytest.raises(CommandError, match="Nothing is half done"):
            migrating.giving_way(owner, change, print)


def test_what_else_goes_wrong_is_not_tried_again(db):
    tried = []

    def step():
        tried.append(True)
        raise OperationalError("the disk is full")

    with pytest.raises(OperationalError, match="full"):
        migrating.giving_way(connection, step, print)

    assert len(tried) == 1
