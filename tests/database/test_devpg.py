"""The private PostgreSQL: each test has a cluster of its own, real processes and real `kill -9`."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from database import bootstrap, devpg, programs
from tests.processes import living, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]
BASE_DIR = Path(__file__).parents[2]
STRANGER = 1
"""The id of an ordinary user that every Linux knows."""
JOIN = """
import sys
from pathlib import Path
from database import devpg
host, lease = devpg.ensure(Path(sys.argv[1]))
print(host, flush=True)
sys.stdin.read()
"""


class Process:
    """Another process that has started or joined the server, until it is told to go on or killed."""

    def __init__(self, data: Path, python: str = sys.executable, **how: object) -> None:
        self.child = subprocess.Popen(
            [python, "-c", JOIN, str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=how.pop("cwd", BASE_DIR),
            **how,
        )

    @property
    def host(self) -> str:
        return self.child.stdout.readline().strip()

    def end(self) -> None:
        self.child.communicate()

    def kill(self) -> None:
        self.child.kill()
        self.child.communicate()


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "postgres"
    if (tmp_path / "postgres").exists():
        wait_until(lambda: keepers(tmp_path / "postgres") == [])
        devpg.discard(tmp_path / "postgres")


@pytest.fixture
def join(data: Path) -> Iterator[Callable[..., Process]]:
    started = []

    def begin(**how: object) -> Process:
        started.append(Process(data, **how))
        return started[-1]

    yield begin
    for process in started:
        process.kill()


def keepers(data: Path) -> list[int]:
    return living("database.keeper", str(devpg.place(data)))


def postmaster(data: Path) -> int:
    return int((devpg.place(data) / "postmaster.pid").read_text().splitlines()[0])


def is_gone(pid: int) -> bool:
    return not devpg._alive(pid)


def run(host: str, statement: str) -> list[tuple[object, ...]]:
    with bootstrap.connect(host) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_the_starter_ends_first_and_the_other_goes_on(join):
    starter = join()
    host = starter.host
    other = join()
    assert other.host == host

    starter.end()
    time.sleep(0.5)

    assert run(host, "SELECT 1") == [(1,)]


def test_it_stops_when_the_last_has_gone(join, data):
    process = join()
    host, server = process.host, postmaster(data)

    process.end()

    wait_until(lambda: is_gone(server))
    wait_until(lambda: not Path(host).exists())


def test_no_orphan_when_both_are_killed(join, data):
    processes = [join(), join()]
    hosts = [process.host for process in processes]
    server = postmaster(data)
    assert hosts[0] == hosts[1]

    for process in processes:
        process.kill()

    wait_until(lambda: is_gone(server))


def test_no_commit_is_lost_when_the_keeper_is_killed(join, data):
    first = join().host
    run(first, "CREATE TABLE kept (n int)")
    run(first, "INSERT INTO kept VALUES (1)")
    server = postmaster(data)

    os.kill(keepers(data)[0], signal.SIGKILL)
    host = join().host  # at once: the old server may still be stopping

    assert run(host, "SELECT n FROM kept") == [(1,)]
    assert is_gone(server)


def test_no_commit_is_lost_when_the_server_is_killed(join, data):
    first = join().host
    run(first, "CREATE TABLE kept (n int)")
    run(first, "INSERT INTO kept VALUES (1)")

    os.kill(postmaster(data), signal.SIGKILL)

    assert run(join().host, "SELECT n FROM kept") == [(1,)]


def test_a_restart_waits_for_a_server_that_is_stopping(join, data):
    """A transaction in the old server makes its stop take a moment; the new one must not meet it."""
    busy = bootstrap.connect(join().host)
    busy.execute("BEGIN")
    server = postmaster(data)
    os.kill(keepers(data)[0], signal.SIGKILL)

    assert run(join().host, "SELECT 1") == [(1,)]
    assert postmaster(data) != server


def test_two_first_starts_at_once(join):
    processes = [join(), join(), join()]

    assert len({process.host for process in processes}) == 1


def test_a_start_killed_in_the_middle_of_initdb(join, data):
    first = join()
    wait_until(lambda: list(devpg.place(data).parent.glob("*.new-*")) != [])
    first.kill()
    for keeper in keepers(data):
        os.kill(keeper, signal.SIGKILL)

    assert run(join().host, "SELECT 1") == [(1,)]
    assert list(devpg.place(data).parent.glob("*.new-*")) == []


def test_a_socket_folder_left_behind_goes(join, data):
    process = join()
    host = process.host
    os.kill(keepers(data)[0], signal.SIGKILL)
    wait_until(lambda: is_gone(postmaster(data)) if (devpg.place(data) / "postmaster.pid").exists() else True)
    assert Path(host).exists()

    assert join().host != host
    assert not Path(host).exists()


def test_a_failed_start_says_why(monkeypatch, data, tmp_path):
    monkeypatch.setenv("PG_BIN", str(tmp_path / "nothing"))

    with pytest.raises(programs.NotStarted, match="No such file"):
        devpg.ensure(data)


def test_another_version_is_told_apart(join, data):
    join().end()
    wait_until(lambda: keepers(data) == [])
    (devpg.place(data) / "PG_VERSION").write_text("9\n")

    with pytest.raises(programs.NotStarted, match="was made by PostgreSQL 9"):
        devpg.ensure(data)


def test_what_is_in_use_is_not_thrown_away(join, data, monkeypatch):
    join().host  # noqa: B018  (waits for the start)
    monkeypatch.setattr(devpg, "STOP_SECONDS", 0)

    with pytest.raises(programs.NotStarted, match="is in use"):
        devpg.discard(data)


@pytest.fixture
def memory(tmp_path, monkeypatch):
    """A folder in the place of the one in memory, in which there is room for any cluster."""
    (tmp_path / "memory").mkdir()
    monkeypatch.setattr(devpg, "MEMORY", tmp_path / "memory")
    monkeypatch.setattr(devpg, "ROOM", 0)
    return tmp_path / "memory"


@pytest.mark.skipif(not programs.is_root(), reason="an ordinary user's stands in the checkout")
@pytest.mark.parametrize(("durable", "room", "stands"), [(False, 0, True), (True, 0, False), (False, 2**60, False)])
def test_only_what_may_be_lost_stands_in_memory_and_only_where_there_is_room(
    data, memory, monkeypatch, durable, room, stands
):
    monkeypatch.setattr(devpg, "ROOM", room)

    assert devpg.place(data, durable=durable).is_relative_to(memory) == stands
    assert devpg.place(data) == devpg.place(data, durable=not durable)
    devpg.discard(data)


@pytest.mark.skipif(not programs.is_root(), reason="an ordinary user's stands in the checkout")
def test_memory_is_given_back_once_a_checkout_is_gone(tmp_path, memory):
    gone, used, kept = (devpg.place(tmp_path / name, durable=False) for name in ("gone", "used", "kept"))
    (tmp_path / "gone").unlink()
    (tmp_path / "used").unlink()
    grow_old(gone.parent), grow_old(used.parent), grow_old(kept.parent)

    with Path(f"{used}.lease").open("a") as lease:
        fcntl.flock(lease, fcntl.LOCK_SH)
        devpg.place(tmp_path / "new", durable=False)

    assert [folder.parent.exists() for folder in (gone, used, kept)] == [False, True, True]


def grow_old(folder: Path) -> None:
    """As if nothing had been made in it for more than an hour."""
    before = time.time() - devpg.BEING_MADE_SECONDS - 1
    os.utime(folder, (before, before))


@pytest.fixture
def left(tmp_path, memory):
    """Two folders in memory whose checkouts are gone."""
    folders = [devpg.place(tmp_path / name, durable=False).parent for name in ("one", "other")]
    for name, folder in zip(("one", "other"), folders, strict=True):
        (tmp_path / name).unlink()
        grow_old(folder)
    return folders


@pytest.mark.skipif(not programs.is_root(), reason="an ordinary user's stands in the checkout")
@pytest.mark.parametrize("when", ["before", "after"])
def test_what_another_throws_away_meanwhile_stops_nobody(data, left, monkeypatch, when):
    is_left_behind = devpg._is_left_behind

    def beside_another(folder: Path) -> bool:
        if when == "before":
            shutil.rmtree(folder)
        found = is_left_behind(folder)
        shutil.rmtree(folder, ignore_errors=True)
        return found

    monkeypatch.setattr(devpg, "_is_left_behind", beside_another)

    assert devpg.place(data, durable=False).parent.exists()
    assert not any(folder.exists() for folder in left)
    devpg.discard(data)


@pytest.mark.skipif(not programs.is_root(), reason="an ordinary user's stands in the checkout")
def test_one_at_a_time_looks_through_memory(data, memory, left, monkeypatch):
    looked = []

    def with_another_waiting(_folder: Path) -> bool:
        with (memory / devpg.SWEEP_LOCK).open() as lock:
            looked.append(programs.lock_within(lock, 0))
        return False

    monkeypatch.setattr(devpg, "_is_left_behind", with_another_waiting)
    devpg.place(data, durable=False)

    assert looked == [False, False]
    assert (memory / devpg.SWEEP_LOCK).stat().st_mode & 0o777 == 0o600
    devpg.discard(data)


@pytest.mark.skipif(not programs.is_root(), reason="an ordinary user's stands in the checkout")
@pytest.mark.parametrize("theirs", ["file", "link"])
def test_where_the_lock_is_another_users_nothing_is_thrown_away_and_all_goes_on(data, tmp_path, memory, left, theirs):
    lock = memory / devpg.SWEEP_LOCK
    lock.unlink()
    if theirs == "file":
        lock.touch()
        os.chown(lock, STRANGER, STRANGER)
    else:
        lock.symlink_to(tmp_path / "elsewhere")

    assert devpg.place(data, durable=False).is_relative_to(memory)
    assert all(folder.exists() for folder in left)
    assert not (tmp_path / "elsewhere").exists()
    devpg.discard(data)


@pytest.mark.skipif(not programs.is_root(), reason="an ordinary user's stands in the checkout")
@pytest.mark.parametrize("dies_at", ["symlink_to", "write_text"])
def test_what_one_who_was_killed_began_is_found_after_an_hour_and_not_before(
    data, tmp_path, memory, monkeypatch, dies_at
):
    with monkeypatch.context() as dying:
        dying.setattr(Path, dies_at, interrupted)
        with pytest.raises(KeyboardInterrupt):
            devpg.place(tmp_path / "killed", durable=False)
    (begun,) = memory.glob("kith-data-*/")
    assert (begun / devpg.NOTE).exists() == (dies_at == "symlink_to")

    devpg.place(data, durable=False)
    devpg.discard(data)
    stays = begun.exists()
    grow_old(begun)
    devpg.place(data, durable=False)
    devpg.discard(data)

    assert (stays, begun.exists()) == (True, False)


def interrupted(*_args: object) -> None:
    raise KeyboardInterrupt


@pytest.fixture
def stranger_home() -> Iterator[Path]:
    """A folder of an ordinary user's own, where they can reach it."""
    home = Path(tempfile.mkdtemp(dir="/var/tmp"))
    os.chown(home, STRANGER, STRANGER)
    yield home
    shutil.rmtree(home)


def python_for_strangers() -> str:
    """A Python that an ordinary user may run: root's own is often closed to them."""
    fits = "import sys; sys.exit(sys.version_info < (3, 11))"
    for python in (sys.executable, "/usr/bin/python3"):
        try:
            subprocess.run([python, "-c", fits], user=STRANGER, cwd="/", check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    return pytest.skip("no Python that an ordinary user may run")


@pytest.mark.skipif(not programs.is_root(), reason="only root can become another user")
def test_an_ordinary_user_can_start_it(stranger_home):
    code = stranger_home / "code"  # the checkout may be closed to them
    shutil.copytree(BASE_DIR / "database", code / "database")
    code.chmod(0o755)
    process = Process(
        stranger_home / "postgres",
        python=python_for_strangers(),
        env={"PG_BIN": str(programs.binaries())},
        cwd=code,
        user=STRANGER,
        group=STRANGER,
        extra_groups=[],
    )

    host = process.host
    server = int((stranger_home / "postgres/postmaster.pid").read_text().splitlines()[0])
    owners = [Path(host).stat().st_uid, Path(f"/proc/{server}").stat().st_uid]
    process.end()

    wait_until(lambda: is_gone(server))
    assert owners == [STRANGER, STRANGER]


@pytest.mark.skipif(not programs.is_root(), reason="only root can read through closed folders")
def test_root_works_below_a_folder_closed_to_others(join, data, tmp_path):
    tmp_path.chmod(0o700)

    assert run(join().host, "SHOW data_directory") == [(str(data.readlink()),)]
    assert not str(data.readlink()).startswith(str(tmp_path))


@pytest.mark.skipif(not programs.is_root(), reason="only root's PostgreSQL stands elsewhere")
def test_a_cluster_of_an_ordinary_user_is_not_roots(data):
    data.mkdir()

    with pytest.raises(programs.NotStarted, match="made by an ordinary user"):
        devpg.ensure(data)
    data.rmdir()


@pytest.mark.skipif(not Path("/usr/lib/postgresql/15/bin").exists(), reason="PostgreSQL 15 is not installed")
def test_postgresql_15_by_pg_bin(join):
    host = join(env=os.environ | {"PG_BIN": "/usr/lib/postgresql/15/bin"}).host

    assert run(host, "SHOW server_version_num")[0][0].startswith("15")


def test_commits_are_on_the_disk(join):
    host = join().host

    settings = [run(host, f"SHOW {name}")[0][0] for name in ("fsync", "synchronous_commit", "full_page_writes")]

    assert settings == ["on", "on", "on"]


def test_it_listens_on_its_socket_only(join):
    host = join().host

    assert run(host, "SHOW listen_addresses") == [("",)]
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host="127.0.0.1", user="dev", connect_timeout=2, port=run(host, "SHOW port")[0][0])
