"""What nobody waits for goes with the next statement or with COMMIT, and is as safe there as by itself."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg.pq import TransactionStatus

from accounts.actions.access import looked_at
from accounts.models import AccessEvent, Organisation
from database import prepared
from database.asker import acting_as
from families.models import Family
from tests.people import let_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker():
    return let_in("W", Organisation.objects.create(name="Leeds"))


def look(worker):
    looked_at(kind=AccessEvent.Kind.VIEW, what="a page", by=worker)


def look_in_vain(worker):
    look(worker)
    raise KeyError


@transaction.atomic
def look_after_a_failure(worker):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")
    finally:
        look(worker)


def looks(worker):
    with acting_as(worker.asker), transaction.atomic():
        return AccessEvent.objects.count()


def families(worker):
    with acting_as(worker.asker), transaction.atomic():
        return [family.name for family in Family.objects.order_by("name")]


def write_families(worker, *names):
    for name in names:
        Family.objects.create(organisation=worker.organisation, name=name)


def write_family_and_nonsense(worker):
    write_families(worker, "Ash")
    prepared.write("INSERT INTO accounts_accessevent (id) VALUES (NULL)", [])


def status():
    return connection.connection.info.transaction_status


def test_a_transaction_that_asks_nothing_is_never_begun(worker):
    with acting_as(worker.asker), transaction.atomic():
        assert status() == TransactionStatus.IDLE


def test_what_is_said_after_a_failure_is_undone_with_it(worker):
    with acting_as(worker.asker), transaction.atomic():
        with pytest.raises(DatabaseError):
            look_after_a_failure(worker)
        write_families(worker, "Ash")

    assert (looks(worker), families(worker)) == (0, ["Ash"])


def test_a_look_is_written_with_the_commit(worker):
    with acting_as(worker.asker), transaction.atomic():
        look(worker)
        assert status() == TransactionStatus.IDLE

    assert looks(worker) == 1


def test_a_look_is_there_for_the_next_statement(worker):
    with acting_as(worker.asker), transaction.atomic():
        look(worker)

        assert AccessEvent.objects.count() == 1


def test_a_look_is_undone_with_its_transaction(worker):
    with acting_as(worker.asker), pytest.raises(KeyError), transaction.atomic():
        look_in_vain(worker)

    assert looks(worker) == 0


def test_a_look_is_undone_with_its_savepoint_and_the_one_before_stays(worker):
    with acting_as(worker.asker), transaction.atomic():
        look(worker)
        with pytest.raises(KeyError), transaction.atomic():
            look_in_vain(worker)

    assert looks(worker) == 1


def test_a_statement_that_fails_at_the_commit_fails_the_transaction(worker):
    with acting_as(worker.asker), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        write_family_and_nonsense(worker)

    assert families(worker) == []


def test_a_look_is_written_in_the_name_of_who_looked(worker):
    with transaction.atomic():
        with acting_as(worker.asker):
            look(worker)
        with pytest.raises(DatabaseError, match="no asker"), transaction.atomic():
            Family.objects.count()

    assert looks(worker) == 1


def test_who_asks_is_still_known_after_a_savepoint_in_which_they_were_told_was_undone(worker):
    with acting_as(worker.asker), transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            Family.objects.create(organisation=worker.organisation, name=None)

        assert not Family.objects.exists()


def test_a_refusal_of_what_is_sent_together_comes_at_its_end(worker):
    with (
        acting_as(worker.asker),
        pytest.raises(IntegrityError, match="family_has_a_name"),
        transaction.atomic(),
        prepared.sent_together(),
    ):
        write_families(worker, "Ash", " ", "Oak")

    assert families(worker) == []


def test_rows_come_one_after_the_other_inside_a_transaction(worker):
    with acting_as(worker.asker), transaction.atomic():
        write_families(worker, "Ash")

        assert [family.name for family in Family.objects.iterator()] == ["Ash"]


def test_rows_come_one_after_the_other_outside_a_transaction(worker):
    assert [organisation.name for organisation in Organisation.objects.iterator()] == ["Leeds"]
