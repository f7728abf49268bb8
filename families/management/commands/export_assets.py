"""What is nearby, as a directory that others read."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.actions.system import kith_itself
from database.asker import acting_as
from families.directory.written import directory
from families.management import which
from families.queries.assets import to_publish


class Command(BaseCommand):
    help = (
        "Write what is nearby as services of Open Referral (HSDS 3.0 and its UK profile, JSON): nobody’s own gift, nothing that may"
        " not be shown, and nothing whose place must not be told."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="where to write it; to the screen by default")
        parser.add_argument("--organisation", default="", help="its name or id; the only one by default")

    def handle(self, *args: Any, file: Path | None, organisation: str, **options: Any) -> None:
        of = which.organisation(organisation)
        system = kith_itself(of)
        with acting_as(system.asker), transaction.atomic():
            said = json.dumps(directory(to_publish(system), of), indent=2, ensure_ascii=False)
        if file is None:
            self.stdout.write(said)
        else:
            file.write_text(f"{said}\n", encoding="utf-8")
