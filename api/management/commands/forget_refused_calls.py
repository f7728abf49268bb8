"""That something was refused to other systems, once nobody looks for why."""

from typing import Any

from django.core.management.base import BaseCommand

from api.refusals import forget_refused_calls


class Command(BaseCommand):
    help = "Forget what was refused to other systems more than seven days ago, in every organisation. To be run each night."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_refused_calls()} refusals forgotten.")
