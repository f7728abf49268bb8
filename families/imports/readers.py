"""Which files can be brought in, by how their names end. What a reader gives is a table whose columns have yet to be matched, or
all that is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import IO

from django.utils.translation import gettext as _

from families.imports import chart_json, gedcom
from families.imports.sheets import Sheet, read_csv, read_xlsx
from families.imports.told import NotReadable, Told

READERS: Mapping[str, Callable[[IO[bytes]], Sheet | Told]] = {
    ".csv": read_csv,
    ".xlsx": read_xlsx,
    ".ged": gedcom.read,
    ".json": chart_json.read,
}


def read(file: IO[bytes], name: str) -> Sheet | Told:
    """What a file says, or NotReadable."""
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        kinds = ", ".join(ending.removeprefix(".").upper() for ending in READERS)
        raise NotReadable(_("Kith reads these kinds of files: %(kinds)s. Save it as one of them.") % {"kinds": kinds})
    return reader(file)
