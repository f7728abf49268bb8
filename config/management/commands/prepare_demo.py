"""`make run`, before it serves: one process, so that a second run is quick."""

import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from config import health


class Command(BaseCommand):
    help = "Bring the database up to date when it is not, then load the demo when it is not there."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if health.problems():
            migrate = [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "--verbosity", "0"]
            subprocess.run(migrate, check=True)  # noqa: S603  (as the owner, whom this process is not)
        call_command("demo", stdout=self.stdout)
