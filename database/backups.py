"""Copies of the whole database in one file, and back again. The key that signs askers is never in one."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import LiteralString

from psycopg.conninfo import conninfo_to_dict

from database import bootstrap
from database.programs import binaries

ENVIRONMENT = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
"""The address goes by the environment: other users of the machine can read arguments."""
IS_EMPTY: LiteralString = (
    "SELECT NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r')"
)


class BackupFailed(Exception):
    """PostgreSQL's program refused; the message is its own."""


def dump(url: str, file: Path) -> None:
    """Write the database of the address into `file`, which appears only when it is whole."""
    half = file.with_name(f"{file.name}.half")
    half.unlink(missing_ok=True)
    half.touch(mode=0o600)
    try:
        _run("pg_dump", url, "--format=custom", "--exclude-table-data=kith_sec.key", f"--file={half}")
        half.rename(file)
    finally:
        half.unlink(missing_ok=True)


def is_empty(url: str) -> bool:
    """Whether the database is missing or holds no table."""
    name = database_of(url)
    with bootstrap.connect_to(url, dbname="postgres") as admin:
        if not bootstrap.exists(admin, name):
            return True
    with bootstrap.connect_to(url) as inside:
        return bool(inside.execute(IS_EMPTY).fetchone() == (True,))


def load(url: str, file: Path) -> None:
    """Put what `file` holds in the place of the address's database, at once and only when all of it was read."""
    name = database_of(url)
    with bootstrap.connect_to(url, dbname="postgres") as admin:
        bootstrap.create_roles(admin)
        half = f"{name}_restoring"
        bootstrap.drop_database(admin, half)
        bootstrap.create_database(admin, half)
        try:
            _run("pg_restore", url, "--exit-on-error", "--single-transaction", f"--dbname={half}", str(file))
        except BackupFailed:
            bootstrap.drop_database(admin, half)
            raise
        bootstrap.drop_database(admin, name)
        bootstrap.rename_database(admin, half, name)


def database_of(url: str) -> str:
    """The name of the address's database."""
    return str(conninfo_to_dict(url)["dbname"])


def _run(program: str, url: str, *arguments: str) -> None:
    said = conninfo_to_dict(url)
    address = {ENVIRONMENT[name]: str(value) for name, value in said.items() if name in ENVIRONMENT}
    done = subprocess.run(  # noqa: S603
        [_program(program), *arguments], env=os.environ | address, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupFailed(done.stderr.strip())


def _program(name: str) -> str:
    """The private PostgreSQL's own; beside another server what is installed, which PG_BIN overrules."""
    of_ours = os.environ.keys() & {"KITH_PRIVATE_POSTGRES", "PG_BIN"}
    installed = None if of_ours else shutil.which(name)
    return installed or str(binaries() / name)
