"""What a superuser does once for a cluster and once for a database: roles, owner, extensions. No Django needed."""

from typing import Any, LiteralString

import psycopg
from psycopg import sql

ROLES: LiteralString = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kith_owner') THEN
    CREATE ROLE kith_owner NOLOGIN NOBYPASSRLS;
    CREATE ROLE kith_migrate LOGIN NOINHERIT NOBYPASSRLS;
    CREATE ROLE kith_app LOGIN NOBYPASSRLS;
    GRANT kith_owner TO kith_migrate;
    ALTER ROLE kith_migrate SET role = 'kith_owner';
    ALTER ROLE kith_app SET lock_timeout = '3s';
    ALTER ROLE kith_app SET statement_timeout = '10s';
    ALTER ROLE kith_app SET idle_in_transaction_session_timeout = '15s';
  END IF;
END $$
"""
EXTENSIONS = ("btree_gist", "btree_gin", "pg_trgm", "unaccent", "fuzzystrmatch")


def connect(
    host: str, dbname: str = "postgres", user: str = "dev"
) -> psycopg.Connection[Any]:
    """A connection of the private cluster's superuser, or of another role there."""
    return psycopg.connect(host=host, dbname=dbname, user=user, autocommit=True)


def create_roles(admin: psycopg.Connection[Any]) -> None:
    """Make the owner, the migrator and the application's role, none of which can pass by row-level security."""
    admin.execute(ROLES)


def create_database(
    admin: psycopg.Connection[Any], name: str, *, template: str = ""
) -> bool:
    """Make a database that belongs to `kith_owner`, empty or as a copy. False when it is there already."""
    if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return False
    copied = (
        sql.SQL("TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(template))
        if template
        else sql.SQL("")
    )
    admin.execute(
        sql.SQL("CREATE DATABASE {} OWNER kith_owner {}").format(
            sql.Identifier(name), copied
        )
    )
    # A copy loses the privileges of its template, and PUBLIC's TEMP would let a temporary table catch the history.
    admin.execute(
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name))
    )
    admin.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO kith_app, kith_migrate").format(
            sql.Identifier(name)
        )
    )
    return True


def create_extensions(admin: psycopg.Connection[Any]) -> None:
    """Add the extensions to the database that `admin` is connected to."""
    for extension in EXTENSIONS:
        admin.execute(
            sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(
                sql.Identifier(extension)
            )
        )


def drop_database(admin: psycopg.Connection[Any], name: str) -> None:
    """Drop a database, whoever is connected to it."""
    admin.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )
