"""Files of people that nobody has gone on with."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions.system import kith_itself
from accounts.models import Organisation
from database.asker import acting_as
from families.actions.bringing import drop_forgotten


class Command(BaseCommand):
    help = (
        "Throw away what files of people say that nobody has touched for seven days, and end those that were being brought in; in every"
        " organisation. To be run each night."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        dropped = 0
        for organisation in Organisation.objects.order_by("pk"):
            system = kith_itself(organisation)
            with acting_as(system.asker):
                dropped += drop_forgotten(by=system)
        self.stdout.write(f"{dropped} forgotten files thrown away.")
