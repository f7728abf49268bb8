"""The signing keys of askers, as the database keeps them: the two padded halves of an HMAC (RFC 2104), for core `sha256()` to check."""

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

BLOCK = 64


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the keys of the settings into the database, and no others. Only the owner's role can; a dump leaves them out."""
    rows = [(place, *_padded(key)) for place, key in enumerate(settings.KITH_ASKER_KEYS)]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kith_sec.key")
        cursor.executemany("INSERT INTO kith_sec.key (place, inner_pad, outer_pad) VALUES (%s, %s, %s)", rows)


def _padded(key: str) -> tuple[bytes, bytes]:
    said = key.encode()
    if not 32 <= len(said) <= BLOCK:
        raise ValueError("Each key in KITH_ASKER_KEY must hold 32 to 64 characters.")
    filled = said.ljust(BLOCK, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in filled) for pad in (0x36, 0x5C))
    return inner, outer
