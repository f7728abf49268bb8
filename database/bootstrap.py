"""What a superuser does once for a cluster and once for a database: roles, owner, extensions. No Django needed."""

from typing import Any, LiteralString

import psycopg
from psycopg import sql

Admin = psycopg.Connection[Any]

ROLES: LiteralString = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kith_owner') THEN
    CREATE ROLE kith_owner NOLOGIN NOBYPASSRLS;
    CREATE ROLE kith_migrate LOGIN NOINHERIT NOBYPASSRLS;
    CREATE ROLE kith_app LOGIN NOBYPASSRLS;
    GRANT kith_owner TO kith_migrate, CURRENT_USER;
  END IF;
  ALTER ROLE kith_migrate SET role = 'kith_owner';
  ALTER ROLE kith_app SET lock_timeout = '3s';
  ALTER ROLE kith_app SET statement_timeout = '10s';
  ALTER ROLE kith_app SET idle_in_transaction_session_timeout = '15s';
  -- Only kept statements have parameters (database/prepared.py), and their plans are kept with them.
  ALTER ROLE kith_app SET plan_cache_mode = 'force_generic_plan';
  -- Who may see what is estimated dear and answered in milliseconds: to compile it first would take longer than the answer.
  ALTER ROLE kith_app SET jit = off;
END $$
"""
EXTENSIONS = ("btree_gist", "btree_gin", "pg_trgm", "unaccent", "fuzzystrmatch")


def connect(host: str, dbname: str = "postgres", user: str = "dev") -> Admin:
    """A connection of the private cluster's superuser, or of another role there."""
    return psycopg.connect(host=host, dbname=dbname, user=user, autocommit=True)


def connect_to(url: str, **instead: str) -> Admin:
    """A connection to the address, or to the same server with something else `instead`, such as `dbname`."""
    return psycopg.connect(url, autocommit=True, **instead)  # type: ignore[arg-type]


def create_roles(admin: Admin) -> None:
    """Make the owner, the migrator and the application's role, none of which can pass by row-level security."""
    admin.execute(ROLES)


def set_password(admin: Admin, role: str, password: str) -> None:
    """Let a role sign in by password."""
    admin.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))


def exists(admin: Admin, name: str) -> bool:
    """Whether the server has a database of this name."""
    return admin.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def create_database(admin: Admin, name: str, *, template: str = "") -> bool:
    """Make a database that belongs to `kith_owner`, empty or as a copy. False when it is there already."""
    if exists(admin, name):
        return False
    copied = sql.SQL("TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(template)) if template else sql.SQL("")
    admin.execute(sql.SQL("CREATE DATABASE {} OWNER kith_owner {}").format(sql.Identifier(name), copied))
    # A copy loses the privileges of its template, and PUBLIC's TEMP would let a temporary table catch the history.
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO kith_app, kith_migrate").format(sql.Identifier(name)))
    return True


def create_extensions(admin: Admin) -> None:
    """Add the extensions to the database that `admin` is connected to."""
    for extension in EXTENSIONS:
        admin.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))


def rename_database(admin: Admin, name: str, new_name: str) -> None:
    """Give a database that nobody is connected to another name."""
    admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(new_name)))


def drop_database(admin: Admin, name: str) -> None:
    """Drop a database, whoever is connected to it."""
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
