import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.actions.access import looked_at
from accounts.models import AccessEvent
from database.asker import acting_as


@pytest.fixture
def event(worker, family):
    with acting_as(worker.asker):
        looked_at(kind=AccessEvent.Kind.VIEW, what="casework:family", families=[family.pk], by=worker)
        return AccessEvent.objects.get()


def test_it_says_who_looked_at_what(event, worker, family):
    assert (event.user, event.role_words, event.families) == (worker, "Social worker", [family.pk])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE accounts_accessevent SET what = 'nothing'",
        "DELETE FROM accounts_accessevent",
        "TRUNCATE accounts_accessevent",
    ],
)
def test_the_application_can_not_change_it(event, sql):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_no_one_writes_it_in_another_name(worker, outsider):
    with (
        acting_as(outsider.asker),
        pytest.raises((DatabaseError, IntegrityError), match="row-level security"),
        transaction.atomic(),
    ):
        looked_at(kind=AccessEvent.Kind.VIEW, what="casework:family", by=worker)
