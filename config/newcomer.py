"""What a fresh checkout gets when no DATABASE_URL is set: a private PostgreSQL and keys of its own, below `var/`."""

import os
import secrets
import tempfile
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
    for name, role in (("DATABASE_URL", "kith_app"), ("KITH_MIGRATION_URL", "kith_migrate"), ("KITH_ADMIN_URL", "dev")):
        os.environ[name] = f"postgresql://{role}@{quote(host, safe='')}/kith"
    for name in ("SECRET_KEY", "KITH_ASKER_KEY"):
        os.environ.setdefault(name, kept_secret(VAR / f"{name.lower()}.txt"))
    os.environ.setdefault("KITH_LOCAL", "1")
    return lease


def kept_secret(path: Path) -> str:
    """The secret in this file; made at first, whole or not at all, and the same for two that start at once."""
    if not path.exists():
        handle, half = tempfile.mkstemp(dir=path.parent)  # readable by its owner only
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(half, path)
        except FileExistsError:
            pass  # the other's is as good
        finally:
            Path(half).unlink()
    return path.read_text()
