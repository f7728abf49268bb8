"""What a curve would be if nothing changed: written down before, and frozen once it is published (domain.md §7.4, INV-61)."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected
from database.history import tracked, tracked_at_once
from database.rules import Rule
from families.periods import PeriodField, not_empty

from .base import BLANK, FigureQuerySet
from .measures import Measure
from .points import WHOLE_PERIOD


@tracked
class Baseline(Protected):
    """The window of history that a forecast goes out from. It stays; another one is another row."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="baselines")
    window = PeriodField(verbose_name=_("from and until"))

    objects = FigureQuerySet["Baseline"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(window__isempty=False, window__lower_inf=False, window__upper_inf=False),
                name="baseline_begins_and_ends",
                violation_error_message=_("Say from which period to which the history goes."),
            )
        ]
        triggers = [
            Rule(
                name="baseline_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    RAISE EXCEPTION 'stays' USING ERRCODE = '23514', CONSTRAINT = 'baseline_stays';
                """,
                sentences={"baseline_stays": _("The history of a forecast stays. Begin another forecast.")},
            )
        ]

    def __str__(self) -> str:
        return f"{self.window.lower} – {self.window.upper}"


@tracked
class Forecast(Protected):
    """What would be if nothing changed: a draft, put away or published; then frozen, superseded by a later one, and still shown."""

    class Method(models.TextChoices):
        JUDGEMENT = "judgement", _("By judgement: what people who know it expect")
        LINEAR = "linear", _("The straight line through the history, drawn on")
        LEVEL = "level", _("The last figure, drawn on")

    baseline = models.ForeignKey(Baseline, models.PROTECT, related_name="forecasts")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="forecasts")
    method = models.CharField(_("how is it made?"), max_length=20, choices=Method)
    assumption_note = models.CharField(_("why we expect this, if nothing changes"), max_length=1_000)
    made_on = models.DateField(editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    put_away_at = models.DateTimeField(null=True, blank=True, editable=False)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, related_name="supersedes", null=True, blank=True, editable=False
    )

    objects = FigureQuerySet["Forecast"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(assumption_note__regex=BLANK),
                name="forecast_says_why",
                violation_error_message=_("Say why you expect this if nothing changes."),
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | Q(published_at__isnull=False) & ~Q(superseded_by=F("id")),
                name="forecast_published_before_superseded",
                violation_error_message=_("Only a published forecast is followed by another."),
            ),
            models.CheckConstraint(
                condition=Q(put_away_at__isnull=True) | Q(published_at__isnull=True),
                name="forecast_published_or_put_away",
                violation_error_message=_("What was put away is not published, and what is published stays."),
            ),
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(published_at__isnull=False, superseded_by__isnull=True),
                name="forecast_one_in_force",
                violation_error_message=_("Another forecast of this measure is published."),
            ),
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(published_at__isnull=True, put_away_at__isnull=True),
                name="forecast_one_draft",
                violation_error_message=_("A forecast of this measure is begun already. Go on with that one."),
            ),
        ]
        triggers = [
            Rule(
                name="forecast_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NOT EXISTS (SELECT FROM outcomes_baseline baseline
                                   WHERE baseline.id = NEW.baseline_id AND baseline.measure_id = NEW.measure_id) THEN
                      RAISE EXCEPTION 'other measure' USING ERRCODE = '23514', CONSTRAINT = 'forecast_of_its_baseline';
                    END IF;
                    IF TG_OP = 'INSERT' THEN
                      IF NEW.published_at IS NOT NULL OR NEW.superseded_by_id IS NOT NULL THEN
                        RAISE EXCEPTION 'out of turn' USING ERRCODE = '23514', CONSTRAINT = 'forecast_begins_as_a_draft';
                      END IF;
                      RETURN NEW;
                    END IF;
                    IF OLD.put_away_at IS NOT NULL THEN
                      RAISE EXCEPTION 'put away' USING ERRCODE = '23514', CONSTRAINT = 'forecast_stays_put_away';
                    END IF;
                    IF OLD.published_at IS NOT NULL AND (
                      OLD.superseded_by_id IS NOT NULL
                      OR (NEW.baseline_id, NEW.method, NEW.assumption_note, NEW.made_on, NEW.published_at, NEW.put_away_at,
                          NEW.created_by_id, NEW.created_at)
                        IS DISTINCT FROM (OLD.baseline_id, OLD.method, OLD.assumption_note, OLD.made_on, OLD.published_at, OLD.put_away_at,
                                          OLD.created_by_id, OLD.created_at)) THEN
                      RAISE EXCEPTION 'frozen' USING ERRCODE = '23514', CONSTRAINT = 'forecast_frozen';
                    END IF;
                    IF OLD.published_at IS NULL AND NEW.published_at IS NOT NULL AND NOT EXISTS (
                      SELECT FROM outcomes_forecastpoint point WHERE point.forecast_id = NEW.id) THEN
                      RAISE EXCEPTION 'empty' USING ERRCODE = '23514', CONSTRAINT = 'forecast_foretells_something';
                    END IF;
                    IF NEW.superseded_by_id IS NOT NULL AND NOT EXISTS (
                      SELECT FROM outcomes_forecast later
                      WHERE later.id = NEW.superseded_by_id AND later.measure_id = NEW.measure_id) THEN
                      RAISE EXCEPTION 'other measure' USING ERRCODE = '23514', CONSTRAINT = 'forecast_followed_by_its_own';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "forecast_of_its_baseline": _("A forecast is of the measure whose history it goes out from."),
                    "forecast_begins_as_a_draft": _("A forecast is begun first, and published then."),
                    "forecast_stays_put_away": _("What was put away stays so. Begin another forecast."),
                    "forecast_frozen": _("A published forecast is frozen. Make a new one; this one stays on the page."),
                    "forecast_foretells_something": _("This forecast has no figures yet."),
                    "forecast_followed_by_its_own": _("A forecast is followed by another of the same measure."),
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()}, {self.made_on}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


@tracked_at_once
class ForecastPoint(Protected):
    """What is expected of one period; by judgement it may be a range."""

    forecast = models.ForeignKey(Forecast, models.PROTECT, related_name="points", db_index=False)
    period = PeriodField()
    low = models.DecimalField(_("at least"), max_digits=14, decimal_places=4, null=True, blank=True)
    central = models.DecimalField(_("expected"), max_digits=14, decimal_places=4)
    high = models.DecimalField(_("at most"), max_digits=14, decimal_places=4, null=True, blank=True)

    objects = FigureQuerySet["ForecastPoint"].as_manager()

    class Meta:
        constraints = [
            not_empty("forecast_point_period"),
            ExclusionConstraint(
                name="forecast_point_one_each",
                expressions=[("forecast", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message=_("A forecast says one thing of each period."),
            ),
            models.CheckConstraint(
                condition=(Q(low__isnull=True) | Q(low__lte=F("central")))
                & (Q(high__isnull=True) | Q(high__gte=F("central"))),
                name="forecast_point_in_its_range",
                violation_error_message=_("What is expected lies between the least and the most."),
            ),
            models.CheckConstraint(
                condition=Q(central__gte=0) & (Q(low__isnull=True) | Q(low__gte=0)),
                name="forecast_point_not_below_nothing",
                violation_error_message=_("A forecast is 0 or more."),
            ),
        ]
        triggers = [
            Rule(
                name="forecast_point_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("measure", "record")],
                func=f"""
                    SELECT m.unit, m.frequency, f.published_at, upper(b.window) AS since INTO measure
                    FROM outcomes_forecast f JOIN outcomes_measure m ON m.id = f.measure_id JOIN outcomes_baseline b ON b.id = f.baseline_id
                    WHERE f.id = NEW.forecast_id FOR UPDATE OF f;
                    IF measure.published_at IS NOT NULL OR TG_OP = 'UPDATE' THEN
                      RAISE EXCEPTION 'frozen' USING ERRCODE = '23514', CONSTRAINT = 'forecast_point_frozen';
                    END IF;
                    IF NOT coalesce({WHOLE_PERIOD.format(period="NEW.period")}, false) OR lower(NEW.period) < measure.since THEN
                      RAISE EXCEPTION 'no period' USING ERRCODE = '23514', CONSTRAINT = 'forecast_point_of_a_period';
                    END IF;
                    IF measure.unit = 'percent' AND greatest(NEW.central, NEW.high) > 100 THEN
                      RAISE EXCEPTION 'too much' USING ERRCODE = '23514', CONSTRAINT = 'forecast_point_at_most_all';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (constants)
                sentences={
                    "forecast_point_frozen": _("The figures of a forecast stay. Make another."),
                    "forecast_point_of_a_period": _("A forecast is of periods of its measure after the history."),
                    "forecast_point_at_most_all": _("A percentage is 100 at most."),
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.period.lower}: {self.central.normalize():f}"
