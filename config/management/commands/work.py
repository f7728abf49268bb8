"""Everything that is done without a page: messages, and what is looked after each day and night."""

from typing import Any

from django.core.management.base import BaseCommand

from database import jobs


class Command(BaseCommand):
    help = (
        "Do the jobs that wait, and the regular ones at their hours, until it is stopped. One such process is enough."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        jobs.work()
