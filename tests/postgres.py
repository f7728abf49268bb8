"""The tests' database: one throw-away cluster, one migrated template, and a fresh copy for each process (reference: design.md, 3)."""

import hashlib
import importlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO
from urllib.parse import quote

from django.core.management import call_command
from django.db import connection, transaction

from database import bootstrap, clock, devpg

BASE_DIR = Path(__file__).parents[1]
PREFIX = "kith_test_"
WHAT_MIGRATE_DOES = [BASE_DIR / "database" / name for name in ("operations.py", "grants.py", "key.py")]


def address(host: str, name: str, role: str = "kith_app") -> str:
    return f"postgresql://{role}@{quote(host, safe='')}/{name}"


def drop_left_behind(host: str) -> None:
    """Databases of test processes that were killed."""
    with bootstrap.connect(host) as admin:
        for (name,) in admin.execute("SELECT datname FROM pg_database WHERE datname ~ '^kith_test_[0-9]+$'").fetchall():
            if not Path("/proc", name.removeprefix(PREFIX)).exists():
                bootstrap.drop_database(admin, name)


def template(host: str) -> str:
    """The name of a database migrated as this checkout says; made once, under another name until it is whole."""
    name = f"kith_template_{_hash(BASE_DIR.glob('*/migrations/*.py'), WHAT_MIGRATE_DOES)}"
    with bootstrap.connect(host) as admin:
        admin.execute("SELECT pg_advisory_lock(2)")
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        for (old,) in admin.execute("SELECT datname FROM pg_database WHERE datname ~ '^kith_template_'").fetchall():
            bootstrap.drop_database(admin, old)
        bootstrap.create_database(admin, f"{name}_half")
        with bootstrap.connect(host, f"{name}_half") as inside:
            bootstrap.create_extensions(inside)
        _migrate(host, f"{name}_half")
        admin.execute(f'ALTER DATABASE "{name}_half" RENAME TO "{name}"')
    return name


def _hash(*files: Iterable[Path]) -> str:
    found = sorted(path for group in files for path in group)
    return hashlib.sha256(b"".join(path.read_bytes() for path in found)).hexdigest()[:12]


def _migrate(host: str, name: str) -> None:
    before = dict(connection.settings_dict)
    connection.settings_dict.update(NAME=name, HOST=host, USER="kith_migrate", OPTIONS={})
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict.clear()
        connection.settings_dict.update(before)


def demo_template(host: str, of: str) -> str:
    """A copy of the template with the people of the stories in it, on their Monday."""
    written = (BASE_DIR.glob(one) for one in ("config/demo/*.py", "*/actions/**/*.py", "*/reference/*"))
    name = f"kith_demo_{_hash(*written)}_{of[-6:]}"
    with bootstrap.connect(host) as admin:
        admin.execute("SELECT pg_advisory_lock(3)")
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        for (old,) in admin.execute("SELECT datname FROM pg_database WHERE datname ~ '^kith_demo_'").fetchall():
            bootstrap.drop_database(admin, old)
        bootstrap.create_database(admin, f"{name}_half", template=of)
        _load_demo(f"{name}_half")
        admin.execute(f'ALTER DATABASE "{name}_half" RENAME TO "{name}"')
    return name


def _load_demo(name: str) -> None:
    connection.close()
    connection.close_pool()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        with transaction.atomic():
            importlib.import_module("config.demo.load").load(clock.today())
    finally:
        connection.close()
        connection.close_pool()
        connection.settings_dict["NAME"] = before


_left: list[tuple[str, str, str]] = []


def leave(host: str, name: str, of: str) -> None:
    """It holds what a test wrote. The next one gets a new copy, unless it brings one of its own: each is 1,500 files."""
    _left[:] = [(host, name, of)]


def renew() -> None:
    """A new copy in the place of one that was left."""
    if _left:
        fresh_copy(*_left[0])


def fresh_copy(host: str, name: str, of: str) -> None:
    """A new copy of the template in the place of whatever the last test left; `kith_app` may not TRUNCATE."""
    _left.clear()
    connection.close()
    connection.close_pool()
    with bootstrap.connect(host) as admin:
        bootstrap.drop_database(admin, name)
        bootstrap.create_database(admin, name, template=of)


def start() -> tuple[str, IO[str]]:
    """Join the test cluster; apart from the one of `make run`, and not durable.

    Each worker of xdist has its own: what is sealed waits for the open transactions of the whole cluster.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    return devpg.ensure(BASE_DIR / "var" / f"postgres-test-{worker}", durable=False)


def prepare_environment() -> IO[str]:
    """Before Django reads its settings. Workers of xdist do it for themselves."""
    host, lease = start()
    with bootstrap.connect(host) as admin:
        admin.execute("SELECT pg_advisory_lock(1)")
        bootstrap.create_roles(admin)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["KITH_TEST_POSTGRES"] = host
    os.environ["DATABASE_URL"] = address(host, "postgres")
    os.environ.setdefault("SECRET_KEY", "for tests only " * 4)
    os.environ.setdefault("KITH_ASKER_KEY", "for tests only: thirty-two at least")
    os.environ["KITH_DEMO"] = "1"
    os.environ["KITH_LOCAL"] = "1"
    os.environ["KITH_EMAIL_BACKEND"] = "django.core.mail.backends.locmem.EmailBackend"
    return lease
