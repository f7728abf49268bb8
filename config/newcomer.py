"""What a fresh checkout gets when no DATABASE_URL is set: a private PostgreSQL and keys of its own, all below `var/`."""

import os
import secrets
from pathlib import Path
from typing import IO
from urllib.parse import quote

from database import bootstrap, devpg

VAR = Path(__file__).parents[1] / "var"


def prepare_environment(cluster: str = "postgres", *, durable: bool = True) -> IO[str]:
    """Set the environment that `config.settings` reads. Keep the returned lease open for the life of the process."""
    host, lease = devpg.ensure(VAR / cluster, durable=durable)
    with bootstrap.connect(host) as admin:
        admin.execute("SELECT pg_advisory_lock(1)")  # two first starts at once
        bootstrap.create_roles(admin)
        bootstrap.create_database(admin, "kith")
        with bootstrap.connect(host, "kith") as inside:
            bootstrap.create_extensions(inside)
    os.environ["KITH_PRIVATE_POSTGRES"] = host
    for name, role in (
        ("DATABASE_URL", "kith_app"),
        ("KITH_MIGRATION_URL", "kith_migrate"),
        ("KITH_ADMIN_URL", "dev"),
    ):
        os.environ[name] = f"postgresql://{role}@{quote(host, safe='')}/kith"
    for name in ("SECRET_KEY", "KITH_ASKER_KEY"):
        os.environ.setdefault(name, _kept_secret(name))
    os.environ.setdefault("KITH_DEBUG", "1")
    return lease


def _kept_secret(name: str) -> str:
    path = VAR / f"{name.lower()}.txt"
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text()
