"""Counting from what is written down, now."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions.system import asking_for
from accounts.models import Organisation
from outcomes.actions.counting import count_measure
from outcomes.queries.counting import to_be_counted


class Command(BaseCommand):
    help = "Count what Kith counts each night, in every organisation, and say how long each measure took."

    def handle(self, *args: Any, **options: Any) -> None:
        for organisation in Organisation.objects.order_by("pk"):
            with asking_for(organisation):
                found = list(to_be_counted())
            for counted in found:
                started = time.monotonic()
                with asking_for(organisation) as system:
                    done = count_measure(counted=counted, by=system)
                took = time.monotonic() - started
                self.stdout.write(f"{done.query}: {done.written} written, {done.unchanged} unchanged, {took:.1f} s")
