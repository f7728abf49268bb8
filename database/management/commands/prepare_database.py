"""A PostgreSQL of one's own, made ready for Kith."""

import argparse
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from psycopg.conninfo import conninfo_to_dict

from database import bootstrap

OLDEST = 150_000


class Command(BaseCommand):
    help = "Make the roles, the database and its extensions that DATABASE_URL and KITH_MIGRATION_URL name. Repeatable."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--admin-url", default=os.environ.get("KITH_ADMIN_URL"), help="as KITH_ADMIN_URL")

    def handle(self, *args: Any, admin_url: str | None, **options: Any) -> None:
        app = _role(os.environ.get("DATABASE_URL"), "DATABASE_URL", "kith_app")
        migrate = _role(os.environ.get("KITH_MIGRATION_URL"), "KITH_MIGRATION_URL", "kith_migrate")
        if not admin_url:
            raise CommandError("Say as whom: --admin-url postgresql://superuser@host/postgres, or KITH_ADMIN_URL.")
        with bootstrap.connect_to(admin_url, dbname="postgres") as admin:
            if admin.info.server_version < OLDEST:
                raise CommandError("Kith needs PostgreSQL 15 or newer.")
            admin.execute("SELECT pg_advisory_lock(1)")
            bootstrap.create_roles(admin)
            for role in (app, migrate):
                if password := role.get("password"):
                    bootstrap.set_password(admin, role["user"], password)
            made = bootstrap.create_database(admin, app["dbname"])
        with bootstrap.connect_to(admin_url, dbname=app["dbname"]) as inside:
            bootstrap.create_extensions(inside)
        self.stdout.write(f"{app['dbname']} is {'ready' if made else 'there already and ready'}. Next: migrate.")


def _role(url: str | None, name: str, user: str) -> dict[str, str]:
    said = {key: str(value) for key, value in conninfo_to_dict(url or "").items()}
    if said.get("user") != user or not said.get("dbname"):
        raise CommandError(f"Set {name} to postgresql://{user}:PASSWORD@HOST/DATABASE first.")
    return said
