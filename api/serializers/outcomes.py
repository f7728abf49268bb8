"""Results, services, measures, figures and forecasts, as other systems write and read them (domain.md §7)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers.base import Input, Output
from api.serializers.fields import Choice, Day, Flag, Id, Name, Said, Several, Text, Visible, Whole
from api.serializers.query import PageQuery
from outcomes.arithmetic import Direction, Status
from outcomes.imports.told import LARGEST, PLACES
from outcomes.models import Forecast, Measure, Result, Service

MOST_AT_ONCE = 1_000
MOST_PEOPLE = 2_000_000_000
WRITTEN, UNCHANGED, REFUSED = 201, 200, 400


class Amount(Said, serializers.FloatField):
    """A number, 0 or more, of which four decimal places are kept."""

    default_error_messages = {
        "invalid": _("Give a number, without quotation marks."),
        "range": _("Give a number from 0 on, and less than ten thousand million."),
    }

    def to_internal_value(self, data: Any) -> Decimal:  # type: ignore[override]
        if not isinstance(data, int | float) or isinstance(data, bool):
            self.fail("invalid")
        value = Decimal(str(data))
        if not 0 <= value < LARGEST:
            self.fail("range")
        return value.quantize(PLACES)


class MeasuresQuery(PageQuery):
    """One page of measures; those of one result or one service when it is named."""

    result = Id(required=False, help_text="Only those of this result.")
    service = Id(required=False, help_text="Only those of this service.")


class FiguresQuery(PageQuery):
    """One page of figures, revised ones too; those of one measure when it is named."""

    measure = Id(required=False, help_text="Only those of this measure.")


class ForecastsQuery(PageQuery):
    """One page of forecasts that are published; those of one measure when it is named."""

    measure = Id(required=False, help_text="Only those of this measure.")


class ResultOutput(Output):
    """How it should be for a whole population in a place."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    population_words = serializers.CharField()
    place = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    row_version = serializers.IntegerField()


class ServiceOutput(Output):
    """A service that answers for its own families."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    row_version = serializers.IntegerField()


class CountedOutput(Output):
    """By which definition Kith counts a measure from its own records, and as of which day it did so last."""

    query = serializers.CharField()
    version = serializers.IntegerField(allow_null=True)
    since = serializers.DateField()
    as_of = serializers.DateField(allow_null=True)


class MeasureOutput(Output):
    """An indicator of a whole population, or a performance measure of one service: never both."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Measure.Kind.choices)
    result = serializers.UUIDField(allow_null=True)
    service = serializers.UUIDField(allow_null=True)
    quadrant = serializers.ChoiceField(choices=Measure.Quadrant.choices, allow_blank=True)
    is_obsession = serializers.BooleanField()
    unit = serializers.ChoiceField(choices=Measure.Unit.choices)
    good = serializers.ChoiceField(choices=Measure.Good.choices)
    frequency = serializers.ChoiceField(choices=Measure.Frequency.choices)
    decimals = serializers.IntegerField()
    tolerance = serializers.FloatField()
    min_run = serializers.IntegerField()
    definition = serializers.CharField()
    numerator_definition = serializers.CharField()
    denominator_definition = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    owner = serializers.CharField()
    wanted_value = serializers.FloatField(allow_null=True)
    wanted_by = serializers.DateField(allow_null=True)
    active = serializers.BooleanField()
    counted = CountedOutput(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    row_version = serializers.IntegerField()


class FigureOutput(Output):
    """One figure of one period, as it was known at the time. Of few people the numbers are kept back: `is_kept_back`."""

    id = serializers.UUIDField()
    measure = serializers.UUIDField()
    period_from = serializers.DateField()
    period_until = serializers.DateField(help_text="The first day after the period.")
    figure = serializers.FloatField(
        allow_null=True, help_text="In the unit of the measure; null where it is kept back."
    )
    number = serializers.FloatField(allow_null=True)
    out_of = serializers.FloatField(allow_null=True)
    is_kept_back = serializers.BooleanField(help_text="Whether somebody could be known by it: a number of 1 to 5.")
    asked = serializers.IntegerField(allow_null=True)
    answered = serializers.IntegerField(allow_null=True)
    missing = serializers.IntegerField(allow_null=True)
    is_tentative = serializers.BooleanField(
        help_text="Fewer than 30 answered, or fewer than 60 % of those asked; where nobody said, a percentage of fewer than 30."
    )
    provisional = serializers.BooleanField()
    revision = serializers.IntegerField()
    is_current = serializers.BooleanField()
    reason_for_revision = serializers.CharField()
    note = serializers.CharField()
    query_version = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()


class ExpectedOutput(Output):
    """What a forecast says of one period."""

    period_from = serializers.DateField()
    period_until = serializers.DateField()
    low = serializers.FloatField(allow_null=True)
    central = serializers.FloatField()
    high = serializers.FloatField(allow_null=True)


class ForecastOutput(Output):
    """What would be if nothing changed: published, and frozen since."""

    id = serializers.UUIDField()
    measure = serializers.UUIDField()
    method = serializers.ChoiceField(choices=Forecast.Method.choices)
    assumption_note = serializers.CharField()
    history_from = serializers.DateField()
    history_until = serializers.DateField()
    made_on = serializers.DateField()
    published_at = serializers.DateTimeField()
    superseded_by = serializers.UUIDField(allow_null=True)
    points = ExpectedOutput(many=True)


class CurveOutput(Output):
    """What the page of a curve says of it, at its last figure."""

    measure = serializers.UUIDField()
    status = serializers.ChoiceField(
        choices=[(one.value, one.value) for one in Status],
        allow_null=True,
        help_text="Null, as all that follows from it, where a figure of the curve is kept back.",
    )
    run = serializers.IntegerField(allow_null=True, help_text="For how many periods on end it is better than forecast.")
    direction = serializers.ChoiceField(choices=[(one.value, one.value) for one in Direction], allow_null=True)
    direction_periods = serializers.IntegerField(
        allow_null=True, help_text="For how many periods on end it has gone that way."
    )
    figures = serializers.IntegerField(help_text="How many periods have a figure.")
    last_period_from = serializers.DateField(allow_null=True)
    last_figure = serializers.FloatField(allow_null=True)
    last_expected = serializers.FloatField(allow_null=True)
    is_kept_back = serializers.BooleanField(help_text="Whether the last figure is of so few that it is not passed on.")
    is_tentative = serializers.BooleanField()
    sentence = serializers.CharField(help_text="In words; empty where a figure is kept back.")


class ResultInput(Input):
    """A new result, in plain words."""

    name = Name(max_length=200)
    population_words = Text(max_length=200, help_text="For whom: a whole population.")
    place = Text(max_length=200)


class ServiceInput(Input):
    """A new service."""

    name = Name(max_length=200)


class MeasureInput(Input):
    """A new measure: of a result, or of a service with what it asks of that."""

    name = Name(max_length=200)
    kind = Choice(choices=Measure.Kind.choices)
    result = Visible(Result, required=False, help_text="Of an indicator.")
    service = Visible(Service, required=False, help_text="Of a performance measure.")
    quadrant = Choice(choices=Measure.Quadrant.choices, required=False, help_text="Of a performance measure.")
    is_obsession = Flag(required=False)
    unit = Choice(choices=Measure.Unit.choices)
    good = Choice(choices=Measure.Good.choices)
    frequency = Choice(choices=Measure.Frequency.choices)
    decimals = Whole(required=False, min_value=0, max_value=3)
    tolerance = Amount(required=False)
    min_run = Whole(required=False, min_value=2, max_value=12)
    definition = Text(required=False, allow_blank=True, max_length=2_000)
    numerator_definition = Text(required=False, allow_blank=True, max_length=1_000)
    denominator_definition = Text(required=False, allow_blank=True, max_length=1_000)
    source = Text(max_length=1_000)  # type: ignore[assignment]
    owner = Text(required=False, allow_blank=True, max_length=200)
    wanted_value = Amount(required=False)
    wanted_by = Day(required=False)


class FigureInput(Input):
    """A figure, or a number and what it is out of; with the reason, where one stands for that period already."""

    measure = Visible(Measure)
    period_from = Day(help_text="The first day of a whole period of the measure.")
    figure = Amount(required=False)
    number = Amount(required=False)
    out_of = Amount(required=False)
    asked = Whole(required=False, min_value=0, max_value=MOST_PEOPLE, help_text="With `answered`.")
    answered = Whole(required=False, min_value=0, max_value=MOST_PEOPLE)
    provisional = Flag(required=False)
    note = Text(required=False, allow_blank=True, max_length=500, help_text="What happened then. No names.")
    reason = Text(required=False, allow_blank=True, max_length=500, help_text="Why it changes. Both stay.")


class FiguresInput(Input):
    """Up to 1,000 figures. Each is taken or refused by itself."""

    figures = FigureInput(many=True, max_length=MOST_AT_ONCE, help_text="1 to 1,000.")  # type: ignore[call-arg]


@extend_schema_field({})
class Anything(serializers.JSONField):
    """Whatever stands there: it is looked at by itself."""


class LooseFiguresInput(Input):
    """The same, before each is looked at."""

    figures = Several(child=Anything(allow_null=True), min_length=1, max_length=MOST_AT_ONCE)


class FigureErrorOutput(Output):
    """One thing that is wrong with one figure."""

    pointer = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class FigureTakenOutput(Output):
    """What came of one figure: 201 it was written, 200 it stands already, 400 it was refused."""

    status = serializers.IntegerField(help_text="201: written. 200: it stands already. 400: refused.")
    id = serializers.UUIDField(allow_null=True)
    errors = FigureErrorOutput(many=True)  # type: ignore[assignment]


class FiguresTakenOutput(Output):
    """What came of each figure, in the order in which they were sent."""

    results = FigureTakenOutput(many=True)
