"""Whether what has to be in a plan is said as what must be so, or as what someone must do (domain.md §2.5). It knows no model."""

from __future__ import annotations

import re

AT_MOST = 5
"""Lines: of more than these the family has nothing left to decide (domain.md §2.5)."""
_MUST = re.compile(r"\b(?:must|has to|have to|needs? to|should|is to|are to|will)\b", re.IGNORECASE)
_SOLUTION = re.compile(
    r"\b(?:attends?|complete|engage|enrol|courses?|classes|programmes?|therapy|counselling|treatment|testing|tests?|"
    r"sign up|go on|go to a|work with|see a|take part)\b",
    re.IGNORECASE,
)


def lines_of(text: str) -> list[str]:
    """One to a line, without the empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def said_as_solutions(text: str) -> list[str]:
    """The lines that seem to say what someone must do; only a person can tell for sure."""
    return [line for line in lines_of(text) if _MUST.search(line) and _SOLUTION.search(line)]
