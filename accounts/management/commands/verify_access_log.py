"""Find out whether anyone has changed the access log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions.seals import Head, verify_access_log


class Command(BaseCommand):
    help = (
        "Compare the access log with its seals, and with the hashes that were published. Ends with 1 when they differ."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", type=Path, help="The file that seal_access_log wrote, from where it was kept.")

    def handle(self, *args: Any, heads: Path | None, **options: Any) -> None:
        problems = list(verify_access_log(_read(heads) if heads else []))
        if problems:
            raise CommandError("\n".join(str(problem) for problem in problems))
        self.stdout.write("The access log is as it was sealed.")


def _read(path: Path) -> list[Head]:
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [Head(UUID(one["organisation"]), int(one["number"]), str(one["hash"])) for one in lines]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{path} can’t be read as published hashes: {error}") from error
