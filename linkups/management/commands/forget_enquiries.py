"""That someone would like to hear more, once nothing came of it for 180 days."""

from typing import Any

from django.core.management.base import BaseCommand

from linkups.actions.enquiries import forget_enquiries


class Command(BaseCommand):
    help = "Delete for good the enquiries not taken up 180 days after they met, everywhere. To be run each night."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_enquiries()} enquiries forgotten.")
