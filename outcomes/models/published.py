"""Figures that a government publishes: the file, which of its series a measure follows, and how it is elsewhere (domain.md §7.3)."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected
from database.history import tracked, tracked_at_once
from families.periods import PeriodField, not_empty

from .base import BLANK, FigureQuerySet
from .measures import Measure


@tracked
class PublishedFile(Protected):
    """A file of official statistics as it came. It holds figures of councils, which everyone may read, and of nobody."""

    kept_out_of_history = ("content",)

    name = models.CharField(max_length=200)
    content = models.TextField()
    checksum = models.CharField(max_length=64)

    objects = FigureQuerySet["PublishedFile"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "checksum"],
                name="published_file_once",
                violation_error_message=_("This file is here already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("outcomes:published-file", args=[self.pk])


@tracked
class PublishedSeries(Protected):
    """Which figures of a published file a measure follows, so that next year’s file goes on with it and nothing stands twice."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="series", db_index=False)
    area = models.CharField(max_length=200)
    column = models.CharField(max_length=200)
    selection = models.CharField(max_length=1_000, blank=True)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=200)

    objects = FigureQuerySet["PublishedSeries"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~(Q(publisher__regex=BLANK) | Q(licence__regex=BLANK) | Q(area__regex=BLANK)),
                name="published_series_named",
                violation_error_message=_("Say whose figures these are, of which place, and by which licence."),
            ),
            models.UniqueConstraint(
                fields=["measure"],
                name="published_series_one_of_a_measure",
                violation_error_message=_("This measure follows other published figures already."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "area", "column", "selection"],
                name="published_series_once",
                violation_error_message=_("Another measure follows these figures already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.column}"


@tracked
class Comparison(Protected):
    """How it is elsewhere: a quiet line beside the curve, which is no rank."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="comparisons", db_index=False)
    name = models.CharField(max_length=200)

    objects = FigureQuerySet["Comparison"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "name"],
                name="comparison_once",
                violation_error_message=_("There is a line of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked_at_once
class ComparisonPoint(Protected):
    """One published figure of elsewhere; a later file may put it right, and history says so."""

    comparison = models.ForeignKey(Comparison, models.PROTECT, related_name="points", db_index=False)
    period = PeriodField()
    value = models.DecimalField(max_digits=14, decimal_places=4)

    objects = FigureQuerySet["ComparisonPoint"].as_manager()

    class Meta:
        constraints = [
            not_empty("comparison_point_period"),
            ExclusionConstraint(
                name="comparison_point_one_each",
                expressions=[("comparison", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message=_("There is one figure for each period."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="comparison_point_not_below_nothing",
                violation_error_message=_("A figure is 0 or more."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.lower}: {self.value.normalize():f}"
