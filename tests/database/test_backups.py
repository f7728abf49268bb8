"""Backup, restore and a database of one's own: on the test cluster, under names of their own."""

import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.models import Organisation, User
from database import backups, bootstrap
from database.asker import acting_as
from families.models import Family
from tests import postgres
from tests.people import let_in

pytestmark = pytest.mark.slow
HOST = os.environ.get("KITH_TEST_POSTGRES", "")


@pytest.fixture(autouse=True)
def programs_of_the_private_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_PRIVATE_POSTGRES", HOST)


@pytest.fixture
def spare() -> Iterator[str]:
    """The name of a database that no other test knows, and that is gone afterwards."""
    name = f"{postgres.PREFIX}{os.getpid()}_spare"
    yield name
    with bootstrap.connect(HOST) as admin:
        for left in (name, f"{name}_restoring"):
            bootstrap.drop_database(admin, left)


@pytest.fixture
def elsewhere(spare: str, monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[str]:
    """As `manage.py` sets a command of the owner up, for the spare database; its administrator's address."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.close_pool()
    connection.settings_dict.update(NAME=spare, USER="kith_migrate", OPTIONS={})
    yield address(spare)
    connection.close()
    connection.settings_dict.clear()
    connection.settings_dict.update(before)


def address(name: str, role: str = "dev") -> str:
    return postgres.address(HOST, name, role)


@pytest.fixture
def saved(tmp_path: Path, transactional_db: None) -> Path:
    """A backup of the test's database, with a family and its history in it."""
    leeds = Organisation.objects.create(name="Leeds")
    worker = let_in("W", leeds)
    with acting_as(worker.asker), transaction.atomic():
        Family.objects.create(organisation=leeds, name="Ash", created_by=worker)
    file = tmp_path / "kith.backup"
    call_command("backup", file, admin_url=address(str(connection.settings_dict["NAME"])), stdout=StringIO())
    return file


def restore(file: Path, url: str, **how: bool) -> None:
    call_command("restore", file, admin_url=url, stdout=StringIO(), **how)


def ask(url: str, statement: str) -> list[tuple[object, ...]]:
    with bootstrap.connect_to(url) as admin:
        return admin.execute(statement).fetchall()


COUNTS = """
    SELECT (SELECT count(*) FROM accounts_user), (SELECT count(*) FROM families_family),
      (SELECT count(*) FROM families_familyevent), (SELECT count(*) FROM database_change),
      (SELECT count(*) FROM django_migrations)"""
GUARDS = """
    SELECT relname, relowner::regrole::text, relacl::text, relrowsecurity, relforcerowsecurity,
      (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid), (SELECT count(*) FROM pg_trigger WHERE tgrelid = c.oid),
      (SELECT count(*) FROM pg_constraint WHERE conrelid = c.oid)
    FROM pg_class c WHERE relnamespace::regnamespace::text IN ('public', 'kith_sec') AND relkind = 'r' ORDER BY 1"""


def test_a_restored_database_is_the_same(saved, elsewhere):
    original = address(f"{postgres.PREFIX}{os.getpid()}")

    restore(saved, elsewhere)

    assert ask(elsewhere, COUNTS) == ask(original, COUNTS)
    assert ask(elsewhere, GUARDS) == ask(original, GUARDS)


def test_a_restored_database_knows_who_asks(saved, elsewhere):
    restore(saved, elsewhere)
    connection.close()
    connection.settings_dict.update(USER="kith_app")

    with acting_as(User.objects.get().asker), transaction.atomic():
        assert Family.objects.get().name == "Ash"


def test_the_key_is_not_in_a_backup(saved, spare):
    backups.load(address(spare), saved)

    assert ask(address(spare), "SELECT count(*) FROM kith_sec.key") == [(0,)]


def test_a_backup_is_readable_by_its_owner_only(saved):
    assert saved.stat().st_mode & 0o777 == 0o600


def test_a_backup_overwrites_no_file(saved):
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", saved, admin_url=address("postgres"))


def test_a_backup_that_fails_leaves_nothing(tmp_path):
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("backup", tmp_path / "kith.backup", admin_url=address("not_there"))

    assert list(tmp_path.iterdir()) == []


def test_a_database_that_holds_something_is_not_overwritten(saved, elsewhere):
    restore(saved, elsewhere)

    with pytest.raises(CommandError, match="is not empty"):
        restore(saved, elsewhere)


def test_with_yes_it_is_overwritten(saved, elsewhere):
    restore(saved, elsewhere)
    with bootstrap.connect_to(elsewhere) as admin:
        admin.execute("CREATE TABLE public.new_since (n int)")

    restore(saved, elsewhere, yes=True)

    assert ask(elsewhere, "SELECT to_regclass('public.new_since')") == [(None,)]


def test_a_broken_file_changes_nothing(saved, elsewhere):
    restore(saved, elsewhere)
    whole = saved.read_bytes()
    saved.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(CommandError, match="Nothing was changed"):
        restore(saved, elsewhere, yes=True)

    assert ask(elsewhere, "SELECT name FROM families_family") == [("Ash",)]


def test_a_missing_file_is_named(elsewhere, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        restore(tmp_path / "nothing", elsewhere)


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_it_says_who_must_ask(command, tmp_path, monkeypatch):
    with pytest.raises(CommandError, match="set KITH_ADMIN_URL"):
        call_command(command, tmp_path / "kith.backup", admin_url="")


@pytest.fixture
def own_database(spare: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATABASE_URL", address(spare, "kith_app"))
    monkeypatch.setenv("KITH_MIGRATION_URL", address(spare, "kith_migrate"))
    return address(spare)


def prepare() -> str:
    said = StringIO()
    call_command("prepare_database", admin_url=address("postgres"), stdout=said)
    return said.getvalue()


def test_a_database_of_ones_own_is_prepared(own_database):
    prepare()

    extensions = {name for (name,) in ask(own_database, "SELECT extname FROM pg_extension")}
    owner = ask(own_database, "SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()")
    assert extensions >= set(bootstrap.EXTENSIONS)
    assert owner == [("kith_owner",)]


def test_preparing_twice_changes_nothing(own_database, spare):
    assert prepare() == f"{spare} is ready. Next: migrate.\n"
    assert prepare() == f"{spare} is there already and ready. Next: migrate.\n"


def test_passwords_come_from_the_addresses(spare):
    with bootstrap.connect(HOST) as admin:
        admin.execute("CREATE ROLE kith_test_signer LOGIN")
        try:
            bootstrap.set_password(admin, "kith_test_signer", "it's \\ odd")
            ((stored,),) = admin.execute(
                "SELECT rolpassword FROM pg_authid WHERE rolname = 'kith_test_signer'"
            ).fetchall()
        finally:
            admin.execute("DROP ROLE kith_test_signer")

    assert stored.startswith("SCRAM-SHA-256$")


@pytest.mark.parametrize("name", ["DATABASE_URL", "KITH_MIGRATION_URL"])
def test_the_addresses_must_name_the_roles(own_database, monkeypatch, name):
    monkeypatch.setenv(name, "postgresql://somebody@localhost/kith")

    with pytest.raises(CommandError, match=f"Set {name} to"):
        prepare()
