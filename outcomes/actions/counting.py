"""Following what Kith counts of its own records, and counting it (domain.md §7.4)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from database import clock
from database.jobs import put_off
from database.patience import nobody_waits
from outcomes.actions.measures import add_measure
from outcomes.actions.points import write_figures
from outcomes.counted import QUERIES
from outcomes.models import CountedMeasure, DataPoint, Measure, Service
from outcomes.queries.counting import LOOKED_BACK, count, figure_of, is_told_again, periods_of

COUNT = "outcomes.count_measure"
AT_FIRST = 36
"""So many periods are counted when it begins, so that there is a history to go out from."""


@action
def follow_counted(  # noqa: PLR0913  (what is counted, for whom, how often and since when)
    *, query: str, service: Service, name: str, frequency: str, since: date, is_obsession: bool = False, by: User
) -> CountedMeasure:
    """Begin a measure that Kith counts by itself: now for the first time, and each night from then on."""
    about = QUERIES[query]
    if since > clock.today():
        raise ValidationError({"since": _("That day is still to come.")})
    measure = add_measure(
        name=name,
        kind=Measure.Kind.PERFORMANCE,
        service=service,
        quadrant=about.quadrant,
        is_obsession=is_obsession,
        unit=about.unit,
        good=about.good,
        frequency=frequency,
        source=_("Counted by Kith from its own records."),
        by=by,
    )
    counted = CountedMeasure(organisation=by.organisation, measure=measure, query=query, since=since, created_by=by)
    counted.full_clean()
    counted.save(force_insert=True)
    put_off(COUNT, organisation=by.organisation_id, counted=counted.pk)
    return counted


@action
def count_measure(*, counted: CountedMeasure, by: User) -> CountedMeasure:
    """Count its last periods as of today, and write what is new and what has changed; as often as it is done, nothing twice."""
    held = CountedMeasure.objects.select_for_update(of=("self",)).select_related("measure").get(pk=counted.pk)
    query, measure, today = QUERIES[held.query], held.measure, clock.today()
    most = LOOKED_BACK if held.counted_at else AT_FIRST
    spans = periods_of(measure.frequency, since=held.since, as_of=today, most=most, settles=query.settles)
    nobody_waits()  # of a million people a definition takes longer than a page may
    found = count(query, spans, as_of=today)
    told = [figure_of(query, span, found[span[0]], as_of=today) for span in spans]
    current = DataPoint.objects.filter(measure=measure, is_current=True)
    standing = {point.period.lower: point for point in current}
    known = [one for one in told if one]
    due = [one for one in known if one.span[0] not in standing or is_told_again(one, standing[one.span[0]])]
    reason = _("Counted again as of %(day)s, by version %(version)d of its definition.") % {
        "day": date_format(today, "j F Y"),
        "version": query.version,
    }
    held.written = write_figures(
        told=[(measure, one) for one in due], reason=reason, query_version=query.version, by=by
    )
    held.unchanged = len(known) - held.written
    held.kept_back = sum(one.is_of_too_few for one in found.values() if not one.is_nothing)
    held.version, held.counted_at, held.as_of = query.version, clock.now(), today
    held.save(update_fields=["written", "unchanged", "kept_back", "version", "counted_at", "as_of"])
    return held
