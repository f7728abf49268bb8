"""The figures of a measure, each of one period, and never overwritten (domain.md §7.4, INV-60)."""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected
from database.history import tracked_at_once
from database.rules import Rule
from families.periods import PeriodField
from families.small_numbers import FEWEST
from outcomes.arithmetic import per_ten_thousand, percent

from .base import BLANK, FigureQuerySet
from .measures import Measure

WHOLE_PERIOD = """
    CASE measure.frequency
      WHEN 'weekly' THEN extract(isodow FROM lower({period})) = 1 AND upper({period}) = lower({period}) + 7
      WHEN 'monthly' THEN date_trunc('month', lower({period})) = lower({period})
        AND upper({period}) = lower({period}) + interval '1 month'
      WHEN 'quarterly' THEN date_trunc('quarter', lower({period})) = lower({period})
        AND upper({period}) = lower({period}) + interval '3 months'
      WHEN 'yearly' THEN to_char(lower({period}), 'MM-DD') = '04-01' AND upper({period}) = lower({period}) + interval '1 year'
      ELSE to_char(lower({period}), 'MM-DD') = '09-01' AND upper({period}) = lower({period}) + interval '1 year'
    END
"""
"""Whether a range is one period of its measure, as `outcomes.frequencies` counts them."""
A_WHOLE_PERIOD = _("That is not one of the periods of this measure.")


@tracked_at_once
class DataPoint(Protected):
    """One figure of one period, as it was known at the time; a later one for the period stands beside it, and says why it differs."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="points", db_index=False)
    period = PeriodField()
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(_("number"), max_digits=14, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("out of"), max_digits=14, decimal_places=4, null=True, blank=True)
    asked = models.PositiveIntegerField(_("how many were asked"), null=True, blank=True)
    answered = models.PositiveIntegerField(_("how many answered"), null=True, blank=True)
    provisional = models.BooleanField(_("not final yet"), default=False)
    query_version = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    """By which version of its definition Kith counted it; empty for a figure that somebody wrote."""
    revision = models.PositiveIntegerField(default=1, editable=False)
    is_current = models.BooleanField(default=True, editable=False)
    reason_for_revision = models.CharField(_("why it changes"), max_length=500, blank=True)
    note = models.CharField(_("what happened then"), max_length=500, blank=True)

    objects = FigureQuerySet["DataPoint"].as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="data_point_one_current",
                expressions=[("measure", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(is_current=True),
                violation_error_message=_("There is a figure for this period already."),
            ),
            models.UniqueConstraint(
                fields=["measure", "period", "revision"],
                name="data_point_revision_once",
                violation_error_message=_("Someone else changed this figure just now. Look at it again."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, numerator__isnull=True, denominator__isnull=True)
                | Q(value__isnull=True, numerator__isnull=False, denominator__isnull=False),
                name="data_point_figure_or_parts",
                violation_error_message=_("Give the figure, or the number and what it is out of."),
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0, numerator__lte=models.F("denominator")),
                name="data_point_part_of_whole",
                violation_error_message=_("The number can’t be more than what it is out of, and that is more than 0."),
            ),
            models.CheckConstraint(
                condition=(Q(value__isnull=True) | Q(value__gte=0)) & (Q(numerator__isnull=True) | Q(numerator__gte=0)),
                name="data_point_not_below_nothing",
                violation_error_message=_("A figure is 0 or more."),
            ),
            models.CheckConstraint(
                condition=Q(asked__isnull=True, answered__isnull=True)
                | Q(asked__isnull=False, answered__isnull=False, answered__lte=models.F("asked")),
                name="data_point_answered_of_asked",
                violation_error_message=_("Say how many were asked and how many answered: no more than were asked."),
            ),
            models.CheckConstraint(
                condition=Q(revision=1, reason_for_revision="")
                | Q(revision__gt=1) & ~Q(reason_for_revision__regex=BLANK),
                name="data_point_says_why_it_changed",
                violation_error_message=_("Say why the figure changes."),
            ),
        ]
        triggers = [
            Rule(
                name="data_point_added",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("measure", "outcomes_measure"), ("before", "integer"), ("least", "numeric")],
                func=f"""
                    SELECT * INTO measure FROM outcomes_measure WHERE id = NEW.measure_id;
                    IF NOT coalesce({WHOLE_PERIOD.format(period="NEW.period")}, false) THEN
                      RAISE EXCEPTION 'no period' USING ERRCODE = '23514', CONSTRAINT = 'data_point_of_a_period';
                    END IF;
                    IF NEW.denominator IS NOT NULL AND measure.unit NOT IN ('percent', 'rate_per_10000')
                       OR measure.unit = 'percent' AND NEW.value > 100
                       OR measure.unit = 'count' AND NEW.value <> trunc(NEW.value) THEN
                      RAISE EXCEPTION 'other unit' USING ERRCODE = '23514', CONSTRAINT = 'data_point_fits_the_unit';
                    END IF;
                    IF measure.unit = 'percent' AND (NEW.numerator > NEW.answered OR NEW.denominator > NEW.asked) THEN
                      RAISE EXCEPTION 'of others' USING ERRCODE = '23514', CONSTRAINT = 'data_point_of_those_asked';
                    END IF;
                    IF (NEW.query_version IS NOT NULL) IS DISTINCT FROM EXISTS (
                         SELECT FROM outcomes_countedmeasure counted WHERE counted.measure_id = NEW.measure_id)
                       OR NEW.query_version IS NOT NULL AND current_user <> 'kith_owner' AND (kith_sec.asker())[3] <> 'system' THEN
                      RAISE EXCEPTION 'by hand' USING ERRCODE = '23514', CONSTRAINT = 'data_point_counted_by_kith';
                    END IF;
                    IF NEW.query_version IS NOT NULL THEN
                      SELECT min(part) INTO least FROM unnest(ARRAY[
                        NEW.value, NEW.numerator, NEW.denominator, NEW.denominator - NEW.numerator]) AS part WHERE part > 0;
                      IF least < {FEWEST} THEN
                        RAISE EXCEPTION 'too few' USING ERRCODE = '23514', CONSTRAINT = 'data_point_counted_of_enough';
                      END IF;
                    END IF;
                    SELECT max(revision) INTO before FROM outcomes_datapoint point
                    WHERE point.measure_id = NEW.measure_id AND point.period = NEW.period;
                    IF NEW.revision <> coalesce(before, 0) + 1 OR NOT NEW.is_current THEN
                      RAISE EXCEPTION 'out of turn' USING ERRCODE = '23514', CONSTRAINT = 'data_point_in_turn';
                    END IF;
                    IF before IS NOT NULL THEN
                      UPDATE outcomes_datapoint SET is_current = false
                      WHERE measure_id = NEW.measure_id AND period = NEW.period AND is_current;
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (constants)
                sentences={
                    "data_point_of_a_period": A_WHOLE_PERIOD,
                    "data_point_fits_the_unit": _(
                        "This figure does not fit the measure: a percentage is at most 100, a number is whole, and only a part is"
                        " out of something."
                    ),
                    "data_point_of_those_asked": _(
                        "Who is counted has answered, and what it is out of was asked: neither is more than that."
                    ),
                    "data_point_counted_by_kith": _(
                        "Kith counts the figures of this measure from its own records: nobody writes them by hand."
                    ),
                    "data_point_counted_of_enough": _(
                        "What Kith counts of 1 to 5 is not written: somebody could be known by it."
                    ),
                    "data_point_in_turn": _("A figure that changes is written after the one before it."),
                },
            ),
            Rule(
                name="data_point_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF pg_trigger_depth() < 2 THEN
                      RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'data_point_stays';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "data_point_stays": _("A figure stays as it was written. Write the new one, and why it differs.")
                },
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.lower}: {self.figure.normalize():f}"

    @property
    def missing(self) -> int | None:
        """How many were asked and did not answer; None where nobody said how many were asked."""
        return None if self.asked is None or self.answered is None else self.asked - self.answered

    @property
    def figure(self) -> Decimal:
        """In the unit of the measure, not rounded."""
        if self.value is not None:
            return self.value
        numerator, denominator = self.numerator or Decimal(0), self.denominator or Decimal(1)
        whole = percent if self.measure.unit == Measure.Unit.PERCENT else per_ten_thousand
        return whole(numerator, denominator)
