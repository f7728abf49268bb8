"""Writing figures: each of one period, and none over another (domain.md §7.4, INV-60)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action, bad_input
from accounts.models import User
from database import clock
from families.periods import Period
from outcomes.frequencies import Span
from outcomes.imports.told import Told
from outcomes.models import DataPoint, Measure


@action
def write_figure(  # noqa: PLR0913  (what a figure consists of)
    *,
    measure: Measure,
    span: Span,
    value: Decimal | None = None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    provisional: bool = False,
    note: str = "",
    asked: int | None = None,
    answered: int | None = None,
    reason: str = "",
    by: User,
) -> DataPoint | None:
    """Write the figure of a period; one that is there already gets a revision beside it, with the reason. None where it is the same."""
    told = Told(span, value, numerator, denominator, provisional, note, asked, answered)
    there = _standing([measure]).get((measure.pk, span[0]))
    if there and told.is_same_as(there) and told.note in {"", there.note}:
        return None
    point = _point(measure, told, there, reason, by)
    point.clean_fields()
    with bad_input():
        point.save(force_insert=True)
    return point


@action
def write_figures(
    *, told: Iterable[tuple[Measure, Told]], reason: str = "", query_version: int | None = None, by: User
) -> int:
    """Write many at once, in a fixed number of statements; what is there already and the same is left. Answers how many were written.

    `query_version` is that of the definition by which Kith counted them.
    """
    lines = list(told)
    standing = _standing({measure.pk: measure for measure, _said in lines}.values())
    points = []
    for measure, said in lines:
        there = standing.get((measure.pk, said.span[0]))
        if there is None or not said.is_same_as(there):
            point = _point(measure, said, there, said.reason or reason, by)
            point.query_version = query_version
            point.clean_fields()
            points.append(point)
    points.sort(
        key=lambda one: (one.measure_id, one.period.lower)
    )  # of two who write at once, none holds what the other waits for
    with bad_input():
        DataPoint.objects.bulk_create(points)
    return len(points)


def _standing(measures: Iterable[Measure]) -> Mapping[tuple[UUID, date], DataPoint]:
    """The figures that count now, by their measure and the first day of their period."""
    current = DataPoint.objects.filter(measure__in=[one.pk for one in measures], is_current=True)
    return {(point.measure_id, point.period.lower): point for point in current}


def _point(measure: Measure, told: Told, there: DataPoint | None, reason: str, by: User) -> DataPoint:
    if told.span[0] > clock.today():
        raise ValidationError({"period": _("That period is still to come.")})
    if there and not reason.strip():
        raise ValidationError({"reason": _("There is a figure for this period already. Say why it changes.")})
    return DataPoint(
        organisation=by.organisation,
        measure=measure,
        period=Period(*told.span),
        value=told.value,
        numerator=told.numerator,
        denominator=told.denominator,
        asked=told.asked,
        answered=told.answered,
        provisional=told.provisional,
        note=told.note or (there.note if there else ""),
        revision=there.revision + 1 if there else 1,
        reason_for_revision=reason if there else "",
        created_by=by,
    )
