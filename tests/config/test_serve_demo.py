"""What `make run` does before it serves."""

import subprocess
from io import StringIO

import pytest
from django.contrib.staticfiles.management.commands.runserver import Command as Runserver
from django.core.management import call_command
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from accounts.models import Organisation


@pytest.fixture
def migrated(monkeypatch):
    """What was run as another process."""
    commands = []
    monkeypatch.setattr(subprocess, "run", lambda command, check: commands.append(command[2:]))
    return commands


@pytest.fixture(autouse=True)
def served(monkeypatch):
    """The ports at which a server would have begun."""
    ports = []
    monkeypatch.setattr(Runserver, "run", lambda self, **options: ports.append(options["addrport"]))
    return ports


def prepare() -> str:
    said = StringIO()
    call_command("serve_demo", "127.0.0.1:8123", stdout=said)
    return said.getvalue()


def test_a_database_that_is_up_to_date_is_not_migrated(db, migrated):
    said = prepare()

    assert migrated == []
    assert "priya@demo.example" in said


def test_a_database_that_is_not_is(db, migrated, monkeypatch):
    monkeypatch.setattr("config.health.problems", lambda: ["Migrations that are not applied: 1. Run migrate."])

    prepare()

    assert migrated == [["migrate", "--verbosity", "0"]]


def test_it_says_where_it_is_and_serves_there(db, migrated, served):
    said = prepare()

    assert ("http://localhost:8123/" in said, served) == (True, ["127.0.0.1:8123"])


def test_what_the_reloader_starts_only_serves(db, migrated, served, monkeypatch):
    monkeypatch.setenv(DJANGO_AUTORELOAD_ENV, "true")

    assert (prepare(), served, Organisation.objects.count()) == ("", ["127.0.0.1:8123"], 0)


def test_a_second_time_changes_nothing(db, migrated):
    assert prepare() == prepare()
    assert Organisation.objects.count() == 1


def test_it_says_who_everyone_is_as_it_is_run(demo):
    """With no transaction around it, as a command has none."""
    said = StringIO()
    call_command("demo", stdout=said)

    people = {line.split()[0]: " ".join(line.split()[1:-1]) for line in said.getvalue().splitlines()}
    assert (people["Yusuf"], people["Dana"], people["Priya"]) == ("advocate", "family member", "Social worker")
