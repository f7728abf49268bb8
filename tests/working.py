"""A worker beside the test: in a thread of its own, for the test's may hold the loop of a browser."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from database import jobs


def do_the_jobs() -> None:
    """Do what waits, and nothing that has not begun to wait."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        beside.submit(_work).result()


def _work() -> None:
    try:
        jobs.work(until_done=True)
    finally:
        connections.close_all()
