"""The log is sealed in batches; what a superuser changes in it afterwards is found (security.md §3)."""

import os
import time
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.actions.access import looked_at
from accounts.actions.seals import seal_access_log, verify_access_log
from accounts.models import AccessEvent, AccessSeal, Organisation
from database import bootstrap
from database.asker import acting_as
from tests import postgres
from tests.people import let_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
EVENT = "accounts_accessevent"
COPY = f"INSERT INTO {EVENT} SELECT gen_random_uuid(), organisation_id, at, user_id, role_words, kind, what, families, people, record"
FIRST = f"(SELECT id FROM {EVENT} ORDER BY id LIMIT 1)"
TAMPERING = {
    f"DELETE FROM {EVENT} WHERE id = {FIRST}": "event_removed",
    f"{COPY}, xid, written_at FROM {EVENT} WHERE id = {FIRST}": "event_added",
    "DELETE FROM accounts_accessseal WHERE number = 1": "seal_missing",
    "UPDATE accounts_accessseal SET previous_hash = '' WHERE number = 2": "chain_broken",
    "UPDATE accounts_accessseal SET hash = '' WHERE number = 1": "event_changed",
    "UPDATE accounts_accessseal SET sealed_at = now() WHERE number = 1": "event_changed",
}
COLUMNS = {
    "id": "gen_random_uuid()",
    "at": "at - interval '1 second'",
    "user_id": "gen_random_uuid()",
    "role_words": "'Nobody'",
    "kind": "'list'",
    "what": "'another page'",
    "families": "ARRAY[gen_random_uuid()]",
    "people": "ARRAY[gen_random_uuid()]",
    "record": "gen_random_uuid()",
    "written_at": "written_at + interval '1 second'",
}


@pytest.fixture
def worker():
    return let_in("W", Organisation.objects.create(name="Leeds"), ("social_worker",))


@pytest.fixture(autouse=True)
def nothing_is_open(db):
    """What another test has left open holds a seal up, until the server ends it (fifteen seconds)."""
    with bootstrap.connect(os.environ["KITH_TEST_POSTGRES"]) as admin:
        open_ones = "SELECT count(*) FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
        for _second in range(30):
            if admin.execute(open_ones).fetchone() == (0,):
                return
            time.sleep(1)
    pytest.fail("a transaction of another test stays open")


def look(worker, what="x"):
    with acting_as(worker.asker), transaction.atomic():
        looked_at(kind=AccessEvent.Kind.VIEW, what=what, by=worker)


@pytest.fixture
def sealed(worker):
    """Two seals: of two events, and of one."""
    look(worker)
    look(worker)
    list(seal_access_log())
    look(worker)
    list(seal_access_log())
    return worker


def as_superuser(sql):
    """As who can do everything, with the triggers that forbid it asleep."""
    connection.close()
    with bootstrap.connect(os.environ["KITH_TEST_POSTGRES"], connection.settings_dict["NAME"]) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(sql)


def problems():
    return [problem.code for problem in verify_access_log()]


def test_what_is_sealed_is_whole(sealed):
    with acting_as(sealed.asker), transaction.atomic():
        assert list(AccessSeal.objects.order_by("number").values_list("number", "events")) == [(1, 2), (2, 1)]
    assert problems() == []


def test_nothing_new_makes_no_seal(sealed):
    assert list(seal_access_log()) == []


@pytest.mark.parametrize(("sql", "problem"), TAMPERING.items())
def test_tampering_is_found_and_named(sealed, sql, problem):
    as_superuser(sql)

    assert problem in problems()


@pytest.mark.parametrize("column", COLUMNS)
def test_a_change_of_any_column_is_found(sealed, column):
    as_superuser(f"UPDATE {EVENT} SET {column} = {COLUMNS[column]} WHERE id = {FIRST}")

    assert problems() == ["event_changed"]


def test_every_column_is_sealed(worker):
    with connection.cursor() as cursor:
        cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", [EVENT])

        # Of another transaction or organisation it would be taken out of its seal.
        assert {name for (name,) in cursor.fetchall()} == {*COLUMNS, "organisation_id", "xid"}


@pytest.mark.parametrize("column", ["organisation_id = gen_random_uuid()", "xid = '1'"])
def test_an_event_that_is_moved_is_missed(sealed, column):
    as_superuser(f"UPDATE {EVENT} SET {column} WHERE id = (SELECT max(id::text)::uuid FROM {EVENT})")

    assert "event_removed" in problems()


def test_an_event_of_yesterday_that_is_written_today_is_found(sealed):
    as_superuser(
        f"{COPY}, pg_current_xact_id(), written_at - interval '1 day' FROM {EVENT} WHERE id = {FIRST};"
        "UPDATE accounts_accessseal SET id = id"
    )
    look(sealed)
    list(seal_access_log())

    assert problems() == ["event_back_dated"]


def test_a_transaction_that_is_still_running_waits_for_the_next_seal(worker):
    look(worker)
    with psycopg.connect(postgres.address(os.environ["KITH_TEST_POSTGRES"], connection.settings_dict["NAME"])) as late:
        late.execute("SELECT set_config('kith.asker', %s, true)", [worker.asker.token()])
        late.execute(
            f"INSERT INTO {EVENT} (id, organisation_id, at, user_id, role_words, kind, what, families, people)"
            " VALUES (gen_random_uuid(), %s, now(), %s, '', 'view', 'late', '{}', '{}')",
            [worker.organisation_id, worker.pk],
        )
        look(worker)
        list(seal_access_log())
    list(seal_access_log())

    with acting_as(worker.asker), transaction.atomic():
        assert sum(AccessSeal.objects.values_list("events", flat=True)) == 3
    assert problems() == []


def test_a_log_whose_end_was_cut_off_is_known_by_what_was_published(sealed, tmp_path):
    heads = tmp_path / "heads"
    look(sealed)
    call_command("seal_access_log", heads=heads)
    call_command("verify_access_log", heads=heads, stdout=StringIO())
    as_superuser(
        f"DELETE FROM accounts_accessseal WHERE number = 3; DELETE FROM {EVENT} WHERE id = (SELECT max(id::text)::uuid FROM {EVENT})"
    )

    assert problems() == []
    with pytest.raises(CommandError, match="this seal was published, and is gone"):
        call_command("verify_access_log", heads=heads)


def test_after_a_restore_on_another_server_the_chain_goes_on(sealed):
    look(sealed)
    as_superuser("UPDATE accounts_accessseal SET server = 'another'")  # as if the seals had come from there
    as_superuser("SELECT kith_sec.at_migrate_access_log()")
    look(sealed)
    list(seal_access_log())

    with acting_as(sealed.asker), transaction.atomic():
        assert list(AccessSeal.objects.order_by("number").values_list("number", "events")) == [
            (1, 2),
            (2, 1),
            (3, 1),
            (4, 1),
        ]
    assert set(problems()) == {"event_changed"}  # the servers' names are sealed too: seals 1 and 2


def test_what_can_not_be_read_as_heads_is_told(tmp_path):
    (tmp_path / "heads").write_text("nonsense")

    with pytest.raises(CommandError, match="can’t be read as published hashes"):
        call_command("verify_access_log", heads=tmp_path / "heads")
