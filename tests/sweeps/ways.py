"""What the ways to each moment share."""

from collections.abc import Mapping
from datetime import date
from typing import Any

People = Mapping[str, Any]
"""The sign-ins of the demo by name."""
Rows = dict[str, Any]
"""What the words of an address stand for."""
MONDAY = date(2026, 3, 16)
