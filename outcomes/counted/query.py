"""What a counted measure is, and what a statement answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from django.utils.functional import Promise

from families.small_numbers import Sum, is_small, kept_back

PERIODS: LiteralString = """
WITH period AS (SELECT * FROM unnest(%(firsts)s::date[], %(untils)s::date[]) AS span (first, until))
"""
"""With which each statement begins: the periods of which it is asked."""
FEWEST_WORKERS = 3
"""Of the work of fewer, a figure would be about somebody who works (domain.md §4.4)."""


@dataclass(frozen=True, slots=True)
class Query:
    """A measure that Kith counts.

    `sql` answers for each period of `period(first, until)`: `first, numerator, denominator, asked, answered, workers`; a count has
    no `denominator`, and where nobody’s work is in it, no `workers`. Where measures beside each other make up one whole, a last column has
    all that it is divided into, which is the same for each of them. It reads tables as `then.TABLE`, so that the same
    statement is of today or of any day before. A figure is final `settles` days after its period: until then what it counts is under way.
    """

    key: str
    version: int
    name: str | Promise
    definition: str | Promise
    counted: str | Promise
    sql: LiteralString
    quadrant: str
    out_of: str | Promise = ""
    unit: str = "percent"
    good: str = "higher"
    settles: int = 31


@dataclass(frozen=True, slots=True)
class Counted:
    """What a statement answers of one period."""

    numerator: int
    denominator: int | None
    asked: int
    answered: int
    workers: int | None = None
    parts: Sequence[int] = ()
    """All that the whole is divided into, where other measures tell of the others."""

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing of which it could be a part."""
        return self.denominator == 0

    @property
    def is_of_too_few(self) -> bool:
        """Whether someone could be known by it: by a number of 1 to 5, by what is left of all, or as one of few who work."""
        parts = [self.numerator]
        if self.denominator is not None:
            parts += [self.denominator, self.denominator - self.numerator]
        is_of_few_workers = self.workers is not None and self.workers < FEWEST_WORKERS
        return any(map(is_small, parts)) or is_of_few_workers or self._would_tell_of_another

    @property
    def _would_tell_of_another(self) -> bool:
        """Whether a part that is kept back is what this one and the others leave: then one of them is kept back too."""
        figures = {str(place): number for place, number in enumerate(self.parts)}
        hidden = kept_back(figures | {"": sum(self.parts)}, [Sum("", list(figures))])
        return self.numerator in {figures[name] for name in hidden if name}
