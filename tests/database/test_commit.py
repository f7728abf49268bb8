"""A COMMIT that is kept by one server alone is never called kept (security.md §0.9)."""

import copy
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection

from database import bootstrap, devpg
from database.backend.base import CommitUncertain, DatabaseWrapper, LaterCursor, WholeCursor
from tests.processes import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
WRITE = "INSERT INTO kept VALUES ($1) RETURNING word"
WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of its own, which waits for a second one that never comes."""
    data = tmp_path_factory.mktemp("alone") / "postgres"
    host, lease = devpg.ensure(data)
    with bootstrap.connect(host) as admin:
        admin.execute("CREATE TABLE kept (word text)")
        admin.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        admin.execute("SELECT pg_reload_conf()")
    yield host
    lease.close()
    devpg.discard(data)


@pytest.fixture
def admin(server):
    with bootstrap.connect(server) as found:
        found.execute("SET synchronous_commit = local")
        found.execute("TRUNCATE kept")
        yield found


@pytest.fixture
def database(server):
    settings = copy.deepcopy(connection.settings_dict)
    made = DatabaseWrapper(settings | {"HOST": server, "NAME": "postgres", "USER": "dev", "OPTIONS": {}})
    yield made
    made.close()


def say_and_commit(database):
    with database.prepared_cursor() as cursor:
        cursor.execute(WRITE, ["said"])
    database.commit()


def say_later_and_commit(database):
    with database.prepared_cursor(LaterCursor) as cursor:
        cursor.execute(WRITE, ["said"])
    database.commit()


def say_as_a_whole(database):
    database.atomic_blocks.append(object())  # as `atomic` does
    with database.prepared_cursor(WholeCursor) as cursor:
        cursor.execute(WRITE, ["said"])


def in_a_transaction(database, say):
    """What `atomic` does around a view."""
    database.set_autocommit(False)
    try:
        say(database)
    finally:
        database.atomic_blocks.clear()
        if database.connection.closed:
            database.close()
        else:
            database.rollback()
            database.set_autocommit(True)


@contextmanager
def wait_cut_short(admin, by="pg_cancel_backend"):
    with ThreadPoolExecutor() as beside:
        stopping = beside.submit(stop_the_wait, admin, by)
        with pytest.raises(CommitUncertain, match="synchronous replication"):
            yield
        stopping.result()


def stop_the_wait(admin, by):
    wait_until(lambda: admin.execute(WAITING).fetchall())
    admin.execute(f"SELECT {by}(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")


WAYS = pytest.mark.parametrize("say", [say_and_commit, say_later_and_commit, say_as_a_whole])


@WAYS
def test_a_wait_that_was_cut_short_is_no_success(admin, database, say):
    with wait_cut_short(admin):
        in_a_transaction(database, say)

    assert admin.execute("SELECT word FROM kept").fetchall() == [("said",)]


@WAYS
def test_the_next_commit_is_believed_again(admin, database, say):
    with wait_cut_short(admin):
        in_a_transaction(database, say)
    with database.cursor() as cursor:
        cursor.execute("SET synchronous_commit = local")

    in_a_transaction(database, say)

    assert admin.execute("SELECT count(*) FROM kept").fetchone() == (2,)


@WAYS
def test_nor_is_one_whose_connection_ended_while_it_waited(admin, database, say):
    with wait_cut_short(admin, "pg_terminate_backend"):
        in_a_transaction(database, say)

    assert admin.execute("SELECT word FROM kept").fetchall() == [("said",)]


def cut_short(_database):
    raise CommitUncertain


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("path", "shape"), [("/accounts/login/", "text/html"), ("/api/problems/", "application/problem+json")]
)
def test_who_asked_is_told(client, monkeypatch, path, shape):
    client.raise_request_exception = False
    monkeypatch.setattr(DatabaseWrapper, "_send_commit", cut_short)

    answer = client.get(path)

    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (503, shape)
    assert "may or may not be kept" in answer.content.decode()
