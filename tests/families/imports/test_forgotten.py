"""A file that nobody has touched for a week is thrown away, or ends where it is."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from database import clock
from database.asker import acting_as
from families.actions.bringing import bring_in_next, start_import
from families.models import Involvement, PeopleImport, Person
from families.periods import Period
from tests.families.imports.test_bringing import HOW, ready, undone


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


@pytest.fixture
def begun(one, worker, monkeypatch):
    """Two of three people are written; then it stops."""
    monkeypatch.setattr("families.actions.bringing.AT_ONCE", 2)
    with acting_as(worker.asker):
        one = start_import(people_import=one, by=worker, **HOW)
        return bring_in_next(people_import=one, position=0, by=worker)


def test_one_that_nobody_goes_on_with_ends_where_it_is(begun, later):
    later(8)

    run()

    one = PeopleImport.objects.get()
    assert (one.state, one.position, one.sheet, one.told, one.written) == ("done", one.total, {}, {}, {})
    assert Person.objects.filter(known_as__endswith="Vale").count() == 2
    assert [left["line"] for left in one.left_out] == [4, 4, 2]
    assert one.left_out[0]["why"] == "Nobody went on with this file for seven days."
    assert one.left_out[0]["cells"][1] == "Wyn Vale"


def test_of_one_whose_writer_has_left_the_family_no_row_is_kept(begun, family, later):
    Involvement.objects.filter(family=family).update(period=Period(None, clock.today()))
    later(8)

    run()

    one = PeopleImport.objects.get()
    assert one.state == "done"
    assert {len(left["cells"]) for left in one.left_out} == {0}


def test_one_that_someone_goes_on_with_is_not_ended(begun, later):
    later(6)

    assert run() == "0 forgotten files thrown away.\n"
    assert PeopleImport.objects.get().state == "running"


def test_what_it_wrote_before_it_ended_can_be_undone(begun, worker, later):
    later(8)
    run()

    with acting_as(worker.asker):
        one = undone(PeopleImport.objects.get(), worker)

    assert (one.state, one.left_out) == ("undone", [])
    assert not Person.objects.filter(known_as__endswith="Vale").exists()
