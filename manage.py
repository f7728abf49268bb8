#!/usr/bin/env python
"""Django's command line. Without a DATABASE_URL it starts, or joins, the checkout's private PostgreSQL."""

import os
import sys

from django.core.management import execute_from_command_line

from config import newcomer

OWNERS_COMMANDS = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "restore"}
"""They run as the migration role; all others as the application's, which owns nothing."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # A child (autoreload) inherits the address but not the lease: it joins for itself.
    private = "DATABASE_URL" not in os.environ or "KITH_PRIVATE_POSTGRES" in os.environ
    lease = newcomer.prepare_environment() if private else None
    if sys.argv[1:2] and sys.argv[1] in OWNERS_COMMANDS:
        if "KITH_MIGRATION_URL" not in os.environ:
            raise SystemExit(f"{sys.argv[1]} needs KITH_MIGRATION_URL beside DATABASE_URL: see docs/operating.md.")
        os.environ["DATABASE_URL"] = os.environ["KITH_MIGRATION_URL"]
    execute_from_command_line(sys.argv)
    del lease


if __name__ == "__main__":
    main()
