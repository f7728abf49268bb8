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
RENAME = "UPDATE families_family SET name = %s RETURNING name"
MOVE = "UPDATE families_family SET locality_id = gen_random_uuid() RETURNING name"


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


def rename(name):
    return prepared.rows(("rename", name), lambda: (RENAME, [name]), {}, is_whole=True)


def move_to_nowhere():
    """What only COMMIT refuses."""
    return prepared.rows("move", lambda: (MOVE, []), {}, is_whole=True)


@pytest.fixture
def ash(worker):
    with acting_as(worker.asker), transaction.atomic():
        write_families(worker, "Ash")


def rename_in_vain(name):
    rename(name)
    assert status() == TransactionStatus.IDLE
    raise KeyError


def rename_one_and_begin_another_in_vain(worker):
    rename("Oak")
    write_families(worker, "Elm")
    look_in_vain(worker)


def begin_one_and_rename_all_in_vain(worker):
    write_families(worker, "Elm")
    rename("Oak")
    raise KeyError


def rename_within_in_vain():
    with transaction.atomic():
        rename("Oak")
    raise KeyError


def test_a_statement_that_is_the_whole_transaction_is_kept_when_its_rows_are_there(worker, ash):
    with acting_as(worker.asker), pytest.raises(KeyError), transaction.atomic():
        rename_in_vain("Oak")

    assert families(worker) == ["Oak"]


def test_it_gives_no_rows_when_they_could_not_be_kept(worker, ash):
    with acting_as(worker.asker), transaction.atomic(), pytest.raises(IntegrityError, match="locality"):
        move_to_nowhere()

    with acting_as(worker.asker), transaction.atomic():
        assert Family.objects.get().locality_id is None


def test_where_something_was_said_before_it_is_one_of_many(worker, ash):
    with acting_as(worker.asker), pytest.raises(KeyError), transaction.atomic():
        begin_one_and_rename_all_in_vain(worker)

    assert families(worker) == ["Ash"]


def test_within_a_savepoint_it_is_one_of_many(worker, ash):
    with acting_as(worker.asker), pytest.raises(KeyError), transaction.atomic():
        rename_within_in_vain()

    assert families(worker) == ["Ash"]


def test_what_is_said_after_it_is_said_in_the_same_name_and_can_be_undone(worker, ash):
    with acting_as(worker.asker), pytest.raises(KeyError), transaction.atomic():
        rename_one_and_begin_another_in_vain(worker)

    assert (looks(worker), families(worker)) == (0, ["Oak"])


def test_after_a_whole_statement_that_failed_the_connection_goes_on(worker, ash):
    with acting_as(worker.asker):
        with pytest.raises(DatabaseError), transaction.atomic():
            prepared.rows(
                "nonsense", lambda: ("SELECT 1/(length(name) - 3) FROM families_family", []), {}, is_whole=True
            )
        with transaction.atomic():
            rename("Oak")

    assert families(worker) == ["Oak"]
