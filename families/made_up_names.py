"""Names that an import makes up for who has none: they are shown, and compared with nobody's."""

from __future__ import annotations

import re

MADE_UP = r"^(Child \S*[0-9]\S*|Unknown .*)$"
"""“Child LARK0611”, “Unknown Rowan”, “Unknown (parent of Amina)”: for Python and PostgreSQL alike."""


def is_made_up(name: str) -> bool:
    """Whether it only says that nobody knows the name."""
    return re.fullmatch(MADE_UP, name) is not None
