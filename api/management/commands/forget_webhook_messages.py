"""That systems were told of changes, once nobody sends it again."""

from typing import Any

from django.core.management.base import BaseCommand

from api.subscribing import forget_messages


class Command(BaseCommand):
    help = "Forget which messages went to other systems more than thirty days ago, in every organisation. To be run each night."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_messages()} messages forgotten.")
