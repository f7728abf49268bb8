"""Of how many a figure is: how many were asked, how many answered, and how many are missing (domain.md §7.6)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from outcomes.models import DataPoint


@dataclass(frozen=True, slots=True)
class Asked:
    """How many were asked, and how many of them answered."""

    asked: int
    answered: int

    @property
    def missing(self) -> int:
        return self.asked - self.answered

    @property
    def words(self) -> str:
        return _("%(asked)d were asked, %(answered)d answered, %(missing)d are missing.") % {
            "asked": self.asked,
            "answered": self.answered,
            "missing": self.missing,
        }


def asked_of(point: DataPoint) -> Asked | None:
    """None where a figure doesn’t say it: what is counted of everybody asks nobody."""
    return None if point.asked is None or point.answered is None else Asked(point.asked, point.answered)
