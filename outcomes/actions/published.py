"""Taking in what a government publishes, and going on with next year’s file (domain.md §7.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action, bad_input
from accounts.models import User
from families.periods import Period
from outcomes import frequencies
from outcomes.actions.measures import add_measure
from outcomes.actions.points import write_figures
from outcomes.models import Comparison, ComparisonPoint, Measure, PublishedFile, PublishedSeries
from outcomes.queries.published import Chosen

PUBLISHER, LICENCE = "Department for Education", "Open Government Licence v3.0"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The measure that follows the series now, and how many figures were written."""

    measure: Measure
    written: int


@action
def keep_published_file(*, name: str, content: str, by: User) -> PublishedFile:
    """Keep a file as it came; the same once."""
    checksum = sha256(content.encode()).hexdigest()
    there = PublishedFile.objects.filter(organisation=by.organisation_id, checksum=checksum).first()
    if there:
        return there
    file = PublishedFile(
        organisation=by.organisation, name=name[-200:], content=content, checksum=checksum, created_by=by
    )
    file.save(force_insert=True)
    return file


@action
def take_in_published(
    *,
    file: PublishedFile,
    chosen: Chosen,
    measure: Measure | None = None,
    new: Mapping[str, Any] | None = None,
    by: User,
) -> TakenIn:
    """Write the figures of a series to the measure that follows it, to `measure`, or to a `new` one; none of them twice."""
    follows = chosen.follows or _beginning_to_follow(file, chosen, measure, new or {}, by)
    reason = _("As published in %(file)s") % {"file": file.name}
    written = write_figures(told=[(follows, one) for one in chosen.told], reason=reason, by=by)
    if follows.unit != Measure.Unit.COUNT:
        for name, values in chosen.elsewhere.items():
            _compare(follows, name, values, by)
    return TakenIn(follows, written)


def _beginning_to_follow(
    file: PublishedFile, chosen: Chosen, measure: Measure | None, new: Mapping[str, Any], by: User
) -> Measure:
    if measure is None:
        source = f"{PUBLISHER}, {file.name}: {chosen.series.name}. {LICENCE}."
        measure = add_measure(source=source[:1_000], by=by, **new)
    if PublishedSeries.objects.filter(measure=measure).exists():
        raise ValidationError({"measure": _("This measure follows other published figures already.")})
    series = PublishedSeries(
        organisation=by.organisation,
        measure=measure,
        area=chosen.council,
        column=chosen.series.column,
        selection=chosen.series.selection,
        publisher=PUBLISHER,
        licence=LICENCE,
        created_by=by,
    )
    with bad_input():
        series.save(force_insert=True)
    return measure


def _compare(measure: Measure, name: str, values: Mapping[date, Decimal], by: User) -> None:
    """Draw how it is elsewhere: what stands there and differs is put right, and history says so."""
    organisation = by.organisation
    line, _made = Comparison.objects.get_or_create(
        measure=measure, name=name[:200], defaults={"organisation": organisation, "created_by": by}
    )
    standing = {point.period.lower: point for point in ComparisonPoint.objects.filter(comparison=line)}
    differing = [point for day, point in standing.items() if day in values and point.value != values[day]]
    for point in differing:
        point.value = values[point.period.lower]
    ComparisonPoint.objects.bulk_update(differing, ["value"])
    ComparisonPoint.objects.bulk_create(
        ComparisonPoint(
            organisation=organisation,
            comparison=line,
            period=Period(*frequencies.span_of(day, measure.frequency)),
            value=value,
            created_by=by,
        )
        for day, value in values.items()
        if day not in standing
    )
