"""What is done regularly without anyone asking for it; the hours are in UTC. `manage.py work` does it (docs/operating.md)."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

from database.jobs import KEPT_HOURS


@app.periodic(cron="* * * * *")
@app.task(name="config.seal_access_log", queueing_lock="config.seal_access_log")
def seal_access_log(timestamp: int) -> None:
    """Each minute, where it is said which file takes the heads: it must lie outside this database's reach."""
    if settings.KITH_ACCESS_HEADS:
        call_command("seal_access_log", heads=Path(settings.KITH_ACCESS_HEADS))


@app.periodic(cron="20 1 * * *")
@app.task(name="config.verify_access_log", queueing_lock="config.verify_access_log")
def verify_access_log(timestamp: int) -> None:
    """A log that does not hold is a job that fails: it stands in the worker's own log."""
    if settings.KITH_ACCESS_HEADS:
        call_command("verify_access_log", heads=Path(settings.KITH_ACCESS_HEADS))


@app.periodic(cron="30 1 * * *")
@app.task(name="config.drop_forgotten_files", queueing_lock="config.drop_forgotten_files")
def drop_forgotten_files(timestamp: int) -> None:
    call_command("drop_forgotten_files")


@app.periodic(cron="40 1 * * *")
@app.task(name="config.forget_sent_forms", queueing_lock="config.forget_sent_forms")
def forget_sent_forms(timestamp: int) -> None:
    call_command("forget_sent_forms")


@app.periodic(cron="45 1 * * *")
@app.task(name="config.forget_sent_keys", queueing_lock="config.forget_sent_keys")
def forget_sent_keys(timestamp: int) -> None:
    call_command("forget_sent_keys")


@app.periodic(cron="46 1 * * *")
@app.task(name="config.forget_refused_calls", queueing_lock="config.forget_refused_calls")
def forget_refused_calls(timestamp: int) -> None:
    call_command("forget_refused_calls")


@app.periodic(cron="47 1 * * *")
@app.task(name="config.forget_webhook_messages", queueing_lock="config.forget_webhook_messages")
def forget_webhook_messages(timestamp: int) -> None:
    call_command("forget_webhook_messages")


@app.periodic(cron="35 1 * * *")
@app.task(name="config.forget_enquiries", queueing_lock="config.forget_enquiries")
def forget_enquiries(timestamp: int) -> None:
    call_command("forget_enquiries")


@app.periodic(cron="50 1 * * *")
@app.task(name="config.forget_done_jobs", queueing_lock="config.forget_done_jobs", pass_context=True)
async def forget_done_jobs(context: JobContext, timestamp: int) -> None:
    """Those that failed stay, to be looked at."""
    await builtin_tasks.remove_old_jobs(context, max_hours=KEPT_HOURS)


@app.periodic(cron="*/10 * * * *")
@app.task(name="config.take_up_again", queueing_lock="config.take_up_again", pass_context=True)
async def take_up_again(context, timestamp: int) -> None:  # type: ignore[no-untyped-def]
    """What a worker had begun that is gone: its transaction was undone, so it is done anew."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
