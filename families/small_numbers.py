"""Which figures of a table would tell of somebody, so that they are not passed on (domain.md §7.4, *small numbers*)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

FEWEST = 6
"""1 to 5 are not passed on; none at all tells of nobody."""
KEPT_BACK = "c"
"""How a figure that is not passed on stands in a table, as the Department for Education writes it."""
FEWEST_FOR_PERCENT = 10
"""Of fewer, “3 of 8” is said and no percentage."""
FEWEST_FOR_SURE, FOLLOWED_UP = 30, 60
"""Of fewer than 30, or where less than 60 % are known, a figure is tentative (domain.md §7.6)."""


@dataclass(frozen=True, slots=True)
class Sum:
    """That a figure is the sum of others, as a reader with a pencil knows too: all by name."""

    whole: str
    parts: Sequence[str]


def is_small(count: int) -> bool:
    """Whether it is not passed on: 1 to 5."""
    return 0 < count < FEWEST


def kept_back(figures: Mapping[str, int], sums: Sequence[Sum]) -> frozenset[str]:
    """The names of the figures that are not passed on: 1 to 5, and of a sum in which one alone is missing, or in which what is missing is
    1 to 5 together, the next smallest too, again and again until none can be worked out: of 20, 18 and two that are kept back each of
    these is 1.

    A nought is kept back only where nothing else is left to keep back.
    """
    hidden = {name for name, count in figures.items() if is_small(count)}
    while True:
        more = {found for one in sums if (found := _also(figures, one, hidden)) is not None}
        if not more:
            return frozenset(hidden)
        hidden |= more


def _also(figures: Mapping[str, int], one: Sum, hidden: set[str]) -> str | None:
    """What else to keep back, where one of a sum is alone, or its parts that are make up 1 to 5."""
    missing = [name for name in [one.whole, *one.parts] if name in hidden]
    is_of_few = one.whole not in hidden and 0 < sum(figures[name] for name in missing) < FEWEST
    if len(missing) != 1 and not is_of_few:
        return None
    # A part before the whole, the smallest that is something before a nought.
    rest = [name for name in one.parts if name not in hidden] or [one.whole]
    return min(rest, key=lambda name: (figures[name] == 0, figures[name], rest.index(name)))


def share(count: int, of: int) -> str:
    """A share in words: “3 of 8” of few, and of more a whole percentage with its numbers."""
    numbers = {"count": count, "of": of, "percent": round(100 * count / of) if of else 0}
    if of < FEWEST_FOR_PERCENT:
        return _("%(count)s of %(of)s") % numbers
    return _("%(percent)s %% (%(count)s of %(of)s)") % numbers


def is_tentative(known: int, asked: int) -> bool:
    """Whether a figure of so many, of whom so many are known, is to be read with care (domain.md §7.6)."""
    return known < FEWEST_FOR_SURE or 100 * known < FOLLOWED_UP * asked
