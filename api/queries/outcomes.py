"""Results, services, measures, figures and forecasts as other systems read them: of nobody, and without small numbers (domain.md §7.4)."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DecimalField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Round

from accounts.models import User
from api.queries.documents import Documents, Told, each, reading
from families.small_numbers import FEWEST, FEWEST_FOR_SURE, FOLLOWED_UP
from outcomes.models import CountedMeasure, DataPoint, Forecast, ForecastPoint, Measure, Result, Service

WHEN = ["created_at", "updated_at", "row_version"]
MEASURE = [
    "id",
    "name",
    "kind",
    "quadrant",
    "is_obsession",
    "unit",
    "good",
    "frequency",
    "decimals",
    "min_run",
    "definition",
    "numerator_definition",
    "denominator_definition",
    "source",
    "owner",
    "wanted_by",
    "active",
    *WHEN,
]
FIGURE = ["id", "provisional", "revision", "is_current", "query_version", "created_at"]
WORDS = ["reason_for_revision", "note"]
FORECAST = ["id", "method", "assumption_note", "made_on", "published_at"]
NUMBER: DecimalField = DecimalField(max_digits=20, decimal_places=4)  # type: ignore[type-arg]


@reading
def results(user: User) -> Documents:
    return Documents(
        Result.objects.visible_to(user),
        Told(**{name: name for name in ("id", "name", "population_words", "place", *WHEN)}),
    )


@reading
def services(user: User) -> Documents:
    return Documents(Service.objects.visible_to(user), Told(**{name: name for name in ("id", "name", *WHEN)}))


@reading
def measures(user: User, *, result: UUID | None = None, service: UUID | None = None) -> Documents:
    """What is measured; of one result or one service when it is named."""
    counted = CountedMeasure.objects.visible_to(user).filter(measure=OuterRef("pk"))
    how = counted.annotate(told=Told(query="query", version="version", since="since", as_of="as_of"))
    document = Told(
        **{name: name for name in MEASURE},
        result="result_id",
        service="service_id",
        tolerance=Cast("tolerance", NUMBER),
        wanted_value=Cast("wanted_value", NUMBER),
        counted=Subquery(how.values("told")[:1]),
    )
    wanted = {name: value for name, value in (("result", result), ("service", service)) if value}
    return Documents(Measure.objects.visible_to(user).filter(**wanted), document)


def _small(name: str) -> Q:
    """That a number is 1 to 5."""
    return Q(**{f"{name}__gte": 1, f"{name}__lt": FEWEST})


def _number_of(whole: str) -> Combinable:
    """So many people a percentage that was written as one is, of so many; none where it was not."""
    number = Round(F("value") * Cast(whole, NUMBER) / Value(Decimal(100)), output_field=NUMBER)
    return Case(When(measure__unit=Measure.Unit.PERCENT, then=number), output_field=NUMBER)


LEFT = {
    "rest": F("denominator") - F("numerator"),
    "of_asked": _number_of("asked"),
    "of_answered": _number_of("answered"),
    "rest_of_asked": F("asked") - F("of_asked"),
    "rest_of_answered": F("answered") - F("of_answered"),
}
"""What a figure says besides itself, by which it may tell of few."""
OF_PARTS = Q(numerator__isnull=False) & (_small("numerator") | _small("rest"))
ALONE = Q(numerator__isnull=True) & (Q(measure__unit=Measure.Unit.COUNT) & _small("value") | _small("answered"))
AS_PERCENT = _small("of_asked") | _small("of_answered") | _small("rest_of_asked") | _small("rest_of_answered")
KEPT_BACK = OF_PARTS | ALONE | AS_PERCENT
"""As `outcomes.queries.exporting` keeps a figure back."""
ASKED_IS_TOLD = Q(denominator=F("asked")) | Q(value=F("asked"))
FEW_ASKED, FEW_ANSWERED, FEW_MISSING = _small("asked"), _small("answered"), _small("unanswered")
SAYS_LITTLE = Q(asked__isnull=False) & (
    Q(answered__lt=FEWEST_FOR_SURE) | Q(follow_up__lt=F("asked") * FOLLOWED_UP)
) | Q(
    asked__isnull=True, measure__unit=Measure.Unit.PERCENT, denominator__isnull=False, denominator__lt=FEWEST_FOR_SURE
)


@reading
def figures(user: User, *, measure: UUID | None = None) -> Documents:
    """Every figure that was ever written; of one measure when it is named."""
    every = DataPoint.objects.visible_to(user)
    # Why a small number was put right, and what happened then, may say it; so words stand only where no figure of the period was one.
    few = every.filter(measure=OuterRef("measure"), period=OuterRef("period")).annotate(**LEFT).filter(KEPT_BACK)
    seen = every.annotate(
        **LEFT, unanswered=F("asked") - F("answered"), follow_up=F("answered") * 100, is_beside_few=Exists(few)
    )
    of_parts = (
        Case(When(measure__unit=Measure.Unit.PERCENT, then=Value(100)), default=Value(10_000), output_field=NUMBER)
        * Cast("numerator", NUMBER)
        / Cast("denominator", NUMBER)
    )
    whole = Cast(Case(When(value__isnull=False, then=F("value")), default=of_parts, output_field=NUMBER), NUMBER)
    document = Told(
        **{name: name for name in FIGURE},
        measure="measure_id",
        period_from="period__startswith",
        period_until="period__endswith",
        figure=_unless(KEPT_BACK, whole),
        number=_unless(KEPT_BACK, Cast("numerator", NUMBER)),
        out_of=_unless(_small("denominator"), Cast("denominator", NUMBER)),
        is_kept_back=_whether(KEPT_BACK),
        **{name: _words_unless(Q(is_beside_few=True), name) for name in WORDS},
        asked=_unless(FEW_ASKED | FEW_MISSING, F("asked"), IntegerField()),
        answered=_unless(FEW_ASKED | FEW_ANSWERED | (FEW_MISSING & ASKED_IS_TOLD), F("answered"), IntegerField()),
        missing=_unless(FEW_ASKED | FEW_ANSWERED | FEW_MISSING, F("unanswered"), IntegerField()),
        is_tentative=_whether(SAYS_LITTLE),
    )
    return Documents(seen.filter(measure=measure) if measure else seen, document)


@reading
def forecasts(user: User, *, measure: UUID | None = None) -> Documents:
    """Forecasts that are published, those before the one in force too; of one measure when it is named.

    Where a figure of the measure is kept back, or one of its history that was put right since, no point is told: it may be drawn from
    that figure.
    """
    seen = Forecast.objects.visible_to(user).filter(published_at__isnull=False)
    drawn_from = Q(is_current=True) | Q(period__contained_by=OuterRef("forecast__baseline__window"))
    every = DataPoint.objects.visible_to(user).filter(drawn_from, measure=OuterRef("forecast__measure"))
    few = every.annotate(**LEFT).filter(KEPT_BACK)
    points = ForecastPoint.objects.visible_to(user).filter(~Exists(few), forecast=OuterRef("pk")).order_by("period")
    document = Told(
        **{name: name for name in FORECAST},
        measure="measure_id",
        superseded_by="superseded_by_id",
        history_from="baseline__window__startswith",
        history_until="baseline__window__endswith",
        points=each(
            points,
            period_from=F("period__startswith"),
            period_until=F("period__endswith"),
            low=Cast("low", NUMBER),
            central=Cast("central", NUMBER),
            high=Cast("high", NUMBER),
        ),
    )
    return Documents(seen.filter(measure=measure) if measure else seen, document)


def _unless(hidden: Q, value: Combinable, kind: DecimalField | IntegerField = NUMBER) -> Combinable:  # type: ignore[type-arg]
    """A number, or nothing where it is kept back."""
    return Case(When(hidden, then=Value(None)), default=value, output_field=kind)


def _words_unless(hidden: Q, name: str) -> Combinable:
    """What somebody wrote, or no word where it may say what is kept back."""
    return Case(When(hidden, then=Value("")), default=F(name), output_field=CharField())


def _whether(holds: Q) -> Combinable:
    return Case(When(holds, then=Value(value=True)), default=Value(value=False), output_field=BooleanField())
