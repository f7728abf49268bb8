"""Bring everything back from one file."""

import argparse
import os
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from database import backups


class Command(BaseCommand):
    help = "Put what FILE holds in the place of the database, then bring its tables up to date and install the key."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--admin-url", default=os.environ.get("KITH_ADMIN_URL"), help="as KITH_ADMIN_URL")
        parser.add_argument("--yes", action="store_true", help="throw away what the database holds now")

    def handle(self, *args: Any, file: Path, admin_url: str | None, yes: bool, **options: Any) -> None:
        if not admin_url:
            raise CommandError("Say as whom: set KITH_ADMIN_URL to a superuser.")
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if not yes and not backups.is_empty(admin_url):
            raise CommandError("The database is not empty. With --yes it is thrown away.")
        connection.close()
        try:
            backups.load(admin_url, file)
        except backups.BackupFailed as error:
            raise CommandError(f"Nothing was changed: {error}") from error
        call_command("migrate", verbosity=0)
        self.stdout.write(f"Restored from {file}.")
