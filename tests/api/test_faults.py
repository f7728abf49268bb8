"""Web processes that are killed while they write, or find the database busy, and a system that sends again under its key (F1, F7)."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from django.db import connection, transaction

from accounts.models import Organisation, User
from api.models import SentOnce
from casework.models import Conversation
from database import bootstrap
from database.asker import acting_as
from tests import postgres
from tests.config.test_newcomer import free_port
from tests.factories import InvolvementFactory, MembershipFactory
from tests.factories_api import Caller, credentials
from tests.processes import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FOLDER = Path(__file__).parents[2]
CLIENTS = 4


@dataclass
class Ledger:
    """What one system sends until it is acknowledged, each under a key of its own."""

    address: str
    token: str
    note: dict[str, object]
    user: User

    def send(self, key: str, seconds: float = 120) -> str:
        """Again and again, until it is acknowledged."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            answer = self.once(key)
            if answer is not None and answer.status_code == 201:
                return str(answer.json()["id"])
            time.sleep(0.05)
        raise AssertionError(f"It was never acknowledged: {answer and (answer.status_code, answer.text)}")

    def once(self, key: str, timeout: float = 20) -> httpx.Response | None:
        said = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key}
        try:
            return httpx.post(
                f"{self.address}/api/v1/conversations/",
                json=self.note | {"headline": key},
                headers=said,
                timeout=timeout,
            )
        except httpx.HTTPError:
            return None

    def written(self) -> tuple[int, int]:
        """Conversations and keys."""
        with acting_as(self.user.asker), transaction.atomic():
            return Conversation.objects.count(), SentOnce.objects.count()


@pytest.fixture
def ledger():
    """A system that logs conversations about a child; who it is."""
    leeds = Organisation.objects.create(name="Leeds")
    system = User.objects.create_user("kith@leeds.test", name="Kith", kind="system", organisation=leeds)
    with acting_as(system.asker), transaction.atomic():
        involved = InvolvementFactory(role="lead_worker")
        child = MembershipFactory(family=involved.family).person
        held = credentials("conversations.write", "conversations.read", practitioner=involved.practitioner)
    note = {"family": str(involved.family.pk), "people": [str(child.pk)]}
    return Ledger("", Caller(held).token, note, held.client.user)


@contextmanager
def served(ledger, *, hold="/nowhere/hold", threads=CLIENTS, **settings):
    """Kith behind gunicorn, two workers; the process of their master."""
    port, name = free_port(), connection.settings_dict["NAME"]
    command = [
        Path(sys.executable).parent / "gunicorn", "tests.api.held_server:application", "--no-control-socket",
        "--workers", "2", "--threads", str(threads), "--bind", f"127.0.0.1:{port}", "--timeout", "60",
    ]  # fmt: skip
    where = postgres.address(os.environ["KITH_TEST_POSTGRES"], name)
    known = {**os.environ, "DATABASE_URL": where, "KITH_LOCAL": "1", "KITH_TEST_HOLD": str(hold), **settings}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=FOLDER, env=known, start_new_session=True, **quiet) as master:
        ledger.address = f"http://127.0.0.1:{port}"
        try:
            wait_until(lambda: is_up(ledger.address), 120)
            yield master.pid
        finally:
            with suppress(ProcessLookupError):
                os.killpg(master.pid, signal.SIGKILL)


def is_up(address):
    with suppress(httpx.HTTPError):
        return httpx.get(f"{address}/healthz", timeout=2).status_code == 200
    return False


def kill_workers(master):
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    for pid in children:
        os.kill(int(pid), signal.SIGKILL)


@contextmanager
def administrator(name=""):
    with bootstrap.connect(os.environ["KITH_TEST_POSTGRES"], name or connection.settings_dict["NAME"]) as admin:
        yield admin


def test_f1_workers_that_are_killed_in_the_middle_leave_nothing_and_the_same_key_is_carried_out_once(ledger):
    with served(ledger) as master, ThreadPoolExecutor(1) as pool, administrator() as admin:
        admin.autocommit = False
        admin.execute("LOCK TABLE casework_conversation IN SHARE MODE")
        sent = pool.submit(ledger.once, "f1")
        wait_until(lambda: is_waiting(admin), 10)
        kill_workers(master)
        admin.rollback()
        broken = sent.result()
        wait_until(backends_are_gone, 20)
        before = ledger.written()

        wait_until(lambda: is_up(ledger.address), 120)
        ledger.send("f1")

    assert (broken, before, ledger.written()) == (None, (0, 0), (1, 1))


def is_waiting(admin):
    return admin.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone() != (0,)


def backends_are_gone():
    with administrator("postgres") as admin:
        found = admin.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND usename = 'kith_app' AND wait_event_type = 'Lock'",
            [connection.settings_dict["NAME"]],
        )
        return found.fetchone() == (0,)


def test_f1_who_was_not_told_of_the_commit_asks_again_and_it_is_there_once(ledger, tmp_path):
    """The server is killed between COMMIT and the answer."""
    hold = tmp_path / "hold"
    hold.touch()
    with served(ledger, hold=hold) as master, ThreadPoolExecutor(1) as pool:
        sent = pool.submit(ledger.once, "f1")
        wait_until(hold.with_suffix(".reached").exists, 30)
        kill_workers(master)
        broken = sent.result()
        committed = ledger.written()
        hold.unlink()

        wait_until(lambda: is_up(ledger.address), 120)
        ledger.send("f1")

    assert (broken, committed, ledger.written()) == (None, (1, 1), (1, 1))


def test_f7_who_finds_no_connection_free_or_is_cut_is_told_when_to_come_again_and_it_recovers_at_once(ledger):
    """One connection for each of two processes: the first are cut by `statement_timeout`, the last never get one."""
    keys = [f"f7-{number}" for number in range(16)]
    with (
        cut_after("2s"),
        served(ledger, threads=8, KITH_POOL="1"),
        ThreadPoolExecutor(len(keys)) as pool,
    ):
        with held():
            refused = list(pool.map(lambda key: ledger.once(key, 120), keys))
            before = ledger.written()
        at_once = ledger.once("after")
        told = list(pool.map(ledger.send, keys))

    assert {said(one) for one in refused} == {(503, "3", "application/problem+json")}
    assert (before, at_once.status_code) == ((0, 0), 201)
    assert (len(set(told)), ledger.written()) == (len(keys), (len(keys) + 1, len(keys) + 1))


@contextmanager
def cut_after(limit):
    """How long a statement may run in this database."""
    where = f'ALTER ROLE kith_app IN DATABASE "{connection.settings_dict["NAME"]}"'
    with administrator() as admin:
        admin.execute(f"{where} SET statement_timeout = '{limit}'")
        try:
            yield
        finally:
            admin.execute(f"{where} RESET statement_timeout")


@contextmanager
def held():
    """Nothing can be written meanwhile: whoever would waits, with the connection that they have."""
    with administrator() as admin:
        admin.autocommit = False
        admin.execute("LOCK TABLE casework_conversation IN SHARE MODE")
        yield
        admin.rollback()


def said(answer):
    return (answer.status_code, answer.headers.get("Retry-After"), answer.headers["Content-Type"])
