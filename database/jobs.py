"""Jobs in this same PostgreSQL (docs/adr/0033): one that is put off in a transaction is undone with it. Its arguments are ids alone."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from procrastinate import tasks
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager

KEPT_HOURS = 72
"""How long a job that is done is known still: long enough to see what the last nights did."""
# By the connection of whoever asks; in a worker too, where the app has one of its own.
_ours = JobManager(DjangoConnector())


def put_off(name: str, **ids: UUID) -> None:
    """Have a worker do this job of ours, once this transaction is committed."""
    job = tasks.configure_task(name=name, job_manager=_ours)
    job.defer(**{key: str(value) for key, value in ids.items()})


def put_off_once(name: str, **ids: UUID) -> None:
    """The same, unless the very same job waits already."""
    alike = " ".join([name, *map(str, ids.values())])
    job = tasks.configure_task(name=name, queueing_lock=alike, job_manager=_ours)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(**{key: str(value) for key, value in ids.items()})


def work(*, until_done: bool = False, in_thread: bool = False) -> None:
    """Do the jobs, and the regular ones at their hours, until it is told to stop; or only those that wait now."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker(
            wait=not until_done,
            listen_notify=not until_done,
            install_signal_handlers=not (until_done or in_thread),
            concurrency=1 if until_done else 2,
        )
