"""`manage.py promise_api`: promise what is new in the description of `/api/v1/`. What would break a promise is said, and not written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError

from api import promise

DESCRIPTION = Path(promise.__file__).with_name("openapi.yaml")


class Command(BaseCommand):
    help = "Promise what is new in the description of the API (api/promised.txt)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = promise.facts(yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8")))
        try:
            added = promise.promise(now)
        except ValueError as broken:
            raise CommandError(f"This takes back what other systems were promised:\n{broken}") from broken
        self.stdout.write(f"{added} lines are promised.")
