"""The asker's signing key, as the database keeps it: the two padded halves of an HMAC (RFC 2104), so that core `sha256()` can check it."""

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

BLOCK = 64


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the key of the settings into the database. Only the owner's role can; a dump leaves the table's rows out."""
    key = settings.KITH_ASKER_KEY.encode()
    if not 32 <= len(key) <= BLOCK:
        raise ValueError("KITH_ASKER_KEY must hold 32 to 64 characters.")
    padded = key.ljust(BLOCK, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in padded) for pad in (0x36, 0x5C))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kith_sec.key VALUES (true, %s, %s) ON CONFLICT (single) DO UPDATE"
            " SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
            [inner, outer],
        )
