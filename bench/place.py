"""The benchmark's own database in the private cluster, migrated as the product is, and the role that loads and reads it bare."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from config import newcomer
from database import bootstrap

NAME, LOADER = "kith_bench", "kith_bench"
ROOT = Path(__file__).parents[1]
ROLE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kith_bench') THEN
    CREATE ROLE kith_bench LOGIN BYPASSRLS;  -- granted to nobody, so that the application can't become it
    GRANT SET ON PARAMETER session_replication_role TO kith_bench;
  END IF;
END $$
"""
GRANTS = """
GRANT CONNECT ON DATABASE {database} TO kith_bench;
GRANT USAGE ON SCHEMA public, kith_sec TO kith_bench;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kith_bench;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO kith_bench;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA kith_sec TO kith_bench;
"""


def prepare_environment(name: str = NAME) -> IO[str]:
    """Point the settings at the benchmark's database, as a real place would be set: no debugging. Keep the lease open."""
    os.environ["KITH_DEBUG"] = "0"
    os.environ["KITH_HOSTS"] = "testserver"
    lease = newcomer.prepare_environment()
    point_at(name, os.environ["KITH_PRIVATE_POSTGRES"])
    return lease


def point_at(name: str, host: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["KITH_PRIVATE_POSTGRES"] = host
    os.environ["DATABASE_URL"] = f"postgresql://kith_app@{quote(host, safe='')}/{name}"


def host() -> str:
    return os.environ["KITH_PRIVATE_POSTGRES"]


def create(name: str = NAME) -> None:
    """An empty database under this name, whatever stood there before; to be migrated."""
    with bootstrap.connect(host()) as admin:
        admin.execute(ROLE)
        bootstrap.drop_database(admin, name)
        bootstrap.create_database(admin, name)
    with bootstrap.connect(host(), name) as inside:
        bootstrap.create_extensions(inside)


def grant(name: str = NAME) -> None:
    """What the loader may do, once the tables stand."""
    with bootstrap.connect(host(), name) as admin:
        admin.execute(sql.SQL(GRANTS).format(database=sql.Identifier(name)))


def drop(name: str = NAME) -> None:
    with bootstrap.connect(host()) as admin:
        bootstrap.drop_database(admin, name)


def loader(name: str = NAME) -> psycopg.Connection[Any]:
    """A connection that row-level security does not hold: to load by COPY, and to measure the floor."""
    return bootstrap.connect(host(), name, LOADER)


def is_loaded(mark: str, name: str = NAME) -> bool:
    """Whether the database holds what `mark` says, whole."""
    with bootstrap.connect(host()) as admin:
        found = admin.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
    return found == (mark,)


def note_loaded(mark: str, name: str = NAME) -> None:
    with bootstrap.connect(host()) as admin:
        admin.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(mark)))


def mark_of(scale: float, seed: int) -> str:
    """What decides the data: its size and seed, the tables, and the generator itself."""
    files = sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("database/*.py"), *ROOT.glob("bench/*.py")])
    sources = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
    return f"scale {scale} seed {seed} of {sources}"
