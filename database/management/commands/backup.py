"""Write everything into one file."""

import argparse
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from database import backups


class Command(BaseCommand):
    help = "Write the whole database into FILE (readable by you alone), but not the key that signs askers."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--admin-url", default=os.environ.get("KITH_ADMIN_URL"), help="as KITH_ADMIN_URL")

    def handle(self, *args: Any, file: Path, admin_url: str | None, **options: Any) -> None:
        if not admin_url:
            raise CommandError("Say as whom: set KITH_ADMIN_URL to a role that passes by row-level security.")
        if file.exists():
            raise CommandError(f"{file} is there already. Choose another name.")
        try:
            backups.dump(admin_url, file)
        except backups.BackupFailed as error:
            raise CommandError(f"Nothing was written: {error}") from error
        self.stdout.write(f"Written: {file} ({file.stat().st_size:,} bytes).")
