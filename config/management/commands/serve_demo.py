"""`make run`: two processes at most, so that a second run is quick (each takes a second and more to know its models)."""

import os
import subprocess
import sys
from threading import Thread
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.management.commands.runserver import Command as Runserver
from django.core.management import call_command
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from config import health
from database import jobs

AFTER = "Ctrl-C stops it; the data stays for the next run."


class Command(Runserver):
    help = "Bring the database up to date when it is not, load the demo when it is not there, then serve it."

    def run(self, **options: Any) -> None:
        """The server that the reloader starts, again and again, finds all of it ready."""
        if DJANGO_AUTORELOAD_ENV not in os.environ:
            self.prepare()
            port = (options["addrport"] or self.default_port).rpartition(":")[2]
            self.stdout.write(f"==> Kith is at http://localhost:{port}/ in a few seconds. {AFTER}")
        super().run(**options)

    def inner_run(self, *args: Any, **options: Any) -> None:
        """The jobs are done in a thread: it takes no time to begin, and ends with the server."""
        Thread(target=jobs.work, kwargs={"in_thread": True}, name="jobs", daemon=True).start()
        super().inner_run(*args, **options)

    def prepare(self) -> None:
        if health.problems():
            migrate = [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "--verbosity", "0"]
            subprocess.run(migrate, check=True)  # noqa: S603  (as the owner, whom this process is not)
        call_command("demo", stdout=self.stdout)
