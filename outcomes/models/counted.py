"""A measure whose figures Kith counts from its own records, each night (domain.md §7.4)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected
from database.history import tracked
from database.rules import Rule

from .base import BLANK, FigureQuerySet
from .measures import Measure


@tracked
class CountedMeasure(Protected):
    """Which of Kith’s definitions a measure follows, since when, and what came of counting it last.

    `written`, `unchanged` and `kept_back` are of periods: of those that were kept back somebody could have been known.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="counted", db_index=False)
    query = models.CharField(max_length=60)
    since = models.DateField(_("from which day on?"))
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    as_of = models.DateField(null=True, blank=True)
    written = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    kept_back = models.PositiveIntegerField(default=0)

    objects = FigureQuerySet["CountedMeasure"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(query__regex=BLANK),
                name="counted_measure_follows_something",
                violation_error_message=_("Say what is to be counted."),
            ),
            models.UniqueConstraint(
                fields=["measure"],
                name="counted_measure_once",
                violation_error_message=_("This measure is counted already."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "query"],
                name="counted_query_once",
                violation_error_message=_("Another measure is counted in this way already."),
            ),
            models.CheckConstraint(
                condition=Q(version__isnull=True, counted_at__isnull=True, as_of__isnull=True)
                | Q(version__isnull=False, counted_at__isnull=False, as_of__isnull=False),
                name="counted_measure_says_how_and_when",
                violation_error_message=_("What was counted says when, as of which day, and by which version."),
            ),
        ]
        triggers = [
            Rule(
                name="counted_measure_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF TG_OP = 'UPDATE' AND (NEW.measure_id, NEW.query, NEW.since)
                         IS DISTINCT FROM (OLD.measure_id, OLD.query, OLD.since) THEN
                      RAISE EXCEPTION 'another' USING ERRCODE = '23514', CONSTRAINT = 'counted_measure_stays';
                    END IF;
                    IF TG_OP = 'INSERT' AND (
                      EXISTS (SELECT FROM outcomes_datapoint point WHERE point.measure_id = NEW.measure_id)
                      OR NOT EXISTS (SELECT FROM outcomes_measure one WHERE one.id = NEW.measure_id AND one.kind = 'performance')) THEN
                      RAISE EXCEPTION 'of another kind' USING ERRCODE = '23514', CONSTRAINT = 'counted_measure_is_a_service_s';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "counted_measure_stays": _("What a measure counts, and since when, stays. Begin another measure."),
                    "counted_measure_is_a_service_s": _(
                        "Kith counts what a service does for its own families, and nothing of which figures were written by hand before."
                    ),
                },
            )
        ]

    def __str__(self) -> str:
        return self.query
