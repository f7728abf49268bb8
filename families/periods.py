"""Dated facts: half-open date ranges, ended and never deleted (design.md, decision 5)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import Range

from database import clock

if TYPE_CHECKING:
    Period: TypeAlias = Range[date]
else:
    Period = DateRange  # Django writes its own range classes as `daterange`
M_co = TypeVar("M_co", bound=models.Model, covariant=True)


def always() -> Period:
    """From we don't know when, until further notice."""
    return Period(None, None)


def since(day: date | None) -> Period:
    """From this day on."""
    return Period(day, None)


def until(period: Period, day: date) -> Period:
    """The same period, ended: `day` is the first day on which it no longer holds."""
    return Period(period.lower, day)


class PeriodField(DateRangeField):
    """From and until; `[from, until)`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", always)
        kwargs.setdefault("verbose_name", _("from and until"))
        super().__init__(*args, **kwargs)


def not_empty(name: str) -> models.CheckConstraint:
    """A constraint: the period has at least one day."""
    return models.CheckConstraint(
        condition=models.Q(period__isempty=False),
        name=name,
        violation_error_message=_("The end must come after the beginning."),
    )


class DatedQuerySet(models.QuerySet[M_co]):
    """Rows with a `period`."""

    def on(self, day: date) -> DatedQuerySet[M_co]:
        """Those that hold on this day."""
        return self.filter(period__contains=day)

    def current(self) -> DatedQuerySet[M_co]:
        """Those that hold today."""
        return self.on(clock.today())
