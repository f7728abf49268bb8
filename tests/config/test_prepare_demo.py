"""What `make run` does before it serves."""

import subprocess
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Organisation


@pytest.fixture
def migrated(monkeypatch):
    """What was run as another process."""
    commands = []
    monkeypatch.setattr(subprocess, "run", lambda command, check: commands.append(command[2:]))
    return commands


def prepare() -> str:
    said = StringIO()
    call_command("prepare_demo", stdout=said)
    return said.getvalue()


def test_a_database_that_is_up_to_date_is_not_migrated(db, migrated):
    said = prepare()

    assert migrated == []
    assert "priya@demo.example" in said


def test_a_database_that_is_not_is(db, migrated, monkeypatch):
    monkeypatch.setattr("config.health.problems", lambda: ["Migrations that are not applied: 1. Run migrate."])

    prepare()

    assert migrated == [["migrate", "--verbosity", "0"]]


def test_a_second_time_changes_nothing(db, migrated):
    assert prepare() == prepare()
    assert Organisation.objects.count() == 1


def test_it_says_who_everyone_is_as_it_is_run(demo):
    """With no transaction around it, as a command has none."""
    said = StringIO()
    call_command("demo", stdout=said)

    people = {line.split()[0]: " ".join(line.split()[1:-1]) for line in said.getvalue().splitlines()}
    assert (people["Yusuf"], people["Dana"], people["Priya"]) == ("advocate", "family member", "Social worker")
