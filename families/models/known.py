"""How well a day is known, and of whom it is known that they died."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How well a date is known."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")
    ABOUT = "about", _("about that year")


class DeathPrecision(models.TextChoices):
    """How well the day of a death is known; `unknown`: that someone died, and nothing of when (domain.md §11, partial dates)."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")
    ABOUT = "about", _("about that year")
    UNKNOWN = "unknown", _("has died, we don’t know when")


def living(path: str = "") -> Q:
    """That nobody has written of the person at `path` (`""`, `"person__"`) that they died, on a day or on one that nobody knows."""
    return Q(**{f"{path}date_of_death__isnull": True}) & ~Q(**{f"{path}death_precision": DeathPrecision.UNKNOWN})
