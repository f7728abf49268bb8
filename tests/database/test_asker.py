import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Organisation, User
from database.asker import acting_as
from families.models import Family


@pytest.fixture
def leeds(db):
    return Organisation.objects.create(name="Leeds")


@pytest.fixture
def worker(leeds):
    return User.objects.create_user("w@leeds.test", "correct horse battery", name="W", organisation=leeds)


def test_tests_are_the_application_role(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == ("kith_app", "kith_app")


def test_a_query_without_an_asker_raises(worker):
    with acting_as(worker.asker):
        Family.objects.create(organisation=worker.organisation, name="A")

    with pytest.raises(DatabaseError, match="no asker"), transaction.atomic():
        Family.objects.count()


def test_history_is_written(worker):
    with acting_as(worker.asker):
        family = Family.objects.create(organisation=worker.organisation, name="A")
        Family.objects.update(name="B")
        family.refresh_from_db()

        assert family.row_version == 2
        assert [(e.pgh_label, e.name, e.asked_by) for e in family.events.order_by("pgh_id")] == [
            ("insert", "A", worker.pk),
            ("update", "B", worker.pk),
        ]
