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
    all that it is divided into, which is the same for each of them; where they are steps of one way, how many came to each. It reads
    tables as `then.TABLE`, so that the same statement is of today or of any day before. A figure is final `settles` days after its
    period: until then what it counts is under way.
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
    step: int | None = None
    """Which step it is of a way that measures beside it go on with; those who began it are step 0."""


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
    steps: Sequence[int] = ()
    """How many came to each step of a way, of which this measure tells `step` and the next one."""
    step: int | None = None

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
        return (
            any(map(is_small, parts)) or is_of_few_workers or self._would_tell_of_another or self._leaves_few_on_the_way
        )

    @property
    def _would_tell_of_another(self) -> bool:
        """Whether a part that is kept back is what this one and the others leave: then one of them is kept back too."""
        figures = {str(place): number for place, number in enumerate(self.parts)}
        hidden = kept_back(figures | {"": sum(self.parts)}, [Sum("", list(figures))])
        return self.numerator in {figures[name] for name in hidden if name}

    @property
    def _leaves_few_on_the_way(self) -> bool:
        """Whether it says a number that is near to one which an earlier step says: between them somebody could be known."""
        told, is_near = [*self.steps[:1]], False
        for step in range(1, (self.step or 0) + 1):
            says = self.steps[step : step + 2]
            is_near = any(is_small(abs(one - other)) for one in says for other in (0, *told, *says))
            told += [] if is_near else says
        return is_near
