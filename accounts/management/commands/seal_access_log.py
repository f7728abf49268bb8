"""Seal the access log; to be run every minute or so (docs/who-has-looked.md)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.actions.seals import seal_access_log


class Command(BaseCommand):
    help = "Seal the access events since the last seal, make the months ahead, and publish the new seals' hashes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--heads",
            type=Path,
            help="A file to add the hashes to, in a place outside this database; else they are printed.",
        )

    def handle(self, *args: Any, heads: Path | None, **options: Any) -> None:
        lines = [
            json.dumps({"organisation": str(head.organisation), "number": head.number, "hash": head.hash})
            for head in seal_access_log()
        ]
        if heads is None:
            self.stdout.write("\n".join(lines))
        else:
            with heads.open("a", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in lines)
