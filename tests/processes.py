"""Looking at real processes, for the tests that start and kill them."""

import time
from collections.abc import Callable
from pathlib import Path


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It did not come true in time."
        time.sleep(0.02)


def living(*words: str) -> list[int]:
    """The processes, zombies apart, with all these words in their command line."""
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if all(word in _command(path) for word in words)]


def _command(path: Path) -> str:
    try:
        command, stat = (path / "cmdline").read_text(), (path / "stat").read_text()
    except OSError:
        return ""
    return "" if stat.rpartition(")")[2].split()[0] == "Z" else command
