"""Numbers so small that someone could be known by them: left out of what leaves the house (domain.md §7.4)."""

from __future__ import annotations

from collections.abc import Sequence

SMALL = range(1, 6)
"""1 to 5. 0 tells of nobody."""


def suppressed(parts: Sequence[int]) -> list[int | None]:
    """The parts of a whole that is told too: None for each of 1 to 5; and where that is one alone, for a second, the next in size.

    Otherwise the whole less the others would say what was left out. A part of 0 is the second only where there is no other.
    """
    hidden = {place for place, part in enumerate(parts) if part in SMALL}
    if len(hidden) == 1:
        others = [place for place in range(len(parts)) if place not in hidden]
        if others:
            hidden.add(min(others, key=lambda place: (parts[place] == 0, parts[place])))
    return [None if place in hidden else part for place, part in enumerate(parts)]


def hidden_rest(numerator: int, denominator: int) -> bool:
    """Whether n of d may not be told, for n or the rest of d is one of 1 to 5."""
    return suppressed([numerator, denominator - numerator])[0] is None
