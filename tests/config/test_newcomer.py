"""What a newcomer gets: keys of their own, a private PostgreSQL, and sentences when something is missing."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

from config import newcomer
from database import devpg
from tests.processes import living, wait_until

BASE_DIR = Path(__file__).parents[2]
OURS = {"DATABASE_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}


def test_a_secret_is_kept(tmp_path):
    path = tmp_path / "secret.txt"

    assert newcomer.kept_secret(path) == newcomer.kept_secret(path)
    assert (len(path.read_text()), path.stat().st_mode & 0o777) == (64, 0o600)


def test_two_first_starts_keep_one_secret(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(newcomer.kept_secret, [tmp_path / "secret.txt"] * 8))

    assert len(secrets) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret.txt"]


@pytest.fixture
def environment() -> dict[str, str]:
    """As a newcomer's shell has it: without what the tests have set."""
    return {name: value for name, value in os.environ.items() if name not in OURS and not name.startswith("KITH_")}


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """A checkout of its own, with a private PostgreSQL of its own."""
    copy = tmp_path / "kith"
    left_out = shutil.ignore_patterns(".*", "var", "tests", "bench", "docs", "__pycache__")
    shutil.copytree(BASE_DIR, copy, ignore=left_out)
    yield copy
    for pid in serving(copy):
        os.kill(pid, signal.SIGKILL)
    devpg.discard(copy / "var/postgres")


def serving(checkout: Path) -> list[int]:
    return [pid for pid in living("manage.py", "runserver") if _works_in(pid) == checkout]


def _works_in(pid: int) -> Path | None:
    """The folder in which a process works; None once it has gone."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink()
    except FileNotFoundError:
        return None


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answer(port: int, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    except OSError:
        return ""
    finally:
        connection.close()


@pytest.mark.slow
def test_a_newcomer_meets_our_own_pages_and_no_debugging(checkout, environment):
    port = free_port()
    command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        command, cwd=checkout, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wait_until(lambda: "run migrate" in answer(port, "/readyz"), seconds=60)

    page = answer(port, "/nowhere/")

    assert ("Kith" in page, "DEBUG = True" in page, "admin" in page.lower()) == (True, False, False)
    assert answer(port, "/static/kith.css") == (BASE_DIR / "static/kith.css").read_text()
    server.kill()
    server.wait()


SAFE = (False, [], True, True)
LOCAL = (False, ["localhost", "127.0.0.1", "[::1]"], False, False)
ASKED = "from config import settings as s; print((s.DEBUG, s.ALLOWED_HOSTS, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT))"


@pytest.mark.parametrize(("told", "set_to"), [({}, SAFE), ({"KITH_LOCAL": "0"}, SAFE), ({"KITH_LOCAL": "1"}, LOCAL)])
def test_plain_http_is_only_where_it_is_said(environment, told, set_to):
    told |= {"DATABASE_URL": "postgresql://x@localhost/x", "SECRET_KEY": "x", "KITH_ASKER_KEY": "x" * 32}

    said = subprocess.check_output([sys.executable, "-c", ASKED], cwd=BASE_DIR, env=environment | told, text=True)

    assert said.strip() == str(set_to)


@pytest.mark.slow
def test_autoreload_joins_by_itself_and_leaves_no_orphan(checkout, environment):
    port = free_port()
    command = [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}"]
    parent = subprocess.Popen(
        command, cwd=checkout, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wait_until(lambda: "run migrate" in answer(port, "/readyz"), seconds=60)
    before, server = set(serving(checkout)), postmaster(checkout)

    time.sleep(3)  # the reloader looks once a second, and must have seen the file as it was
    (checkout / "config/urls.py").touch()
    wait_until(lambda: len(serving(checkout)) == 2 and set(serving(checkout)) != before, seconds=60)
    wait_until(lambda: "run migrate" in answer(port, "/readyz"), seconds=60)
    assert postmaster(checkout) == server

    for pid in serving(checkout):
        os.kill(pid, signal.SIGKILL)
    parent.wait()
    wait_until(lambda: not devpg._alive(server))


def postmaster(checkout: Path) -> int:
    return int((devpg.place(checkout / "var/postgres") / "postmaster.pid").read_text().splitlines()[0])


@pytest.mark.slow
def test_a_command_of_the_owner_needs_the_owners_address(environment):
    told = environment | {"DATABASE_URL": "postgresql://kith_app@localhost/kith"}

    done = subprocess.run(
        [sys.executable, "manage.py", "migrate"], cwd=BASE_DIR, env=told, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr == "migrate needs KITH_MIGRATION_URL beside DATABASE_URL: see docs/operating.md.\n"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout on a machine that has make and a shell, and no Python that would do."""
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(BASE_DIR / name, tmp_path)
    (tmp_path / "bin").mkdir()
    for name in ("sh", "make", "cmp", "awk", "cp", "rm"):
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    return tmp_path


def make(checkout: Path, target: str) -> subprocess.CompletedProcess[str]:
    told = {"PATH": str(checkout / "bin"), "SYSTEM_PYTHON": ""}
    return subprocess.run(
        [str(shutil.which("make")), target], cwd=checkout, env=told, capture_output=True, text=True, check=False
    )


WITHOUT = (
    "Kith needs Python 3.11 or newer with its venv module: install them (Debian: apt install python3 python3-venv), "
    "or name one: make run PYTHON=/path/to/python3\n"
)


def test_without_python_one_sentence_says_what_to_do(bare):
    done = make(bare, "run")

    assert (done.returncode != 0, done.stdout) == (True, WITHOUT)


def test_without_venv_one_sentence_says_what_to_do(bare):
    python = bare / "bin/python3"
    python.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\n')
    python.chmod(0o755)

    done = make(bare, "test")

    assert (done.returncode != 0, done.stdout) == (True, WITHOUT)


def test_help_names_every_command(bare):
    done = make(bare, "help")

    assert {line.split()[1] for line in done.stdout.splitlines()} >= {"help", "run", "test", "check", "bench", "fuzz"}
