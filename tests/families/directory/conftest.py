"""Reading a directory from a file, and what it said of it."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command


@pytest.fixture
def take(organisation: Any, tmp_path: Any) -> Any:
    """Take a directory over; what was told."""

    def taken(page: Any, **options: Any) -> str:
        file = tmp_path / "services.json"
        file.write_text(json.dumps(page), encoding="utf-8")
        told = StringIO()
        call_command("import_assets", str(file), **{"source": "york", "commit": True} | options, stdout=told)
        return told.getvalue()

    return taken


@pytest.fixture
def leave(organisation: Any) -> Any:
    """What is nearby as a directory."""

    def left() -> Any:
        told = StringIO()
        call_command("export_assets", stdout=told)
        return json.loads(told.getvalue())

    return left
