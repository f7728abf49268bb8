"""That requests were carried out under a key, once nobody is meant to send them again."""

from typing import Any

from django.core.management.base import BaseCommand

from api.once import forget_sent_keys


class Command(BaseCommand):
    help = "Forget which Idempotency-Keys came more than seven days ago, in every organisation. To be run each night."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_sent_keys()} keys forgotten.")
