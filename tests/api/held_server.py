"""Kith behind gunicorn for the tests that kill it: an answer that is made, and committed, is held back while a file says so."""

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from config.wsgi import application as kith

HOLD = Path(os.environ["KITH_TEST_HOLD"])


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    answer: Iterable[bytes] = kith(environ, start_response)
    if environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"].startswith("/api/v1/") and HOLD.exists():
        HOLD.with_suffix(".reached").touch()
        while HOLD.exists():
            time.sleep(0.01)
    return answer
