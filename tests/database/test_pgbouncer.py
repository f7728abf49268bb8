"""Behind PgBouncer in transaction mode nobody is taken for another (security.md §2.6, 15)."""

import copy
import os
import shutil
import subprocess
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from accounts.models import Organisation
from database.asker import acting_as
from database.backend.base import DatabaseWrapper
from database.programs import as_owner
from families.models import Family
from tests.people import let_in

CLIENTS, TRANSACTIONS, SERVERS = 16, 40, 3
SETTINGS = """
[databases]
* = host={server} port=5432 user=kith_app
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = {folder}
auth_type = any
pool_mode = transaction
default_pool_size = {servers}
ignore_startup_parameters = extra_float_digits
logfile = {folder}/log
"""
COUNT = "SELECT count(*) FROM families_family WHERE name <> $1"


@pytest.fixture
def bouncer():
    """The folder of its socket."""
    program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        message = "No PgBouncer: this is skipped. Debian: apt install pgbouncer."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    folder = Path(tempfile.mkdtemp(prefix="kith-bouncer-", dir="/var/tmp"))  # short, and open to `nobody`
    folder.chmod(0o777)
    settings = folder / "settings"
    settings.write_text(SETTINGS.format(server=os.environ["KITH_TEST_POSTGRES"], folder=folder, servers=SERVERS))
    with subprocess.Popen([program, "--quiet", str(settings)], **as_owner()) as process:
        wait_for(folder / ".s.PGSQL.6432", process)
        yield str(folder)
        process.terminate()
    shutil.rmtree(folder)


def wait_for(socket, process):
    for _ in range(200):
        if socket.exists():
            return
        assert process.poll() is None, "PgBouncer did not start"
        time.sleep(0.05)


@pytest.fixture
def people(transactional_db):
    """Someone of each of two organisations: one has one family, the other two."""
    found = []
    for number, name in enumerate(("Leeds", "York"), start=1):
        organisation = Organisation.objects.create(name=name)
        user = let_in(name, organisation)
        with acting_as(user.asker), transaction.atomic():
            Family.objects.bulk_create(Family(organisation=organisation, name="Ash") for _ in range(number))
        found.append(user)
    return found


def through(bouncer):
    """A connection of our backend, by the bouncer."""
    settings = copy.deepcopy(connection.settings_dict)
    settings |= {"HOST": bouncer, "PORT": "6432", "OPTIONS": {"prepare_threshold": None}}
    return DatabaseWrapper(settings)


def test_each_client_reads_their_own(bouncer, people):
    wrong, together = [], threading.Barrier(CLIENTS)

    def ask(number):
        user, mine = people[number % 2], number % 2 + 1
        own = through(bouncer)
        together.wait()
        with acting_as(user.asker):
            for _ in range(TRANSACTIONS):
                own.set_autocommit(False)
                with own.prepared_cursor() as cursor:
                    cursor.execute(COUNT, ["Oak"])
                    wrong.extend([number] * (cursor.fetchone() != (mine,)))
                own.commit()
                own.set_autocommit(True)
        own.close()

    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(ask, range(CLIENTS)))

    assert wrong == []


def test_the_next_transaction_on_the_same_server_has_no_asker(bouncer, people):
    first, second = through(bouncer), through(bouncer)
    with acting_as(people[0].asker):
        first.set_autocommit(False)
        first.commit()
        first.set_autocommit(True)

    second.ensure_connection()
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="no asker"):
        second.connection.execute("SELECT count(*) FROM families_family")

    first.close()
    second.close()
