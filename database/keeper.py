"""The keeper of a private PostgreSQL, run as a program: its parent, for as long as a process holds the lease."""

import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from database.programs import NOBODY, NotStarted, as_owner, binaries, is_root, lock_within

STOP_SECONDS = 30
LONGEST_FOLDER = 60
"""A socket's whole path may have about a hundred characters."""


def keep(data: Path, *, durable: bool) -> None:
    """Run the server as its parent until the lease is free."""
    programs = binaries()
    with Path(f"{data}.server").open("a") as alive:  # PostgreSQL inherits it, and with it the lock
        if not lock_within(alive, STOP_SECONDS):
            raise NotStarted("A former PostgreSQL on this folder does not end: stop it by hand.")
        _initialise(programs, data, durable=durable)
        folder = _socket_folder(data)
        server = subprocess.Popen(  # noqa: S603
            [programs / "postgres", "-D", data, "-k", folder, *_options(durable=durable)],
            cwd="/",
            preexec_fn=_die_with(os.getpid(), signal.SIGINT),  # noqa: PLW1509  (no threads yet)
            pass_fds=[alive.fileno()],
            **as_owner(),
        )

    def stop(*_: object) -> None:
        server.send_signal(signal.SIGINT)

    signal.signal(signal.SIGTERM, stop)
    threading.Thread(target=_stop_when_unused, args=(Path(f"{data}.lease"), stop), daemon=True).start()
    server.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _initialise(programs: Path, data: Path, *, durable: bool) -> None:
    """Make the cluster, in a folder of another name until it is whole."""
    version = _major_version(programs)
    if (data / "PG_VERSION").exists():
        if (made := (data / "PG_VERSION").read_text().strip()) != str(version):
            raise NotStarted(f"{data} was made by PostgreSQL {made}, this is {version}: `make reset` throws it away.")
        return
    for left in data.parent.glob(f"{data.name}.new-*"):  # by an earlier start that was killed half-way
        shutil.rmtree(left, ignore_errors=True)
    half = Path(tempfile.mkdtemp(prefix=f"{data.name}.new-", dir=data.parent))
    if is_root():
        os.chown(half, NOBODY, NOBODY)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if version >= 17 else ["--locale=C.UTF-8"]
    command: list[str | Path] = [programs / "initdb", "-D", half, "-U", "dev", "-A", "trust", "-E", "UTF8", *locale]
    subprocess.run(  # noqa: S603
        [*command, *([] if durable else ["--no-sync"])],
        check=True,
        cwd="/",
        preexec_fn=_die_with(os.getpid(), signal.SIGTERM),
        **as_owner(),
    )
    half.rename(data)


def _major_version(programs: Path) -> int:
    asked = [str(programs / "postgres"), "--version"]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return int(said.split()[2].split(".")[0].removesuffix("devel"))


def _socket_folder(data: Path) -> Path:
    """A new folder, closed to others and short enough for a socket; one left behind by `kill -9` goes."""
    note = Path(f"{data}.socket")
    if note.exists():
        shutil.rmtree(note.read_text(), ignore_errors=True)
    usual = Path(tempfile.gettempdir())
    parent = Path("/tmp") if is_root() or len(str(usual)) > LONGEST_FOLDER else usual  # noqa: S108  (a new folder in it)
    folder = Path(tempfile.mkdtemp(prefix="kith-", dir=parent))
    note.write_text(str(folder))
    if is_root():
        os.chown(folder, NOBODY, NOBODY)
    return folder


def _options(*, durable: bool) -> list[str]:
    quiet = ["log_statement=none", "log_parameter_max_length=0", "log_error_verbosity=terse"]  # no one's data in a log
    settings = ["listen_addresses=", "max_connections=80", *quiet]
    if not durable:
        settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        settings += ["wal_level=minimal", "max_wal_senders=0", "max_wal_size=256MB"]
    return [part for setting in settings for part in ("-c", setting)]


def _die_with(parent: int, signum: signal.Signals) -> Callable[[], None]:
    """Linux ends the child when the keeper is killed, so that no orphan is left; PostgreSQL then keeps every commit."""

    def prepare() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, signum)
            if os.getppid() != parent:  # killed before the line above
                os._exit(1)

    return prepare


def _stop_when_unused(lease: Path, stop: Any) -> None:
    with lease.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        stop()
        threading.Event().wait()  # holds the lock until the server has stopped: a newcomer waits, then starts its own


def launch(data: Path, *, durable: bool) -> int:
    """Start a keeper and return its pid. A go-between starts it and ends: it is nobody's child and nobody's zombie."""
    mode = "durable" if durable else "fast"
    command = [sys.executable, "-m", "database.keeper", "launch", str(data), mode]
    here = Path(__file__).parents[1]
    return int(subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=here).stdout)  # noqa: S603


def _become_go_between(data: Path, mode: str) -> None:
    with Path(f"{data}.log").open("wb") as log:
        keeper = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "database.keeper", "keep", str(data), mode],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    sys.stdout.write(str(keeper.pid))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    task, folder, mode = sys.argv[1:]
    if task == "launch":
        _become_go_between(Path(folder), mode)
    else:
        os.chdir("/")
        keep(Path(folder), durable=mode == "durable")
