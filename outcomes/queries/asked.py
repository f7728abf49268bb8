"""Of how many a figure is: how many were asked, how many answered, and how many are missing (domain.md §7.6)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from families.small_numbers import is_small, is_tentative
from outcomes.models import DataPoint
from outcomes.queries.curves import is_of_few


@dataclass(frozen=True, slots=True)
class Asked:
    """How many were asked, and how many of them answered."""

    asked: int
    answered: int

    @property
    def missing(self) -> int:
        return self.asked - self.answered

    @property
    def is_few(self) -> bool:
        """Whether someone could be known by one of the three numbers."""
        return any(is_small(number) for number in (self.asked, self.answered, self.missing))

    @property
    def words(self) -> str:
        return _("%(asked)d were asked, %(answered)d answered, %(missing)d are missing.") % {
            "asked": self.asked,
            "answered": self.answered,
            "missing": self.missing,
        }


def asked_of(point: DataPoint) -> Asked | None:
    """None where a figure doesn’t say it: what is counted of everybody asks nobody."""
    asked, answered = getattr(point, "asked", None), getattr(point, "answered", None)
    return None if asked is None or answered is None else Asked(int(asked), int(answered))


def is_tentative_point(point: DataPoint) -> bool:
    """Whether a figure is of so few, or so many of them are missing, that it says little."""
    asked = asked_of(point)
    return is_of_few(point) or (asked is not None and is_tentative(asked.answered, asked.asked))
