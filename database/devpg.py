"""A private PostgreSQL, shared by every process of one checkout; it stops when the last of them has gone.

Each process holds a shared lock on the lease for life. The keeper, started by the first of them but nobody's child for
long, is PostgreSQL's parent: it waits for the lease to be free, which also comes true after `kill -9`, and then stops
the server. PostgreSQL and its children hold a lock of their own: a new server never meets the rest of an old one.
Root's PostgreSQL runs as `nobody`, in a folder outside the checkout that `var/postgres` points to, because root's own
folders are often closed to others.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISREG
from typing import IO

from database import keeper
from database.programs import POLL_SECONDS, NotStarted, is_root, lock_within, refuse_foreign

START_SECONDS = 60
STOP_SECONDS = 5
SOCKET_FIELD, PORT_FIELD, STATUS_FIELD = 4, 3, 7
"""Lines of `postmaster.pid`, counted from 0."""
DISK, MEMORY = Path("/var/tmp"), Path("/dev/shm")  # noqa: S108  (a new folder in it)
ROOM = 2 * 2**30
"""So many bytes must be free in memory for a cluster that may be lost."""
NOTE = "link"
"""The file beside a cluster that says which link points to it."""
SWEEP_LOCK = "kith-data.lock"
BEING_MADE_SECONDS = 3600
"""So long a folder to which nothing points may be one that is about to be pointed to."""


def place(data: Path, *, durable: bool = True) -> Path:
    """Where the cluster named `data` really stands: there, or for root in a folder that `nobody` can reach.

    `data` then is a link to it. The folder is root's and new for each checkout: no one else's files are taken for ours. What may
    be lost stands in memory where that has room: a copy of a database is 1,500 files, 0.15 s there and 2 s on a busy disk.
    """
    data.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(data.parent, os.W_OK):
        raise NotStarted(f"{data.parent} belongs to somebody else: run this as its owner.")
    if data.exists() and data.is_symlink() != is_root():
        who = "root" if data.is_symlink() else "an ordinary user"
        raise NotStarted(f"{data} was made by {who}: run this as the same user, or throw it away with `make reset`.")
    if not is_root():
        return data.absolute()
    with _locked(data.parent / ".place"):
        if not (data.is_symlink() and data.readlink().parent.exists()):
            data.unlink(missing_ok=True)
            folder = Path(tempfile.mkdtemp(prefix="kith-data-", dir=DISK if durable else _where_it_may_be_lost()))
            folder.chmod(0o755)
            (folder / NOTE).write_text(str(data.absolute()))  # before the link: whoever is killed between them is found
            data.symlink_to(folder / "data")
    refuse_foreign(data.readlink().parent, owner=0)
    return data.readlink()


def _where_it_may_be_lost() -> Path:
    """In memory, once what is left there of checkouts that are gone is thrown away."""
    with _sweeping() as alone:
        for folder in MEMORY.glob("kith-data-*/") if alone else ():
            with suppress(FileNotFoundError):  # another checkout has thrown its own away meanwhile
                if folder.lstat().st_uid == os.getuid() and _is_left_behind(folder):
                    shutil.rmtree(folder, ignore_errors=True)
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM else DISK


@contextmanager
def _sweeping() -> Iterator[bool]:
    """Whether we may throw away what is left in memory: one process at a time, and nobody where the lock is another user's."""
    try:
        file = os.open(MEMORY / SWEEP_LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        yield False
        return
    try:
        found = os.fstat(file)
        is_ours = S_ISREG(found.st_mode) and found.st_uid == os.getuid()
        if is_ours:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield is_ours
    finally:
        os.close(file)


def _is_left_behind(folder: Path) -> bool:
    """Whether its checkout points to it no more; one that is not pointed to yet may be about to be."""
    note, real = folder / NOTE, folder / "data"
    link = Path(note.read_text()) if note.exists() else None
    if link and link.is_symlink() and link.readlink() == real:
        return False
    if (link is None or not os.path.lexists(link)) and time.time() - folder.lstat().st_mtime < BEING_MADE_SECONDS:
        return False
    with Path(f"{real}.lease").open("a") as lease:
        return lock_within(lease, 0)


def discard(data: Path) -> None:
    """Throw a cluster away, with all that was in it. Refused while a process uses it."""
    real = place(data)
    with Path(f"{real}.lease").open("a") as lease:
        if not lock_within(lease, STOP_SECONDS):
            raise NotStarted(f"{data} is in use: stop what uses it, then try again.")
        if is_root():
            shutil.rmtree(real.parent)
            data.unlink()
        else:
            shutil.rmtree(real, ignore_errors=True)
            for path in data.parent.glob(f"{data.name}.*"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def running(data: Path) -> str | None:
    """The socket folder of the live server on `data`. It asks the socket: a pid may be another's by now."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return None
    if len(lines) <= STATUS_FIELD or lines[STATUS_FIELD].strip() != "ready":
        return None
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(f"{lines[SOCKET_FIELD]}/.s.PGSQL.{lines[PORT_FIELD]}")
        except OSError:
            return None
    return lines[SOCKET_FIELD]


def ensure(data: Path, *, durable: bool = True) -> tuple[str, IO[str]]:
    """Start or join the server of `data`. Returns its socket folder and the lease, to be kept open while it is needed.

    `durable=False` is for tests: a crash of the machine may lose what was committed.
    """
    data = place(data, durable=durable)
    lease = Path(f"{data}.lease").open("a")  # noqa: SIM115  (held for life)
    fcntl.flock(lease, fcntl.LOCK_SH)  # waits only while the keeper is stopping a server
    with _locked(Path(f"{data}.start")):  # one starter at a time
        host = running(data) or _start(data, durable=durable)
    return host, lease


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _start(data: Path, *, durable: bool) -> str:
    pid = keeper.launch(data, durable=durable)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if host := running(data):
            return host
        if not _alive(pid):
            break
        time.sleep(POLL_SECONDS)
    log = Path(f"{data}.log")
    if _alive(pid):
        os.kill(pid, signal.SIGTERM)
    raise NotStarted(f"PostgreSQL did not start. The end of {log}:\n{log.read_text(errors='replace')[-2000:]}")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")  # in a container nobody may be there to bury the dead
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


if __name__ == "__main__":
    task, folder = sys.argv[1:]
    if task != "discard":
        raise SystemExit("Usage: python -m database.devpg discard FOLDER")
    discard(Path(folder))
