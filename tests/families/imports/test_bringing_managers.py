"""Whoever manager the team of a worker can undo what they brought in, and reads nothing of the file."""

import pytest
from django.db import DatabaseError, transaction

from database.asker import acting_as
from families.models import Person
from tests.families.imports.test_bringing import HOW, brought, ready, start_import, undone, vales


@pytest.fixture
def done(family, worker, manager):
    with acting_as(worker.asker):
        return brought(family, worker, "No,Name,DOB\n1,Uma Vale,1985\n2,Vic Vale,soon\n")


def test_a_manager_takes_all_of_it_back(client, done, manager, family):
    client.force_login(manager)

    page = client.get(f"/imports/{done.pk}/").text
    assert "By Priya, whom you manage." in page
    client.post(f"/imports/{done.pk}/undo/")
    for _step in range(2):
        done.refresh_from_db()
        client.post(f"/imports/{done.pk}/step/", {"position": done.position})

    assert "It is taken back" in client.get(f"/imports/{done.pk}/").text
    assert not vales().exists()


def test_a_manager_finds_it_where_files_are_chosen(client, done, manager, family):
    client.force_login(manager)

    assert "vale.csv" in client.get(f"/families/{family.pk}/bring-in/").text


def test_what_the_file_said_is_not_the_managers(client, done, manager):
    client.force_login(manager)

    assert done.left_out
    assert "left-out" not in client.get(f"/imports/{done.pk}/").text
    assert client.get(f"/imports/{done.pk}/left-out/").status_code == 404


def test_a_file_that_is_looked_through_is_its_choosers_alone(client, family, worker, manager):
    with acting_as(worker.asker):
        one = ready(family, worker)
    client.force_login(manager)

    assert client.get(f"/imports/{one.pk}/").status_code == 404


def test_a_manager_stops_it_and_does_not_go_on_with_it(client, family, worker, manager):
    with acting_as(worker.asker):
        one = start_import(people_import=ready(family, worker), by=worker, **HOW)
    client.force_login(manager)

    page = client.get(f"/imports/{one.pk}/").text
    assert "Priya is bringing this file in." in page
    assert "data-keep-going" not in page
    assert client.post(f"/imports/{one.pk}/step/", {"position": 0}).status_code == 404
    assert client.post(f"/imports/{one.pk}/undo/").status_code == 302


def test_the_database_lets_no_other_manager_take_it_back(done, outsider):
    """Whoever passes by the pages."""
    with acting_as(outsider.asker), pytest.raises(DatabaseError, match="no import of one's own"), transaction.atomic():
        undone(done, outsider)

    assert Person.objects.filter(known_as="Uma Vale").exists()
