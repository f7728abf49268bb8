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


def prepare_environment(cluster: str) -> IO[str]:
    """Point the settings at the benchmark's database, as a real place would be set. Keep the lease open."""
    os.environ["KITH_LOCAL"] = "0"
    os.environ["KITH_HOSTS"] = "testserver"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    lease = newcomer.prepare_environment(cluster, durable=not cluster.endswith("-test"))
    os.environ["DATABASE_URL"] = f"postgresql://kith_app@{quote(host(), safe='')}/{NAME}"
    return lease


def host() -> str:
    return os.environ["KITH_PRIVATE_POSTGRES"]


def create() -> None:
    """An empty database, whatever stood there before; to be migrated."""
    with bootstrap.connect(host()) as admin:
        admin.execute(ROLE)
        bootstrap.drop_database(admin, NAME)
        bootstrap.create_database(admin, NAME)
    with bootstrap.connect(host(), NAME) as inside:
        bootstrap.create_extensions(inside)


def grant() -> None:
    """What the loader may do, once the tables stand."""
    with bootstrap.connect(host(), NAME) as admin:
        admin.execute(sql.SQL(GRANTS).format(database=sql.Identifier(NAME)))


def drop() -> None:
    with bootstrap.connect(host()) as admin:
        bootstrap.drop_database(admin, NAME)


def loader() -> psycopg.Connection[Any]:
    """A connection that row-level security does not hold: to load by COPY, and to measure the floor."""
    return bootstrap.connect(host(), NAME, LOADER)


def is_loaded(mark: str) -> bool:
    """Whether the database holds what `mark` says, whole."""
    with bootstrap.connect(host()) as admin:
        found = admin.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [NAME]
        ).fetchone()
    return found == (mark,)


def note_loaded(mark: str) -> None:
    with bootstrap.connect(host()) as admin:
        admin.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(NAME), sql.Literal(mark)))


def mark_of(scale: float, seed: int) -> str:
    """What decides the data: its size and seed, the tables, and the generator itself."""
    made_by = [ROOT / "bench" / f"{name}.py" for name in ("words", "clans", "tables", "load", "sharing")]
    migrating = [ROOT / "database" / f"{name}.py" for name in ("operations", "grants", "key")]
    files = sorted([*ROOT.glob("*/migrations/*.py"), *migrating, *made_by])
    sources = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
    return f"scale {scale} seed {seed} of {sources}"
