"""How wide words are, near enough to keep them apart. Lengths are in pixels."""

from __future__ import annotations

import unicodedata

AGE_SIZE, NAME_SIZE, YEARS_SIZE, NOTE_SIZE = 19, 16, 14, 13
LINE_HEIGHT = 18
BOLD = 1.07
NAME_CHARACTERS = 15
NAME_LINES = 3
_NARROW = frozenset("ijlrtfI.,:;'|()[]!- \N{RIGHT SINGLE QUOTATION MARK}")
_WIDE = frozenset("mwMWQO@%\N{EM DASH}")


def width_of(words: str, size: float) -> float:
    """The width of one line in Atkinson Hyperlegible or the common sans fonts, rather too wide than too thin."""
    return sum(_ems(letter) for letter in words) * size


def _ems(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.05
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.92
    return 0.72 if letter.isupper() else 0.6


def name_lines(name: str) -> list[str]:
    """A name broken at its spaces into at most three lines; no letter is lost."""
    lines: list[str] = []
    for word in name.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and (len(joined) <= NAME_CHARACTERS or len(lines) == NAME_LINES):
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
