"""A file that was chosen and never brought in is thrown away after a week."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from database import clock
from database.asker import acting_as
from families.models import PeopleImport
from tests.families.imports.test_bringing import HOW, ready, start_import


def run():
    said = StringIO()
    call_command("drop_forgotten_files", stdout=said)
    return said.getvalue()


@pytest.fixture
def one(family, worker):
    with acting_as(worker.asker):
        return ready(family, worker)


@pytest.fixture
def later(monkeypatch):
    """So many days from now, by the database's clock, which says when a row was touched."""
    now = timezone.now()
    return lambda days: monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=days))


def test_after_a_week_nothing_of_it_is_kept(one, later):
    later(8)

    assert run() == "1 forgotten files thrown away.\n"
    one = PeopleImport.objects.get()
    assert (one.state, one.sheet, one.told, one.headers) == ("dropped", {}, {}, [])


def test_before_that_it_waits(one, later):
    later(6)

    assert run() == "0 forgotten files thrown away.\n"
    assert PeopleImport.objects.get().state == "ready"


def test_one_that_is_being_brought_in_is_finished_or_undone_by_someone(one, worker, later):
    with acting_as(worker.asker):
        start_import(people_import=one, by=worker, **HOW)
    later(8)

    run()

    assert PeopleImport.objects.get().state == "running"
