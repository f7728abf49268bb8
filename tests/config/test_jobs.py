"""Jobs: undone with the transaction that put them off, done by a worker, in the name of Kith itself in one organisation."""

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.actions.system import asking_for
from accounts.models import Organisation, User
from database import jobs
from tests.factories import FamilyFactory
from tests.working import do_the_jobs

NIGHTLY = [
    "config.drop_forgotten_files",
    "config.forget_done_jobs",
    "config.forget_enquiries",
    "config.forget_sent_forms",
    "config.forget_refused_calls",
    "config.forget_sent_keys",
    "config.forget_webhook_messages",
    "config.take_up_again",
]


@pytest.fixture
def done(monkeypatch):
    """The jobs as a worker has done them."""
    found = []

    def note(**said):
        found.append(said)

    task = app.task(name="tests.note")(note)
    yield found
    del app.tasks[task.name]


@pytest.mark.django_db(transaction=True)
def test_job_is_done_once_it_is_committed(done, frozen_clock):
    pk = Organisation.objects.create(name="Leeds").pk
    with transaction.atomic():
        jobs.put_off("tests.note", organisation=pk)
        assert done == []

    do_the_jobs()

    assert done == [{"organisation": str(pk)}]


@pytest.mark.django_db(transaction=True)
def test_job_is_undone_with_what_put_it_off(done):
    with transaction.atomic():
        jobs.put_off("tests.note", organisation=Organisation.objects.create(name="Leeds").pk)
        transaction.set_rollback(True)

    do_the_jobs()

    assert (done, ProcrastinateJob.objects.filter(task_name="tests.note").count()) == ([], 0)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_does_what_is_done_each_night():
    for name in [*NIGHTLY, "config.seal_access_log", "config.verify_access_log"]:
        jobs._ours.connector.execute_query(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', %(name)s, '{\"timestamp\": 0}')",
            name=name,
        )

    do_the_jobs()

    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"succeeded"}


def test_every_regular_job_has_its_hour():
    periodic = {one.task.name for one in app.periodic_registry.periodic_tasks.values()}

    assert periodic >= {*NIGHTLY, "config.seal_access_log", "config.verify_access_log"}


def test_job_asks_for_one_organisation_alone(organisation):
    york = Organisation.objects.create(name="York")
    family = FamilyFactory()

    with asking_for(york) as system, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM families_family")
        assert cursor.fetchone() == (0,)

    assert (system.kind, system.organisation) == (User.Kind.SYSTEM, york)
    assert family.organisation == organisation


def test_job_that_never_had_anyone_to_ask_begins_to(db):
    york = Organisation.objects.create(name="York")
    with asking_for(york) as first, asking_for(york) as second:
        assert first == second


def test_arguments_are_ids_alone(organisation):
    jobs.put_off("tests.note", organisation=organisation.pk)

    assert ProcrastinateJob.objects.get().args == {"organisation": str(organisation.pk)}
