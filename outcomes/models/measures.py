"""A measure: what is counted, how, and which way is good (domain.md §7.1, §7.4, INV-62)."""

from __future__ import annotations

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected
from database.history import tracked
from database.rules import Rule

from .base import BLANK, FigureQuerySet
from .results import Result, Service


@tracked
class Measure(Protected):
    """An indicator of a whole population, or a performance measure of one service: never both (domain.md §7.1)."""

    class Kind(models.TextChoices):
        INDICATOR = "indicator", _("How it is for everyone in a place")
        PERFORMANCE = "performance", _("What a service does for its own families")

    class Quadrant(models.TextChoices):
        HOW_MUCH = "how_much", _("How much did we do?")
        HOW_WELL = "how_well", _("How well did we do it?")
        BETTER_OFF_NUMBER = "better_off_number", _("Is anyone better off? How many")
        BETTER_OFF_PERCENT = "better_off_percent", _("Is anyone better off? Which part of all")

    class Unit(models.TextChoices):
        COUNT = "count", _("A number")
        PERCENT = "percent", _("Percent")
        RATE = "rate_per_10000", _("For each 10,000 people")
        DAYS = "days", _("Days")
        SCORE = "score", _("A score")

    class Good(models.TextChoices):
        HIGHER = "higher", _("Higher is better")
        LOWER = "lower", _("Lower is better")

    class Frequency(models.TextChoices):
        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")
        YEARLY = "yearly", _("Every year, to March")
        ACADEMIC_YEAR = "academic_year", _("Every school year")

    name = models.CharField(_("what is measured"), max_length=200)
    kind = models.CharField(_("whom is it about?"), max_length=20, choices=Kind)
    result = models.ForeignKey(
        Result, models.PROTECT, related_name="measures", null=True, blank=True, verbose_name=_("of which result?")
    )
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="measures", null=True, blank=True, verbose_name=_("of which service?")
    )
    quadrant = models.CharField(_("what does it ask of the service?"), max_length=20, choices=Quadrant, blank=True)
    is_obsession = models.BooleanField(_("an obsession"), default=False)
    unit = models.CharField(_("what are the figures?"), max_length=20, choices=Unit)
    good = models.CharField(_("which way is good?"), max_length=10, choices=Good)
    frequency = models.CharField(_("how often is there a figure?"), max_length=20, choices=Frequency)
    decimals = models.PositiveSmallIntegerField(_("decimal places"), default=0, validators=[MaxValueValidator(3)])
    tolerance = models.DecimalField(
        _("how much is not worth speaking of?"),
        max_digits=14,
        decimal_places=4,
        default=0,
        validators=[MinValueValidator(0)],
    )
    min_run = models.PositiveSmallIntegerField(
        _("periods until we say that it turned"),
        default=3,
        validators=[MinValueValidator(2), MaxValueValidator(12)],
    )
    definition = models.CharField(_("what it counts, exactly"), max_length=2_000, blank=True)
    numerator_definition = models.CharField(_("what is counted"), max_length=1_000, blank=True)
    denominator_definition = models.CharField(_("out of what"), max_length=1_000, blank=True)
    source = models.CharField(_("where the figures come from"), max_length=1_000)
    owner = models.CharField(_("who answers for it"), max_length=200, blank=True)
    wanted_value = models.DecimalField(_("the figure we want"), max_digits=14, decimal_places=4, null=True, blank=True)
    wanted_by = models.DateField(_("by when"), null=True, blank=True)
    active = models.BooleanField(_("on the board"), default=True)

    objects = FigureQuerySet["Measure"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "result"], name="measure_by_result"),
            models.Index(fields=["organisation", "service"], name="measure_by_service"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~(Q(name__regex=BLANK) | Q(source__regex=BLANK)),
                name="measure_says_what_and_whence",
                violation_error_message=_("Say what is measured, and where the figures come from."),
            ),
            models.CheckConstraint(
                condition=Q(kind="indicator", result__isnull=False, service__isnull=True, quadrant="")
                | Q(kind="performance", result__isnull=True, service__isnull=False) & ~Q(quadrant=""),
                name="measure_indicator_or_performance",
                violation_error_message=_(
                    "What is about everyone in a place belongs to a result, and to no service. What a service does belongs to the service, "
                    "and says what it asks of it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=3),
                name="measure_three_decimals",
                violation_error_message=_("Three decimal places at most."),
            ),
            models.CheckConstraint(
                condition=Q(tolerance__gte=0),
                name="measure_tolerance",
                violation_error_message=_("How much is not worth speaking of is 0 or more."),
            ),
            models.CheckConstraint(
                condition=Q(min_run__range=(2, 12)),
                name="measure_run",
                violation_error_message=_("A curve has turned after 2 to 12 periods."),
            ),
            models.CheckConstraint(
                condition=Q(wanted_value__isnull=True, wanted_by__isnull=True)
                | Q(wanted_value__isnull=False, wanted_by__isnull=False),
                name="measure_wanted_by_when",
                violation_error_message=_("Say the figure that you want and by when, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(wanted_value__isnull=True)
                | Q(wanted_value__gte=0) & (~Q(unit="percent") | Q(wanted_value__lte=100)),
                name="measure_wanted_within_reach",
                violation_error_message=_("What you want can’t be below 0, nor a percentage above 100."),
            ),
            models.UniqueConstraint(
                "organisation",
                Lower("name"),
                name="measure_once",
                violation_error_message=_("There is a measure of this name already."),
            ),
        ]
        triggers = [
            Rule(
                name="measure_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF (NEW.unit, NEW.frequency, NEW.kind) IS DISTINCT FROM (OLD.unit, OLD.frequency, OLD.kind) AND EXISTS (
                      SELECT FROM outcomes_datapoint point WHERE point.measure_id = OLD.id) THEN
                      RAISE EXCEPTION 'figures stand' USING ERRCODE = '23514', CONSTRAINT = 'measure_stays_what_it_is';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "measure_stays_what_it_is": _(
                        "There are figures of it already: whom it is about, what they are and how often they come stays. Make"
                        " another measure."
                    )
                },
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("outcomes:measure", args=[self.pk])

    @property
    def sign(self) -> int:
        """1 where higher is good, −1 where lower is."""
        return 1 if self.good == self.Good.HIGHER else -1

    @property
    def is_part(self) -> bool:
        """Whether a figure is a number out of another: percent, and for each 10,000."""
        return self.unit in {self.Unit.PERCENT, self.Unit.RATE}
