"""That forms were saved, once no device can send them again."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions.sending import forget_sent


class Command(BaseCommand):
    help = "Forget which forms were saved more than eight days ago, in every organisation. To be run each night."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_sent()} saved forms forgotten.")
