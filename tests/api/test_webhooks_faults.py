"""Webhooks when things break: a worker that is killed, a receiver that is away, two that would send at once, many who write meanwhile.

A ledger of what was acknowledged is held against what came: nothing is lost, nothing is another message the second time, and the order
is kept (security.md §4, §6 F12).
"""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from threading import Event, Lock
from uuid import UUID

import pytest
from django.db import connection, transaction

from accounts.models import Organisation, User
from api.delivering import send_waiting
from api.models import WebhookMessage, WebhookPlace
from api.queries.webhooks import with_something_to_send
from api.subscribing import SEND, subscribe
from database import stream
from database.asker import acting_as
from database.jobs import put_off_once
from families.models import Family
from tests import postgres
from tests.api.receiver import receiving
from tests.conftest import FROZEN
from tests.factories import FamilyFactory
from tests.factories_api import Caller, credentials
from tests.processes import wait_until

pytestmark = pytest.mark.slow
MANAGE = Path(__file__).parents[2] / "manage.py"
SCOPES = "changes.read", "families.read"


@pytest.fixture
def receiver(settings):
    with receiving() as receiver:
        settings.KITH_WEBHOOK_HOSTS = [receiver.host]
        yield receiver


@pytest.fixture
def real_clock(monkeypatch):
    """A worker of its own process has no other one."""
    monkeypatch.setattr("database.clock.now", lambda: datetime.now(UTC))


class Told:
    """A system that is told of families, with transactions of its own."""

    def __init__(self, receiver):
        self.leeds = Organisation.objects.create(name="Leeds")
        self.system = User.objects.create_user("kith@leeds.test", name="Kith", kind="system", organisation=self.leeds)
        with self.asking():
            self.held = credentials(*SCOPES)
            made = subscribe(client=self.held.client, url=receiver.url, kinds=["family"], by=self.held.client.user)
        self.hook, self.secret = made.subscription.pk, made.secret
        self.work()

    @contextmanager
    def asking(self):
        with acting_as(self.system.asker), transaction.atomic():
            yield self.system

    def work(self):
        """In this process, what a worker does."""
        try:
            send_waiting(self.leeds, self.hook)
        finally:
            if not connection.in_atomic_block:
                connection.close()

    def families(self, many):
        """Written in as many transactions; their ids."""
        made = []
        for number in range(many):
            with self.asking() as system:
                made.append(Family.objects.create(organisation=system.organisation, name=f"F{number}").pk)
        return made

    def messages(self, **of):
        with self.asking():
            found = WebhookMessage.objects.filter(subscription=self.hook, **of).exclude(kind="test")
            return list(found.order_by("xid", "seq", "position"))

    def put_off(self):
        with self.asking():
            put_off_once(SEND, organisation=self.leeds.pk, subscription=self.hook)

    def let_claim_run_out(self):
        with self.asking():
            WebhookPlace.objects.filter(claim__isnull=False).update(claimed_until=datetime.now(UTC))

    def is_idle(self):
        with self.asking():
            claimed = WebhookPlace.objects.filter(claim__isnull=False).exists()
            return not claimed and not with_something_to_send()


@pytest.fixture
def told(transactional_db, receiver):
    return Told(receiver)


@contextmanager
def worker(receiver):
    """`manage.py work` as it runs beside the web processes; it is killed at the end, and gives up nothing before."""
    name = connection.settings_dict["NAME"]
    where = postgres.address(os.environ["KITH_TEST_POSTGRES"], name)
    known = {**os.environ, "DATABASE_URL": where, "KITH_WEBHOOK_HOSTS": receiver.host, "KITH_LOCAL": "1"}
    with subprocess.Popen(
        [sys.executable, str(MANAGE), "work"],
        env=known,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def ids(receiver):
    return [UUID(one.said["data"]["id"]) for one in receiver.told]


@pytest.mark.usefixtures("real_clock")
def test_what_a_killed_worker_was_sending_goes_again_with_the_same_id_and_words(told, receiver, monkeypatch):
    (family,) = told.families(1)
    held, released = Event(), Event()

    def hold(came):
        held.set()
        released.wait(30)
        return 204

    receiver.answer = hold
    told.put_off()
    with worker(receiver) as process:
        assert held.wait(60)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    released.set()
    (waiting,) = told.messages()
    told.work()
    while_claimed = len(receiver.told)

    monkeypatch.setattr("database.clock.now", lambda: datetime.now(UTC) + timedelta(seconds=61))
    told.work()

    first, again = receiver.told
    assert (waiting.state, waiting.attempts, while_claimed) == ("waiting", 0, 1)
    assert (again.id, again.body) == (first.id, first.body)
    assert again.is_signed_with(told.secret)
    assert [(one.record, one.state) for one in told.messages()] == [(family, "sent")]


@pytest.mark.usefixtures("real_clock")
def test_of_sixty_none_is_lost_while_the_worker_is_killed_four_times(told, receiver):
    written, acknowledged = told.families(60), []

    def take(came):
        time.sleep(0.02)
        acknowledged.append(came.id)
        return 204

    receiver.answer = take
    for most in (8, 20, 33, 47, 60):
        told.let_claim_run_out()
        told.put_off()
        with worker(receiver):
            wait_until(lambda most=most: len(set(acknowledged)) >= most, 60)
            if most == 60:
                wait_until(told.is_idle, 60)

    came = ids(receiver)
    assert [one for one, _again in groupby(came)] == written  # each in its order, again only where it was cut off
    assert len(came) - 60 <= 4
    assert len({(one.id, one.body) for one in receiver.told}) == 60
    assert {one.state for one in told.messages()} == {"sent"}


@pytest.mark.usefixtures("real_clock")
def test_two_workers_never_send_at_once_for_one_subscription(told, receiver):
    written, at_once, most = told.families(12), [], []
    counted = Lock()

    def take(came):
        with counted:
            at_once.append(came.id)
            most.append(len(at_once))
        time.sleep(0.05)
        with counted:
            at_once.remove(came.id)
        return 204

    receiver.answer = take
    with ThreadPoolExecutor(4) as pool:
        while not told.is_idle():
            list(pool.map(lambda _number: told.work(), range(4)))

    assert ids(receiver) == written
    assert max(most) == 1


def test_a_receiver_that_was_away_for_an_hour_gets_all_in_order_and_once(organisation, receiver, monkeypatch, settings):
    monkeypatch.setattr(stream, "AFTER", stream.AFTER.replace("AND xid < pg_snapshot_xmin(pg_current_snapshot())", ""))
    client = credentials(*SCOPES).client
    made = subscribe(client=client, url=receiver.url, kinds=["family"], by=client.user)
    send_waiting(organisation, made.subscription.pk)
    receiver.server.shutdown()
    receiver.server.server_close()
    written = [FamilyFactory().pk for _each in range(5)]
    attempts = []

    def each_minute(since, until):
        for minute in range(since, until):
            monkeypatch.setattr("database.clock.now", lambda minute=minute: FROZEN + timedelta(minutes=minute))
            if with_something_to_send():
                attempts.append(minute)
                send_waiting(organisation, made.subscription.pk)

    each_minute(0, 60)
    away = list(attempts)
    with receiving(int(receiver.host.partition(":")[2])) as back:
        each_minute(60, 240)
        came = ids(back)

    assert away == [0, 1, 6, 36]
    assert came == written
    assert set(WebhookMessage.objects.values_list("state", flat=True)) == {"sent"}


def follow(caller, cursor, stop):
    """The feed by its address, as another system reads it, until the writers have stopped and all is told."""
    told = []
    try:
        done = False
        while not done:
            done = stop.is_set()
            more = True
            while more:
                answer = caller.get("/api/v1/changes/", {"since": cursor}).json()
                told += [UUID(one["id"]) for one in answer["results"] if one["kind"] == "family"]
                cursor, more = answer["next_cursor"], answer["has_more"]
            time.sleep(0.05)
    finally:
        connection.close()
    return told


def write(told, number):
    """Families, each in a transaction that stays open for a while, some of them undone; those that are there."""
    written = []
    try:
        for each in range(10):
            with told.asking() as system:
                family = Family.objects.create(organisation=system.organisation, name=f"F{number} {each}")
                time.sleep(0.001 * ((number * 7 + each * 5) % 20))
                stays = (number + each) % 4 > 0
                transaction.set_rollback(not stays)
            written += [family.pk] if stays else []
    finally:
        connection.close()
    return written


@pytest.mark.usefixtures("real_clock")
def test_while_eight_write_nothing_is_lost_nothing_comes_twice_and_the_order_is_kept(told, receiver):
    stop, drained, caller = Event(), Event(), Caller(told.held)
    cursor = caller.get("/api/v1/changes/", {"since": "now"}).json()["next_cursor"]

    def keep_working(_number):
        while not drained.is_set():
            told.work()
            time.sleep(0.01)

    with ThreadPoolExecutor(11) as pool:
        workers = [pool.submit(keep_working, number) for number in range(2)]
        feed = pool.submit(follow, caller, cursor, stop)
        try:
            written = [pk for some in pool.map(lambda number: write(told, number), range(8)) for pk in some]
            wait_until(told.is_idle, 60)
        finally:
            stop.set()
            drained.set()
        for one in workers:
            one.result()
        by_feed = feed.result()

    with told.asking(), connection.cursor() as cursor:
        cursor.execute('SELECT "row" FROM database_change WHERE "table" = %s ORDER BY xid, seq', ["families_family"])
        in_order = [row for (row,) in cursor.fetchall()]
    assert ids(receiver) == in_order
    assert len({one.id for one in receiver.told}) == len(receiver.told) == len(written) == 60
    assert by_feed == in_order
    assert set(in_order) == set(written)
