"""What the database tells of where another system is told of conversations: to who wrote one, of theirs alone (domain.md §9.7)."""

from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import Organisation, User
from api.actions import stop_client
from api.delivering import send_waiting
from api.queries.elsewhere import SOON, not_yet_elsewhere, told_elsewhere
from casework.actions.conversations import log_conversation
from database import stream
from database.asker import acting_as
from tests.api.receiver import receiving
from tests.conftest import FROZEN
from tests.factories import MembershipFactory, UserFactory


@pytest.fixture(autouse=True)
def as_committed(monkeypatch):
    """A test's rows are of a transaction that still runs."""
    monkeypatch.setattr(stream, "AFTER", stream.AFTER.replace("AND xid < pg_snapshot_xmin(pg_current_snapshot())", ""))


@pytest.fixture
def mosaic(caller, settings):
    """A system that is told of conversations, and does not answer."""
    with receiving() as receiver:
        settings.KITH_WEBHOOK_HOSTS = [receiver.host]
        system = caller("changes.read", "conversations.summary", name="Mosaic")
        hook = system.send("/api/v1/webhooks/", {"url": receiver.url, "kinds": ["conversation"]}).json()
        system.work = lambda: send_waiting(system.credentials.client.organisation, hook["id"])
        system.work()
        receiver.answer = lambda came: 503
        yield system


@pytest.fixture
def talk(family, worker, mosaic, monkeypatch):
    """What the worker wrote down, once it has waited for long enough."""
    dana = MembershipFactory(family=family, person__known_as="Dana").person
    with acting_as(worker.asker):
        talk = log_conversation(family=family, people=[dana], headline="Tea", by=worker)
    mosaic.work()
    monkeypatch.setattr("database.clock.now", lambda: FROZEN + SOON + timedelta(seconds=1))
    return talk


def seen_by(user, talk):
    """Which systems did not take it yet, by its own page and by the day's."""
    with acting_as(user.asker):
        return [one.system for one in told_elsewhere(talk)], [one.system for one in not_yet_elsewhere(user)]


def test_who_wrote_it_reads_which_system_does_not_have_it(talk, worker):
    assert seen_by(worker, talk) == (["Mosaic"], ["Mosaic"])


def test_who_did_not_write_it_has_nothing_of_it_on_their_day(talk, family):
    other = UserFactory(roles=["social_worker"])

    assert seen_by(other, talk) == (["Mosaic"], [])


def test_another_council_learns_nothing(talk):
    york = Organisation.objects.create(name="York")
    system = User.objects.create_user("kith@york.test", name="Kith", kind="system", organisation=york)
    with acting_as(system.asker):
        sue = User.objects.create_user("sue@york.test", name="Sue", organisation=york, roles=["social_worker"])

    assert seen_by(sue, talk) == ([], [])


def test_a_family_learns_nothing(talk):
    dana = UserFactory(kind="family")

    assert seen_by(dana, talk) == ([], [])


def test_of_a_system_that_was_stopped_nothing_is_said(talk, worker, mosaic):
    stop_client(client=mosaic.credentials.client, by=User.objects.get(email="kith@leeds.test"))

    assert seen_by(worker, talk) == ([], [])


def test_where_a_system_is_told_stays_unseen(talk, worker):
    with acting_as(worker.asker), connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM api_webhooksubscription), (SELECT count(*) FROM api_webhookmessage)"
        )

        assert cursor.fetchone() == (0, 0)
