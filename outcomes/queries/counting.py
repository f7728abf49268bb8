"""The one door by which figures are counted from what is written about families.

A count reads past `visible_to`, over all of the organisation, whoever asks, as the results of link-ups and the figures of family
meetings do; the database holds it to that one organisation. Nothing leaves this door but numbers, and of them none that is
of so few that somebody could be known by it, or of the work of fewer than three (domain.md §4.4, §7.4).

As of an earlier day a statement reads the histories of its tables instead: what stood there on that evening, and nothing that was
written, put right or found to be of one person since. So the same day answers the same for ever, but for what was deleted for good; and
what was brought in from elsewhere stands there from the day on which it came.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from database import clock
from database.patience import all_at_once
from families.small_numbers import is_small
from outcomes import frequencies
from outcomes.counted import QUERIES, Counted, Query
from outcomes.frequencies import Span
from outcomes.imports.told import PLACES, Told
from outcomes.models import CountedMeasure, DataPoint, Measure
from outcomes.queries.curves import count_words, in_parts, shown

LOOKED_BACK = 6
"""So many periods are counted again each night, and each that is not final yet: what is put right later changes no figure by itself."""
MISSED = 31
"""For so many days after it is final a period is counted too, should a night have been missed."""
_TABLE = re.compile(r"\bthen\.(\w+)")
_AS_IT_WAS = r"""(
  SELECT * FROM (
    SELECT DISTINCT ON (pgh_obj_id) * FROM \1event WHERE pgh_created_at < %(evening)s ORDER BY pgh_obj_id, pgh_created_at DESC, pgh_id DESC
  ) AS latest WHERE pgh_label <> 'delete')"""


@dataclass(frozen=True, slots=True)
class Row:
    """One period: as it is counted as of a day, and the figure that stands."""

    label: str
    counted: str
    asked: str
    stands: str
    is_other: bool


@dataclass(frozen=True, slots=True)
class CountedPage:
    """A counted measure: what it counts, when last, and its periods as of a day."""

    counted: CountedMeasure
    query: Query | None
    as_of: date
    rows: Sequence[Row]


def count(query: Query, spans: Sequence[Span], *, as_of: date) -> Mapping[date, Counted]:
    """What is counted of each period by its first day, as it was known on the evening of a day; in one statement."""
    if not spans:
        return {}
    is_now = as_of >= clock.today()
    evening = timezone.make_aware(datetime.combine(as_of + timedelta(days=1), time.min))
    told: dict[str, Any] = {
        "firsts": [first for first, _until in spans],
        "untils": [until for _first, until in spans],
        "evening": evening,
    }
    with all_at_once(), connection.cursor() as cursor:
        cursor.execute(_TABLE.sub(r"\1" if is_now else _AS_IT_WAS, query.sql), told)
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    nothing = (0, 0 if query.out_of else None, 0, 0, None)
    return {first: _counted(query, found.get(first, nothing)) for first, _until in spans}


def _counted(query: Query, row: Sequence[Any]) -> Counted:
    numerator, denominator, asked, answered, workers, *beside = row
    numbers = tuple(beside[0] or ()) if beside else ()
    return Counted(
        int(numerator or 0),
        None if denominator is None else int(denominator),
        int(asked or 0),
        int(answered or 0),
        workers,
        parts=() if query.step else numbers,
        steps=numbers if query.step else (),
        step=query.step if numbers else None,
    )


def periods_of(
    frequency: str, *, since: date, as_of: date, most: int = LOOKED_BACK, settles: int = -MISSED
) -> list[Span]:
    """The last periods that are over on that day, the earliest first, of those since a day; and each that may not be final yet."""
    may_change_from = as_of - timedelta(days=settles + MISSED)
    found: list[Span] = []
    span = frequencies.span_of(frequencies.span_of(as_of, frequency)[0] - timedelta(days=1), frequency)
    while span[0] >= since and (len(found) < most or span[1] >= may_change_from):
        found.insert(0, span)
        span = frequencies.span_of(span[0] - timedelta(days=1), frequency)
    return found


def figure_of(query: Query, span: Span, counted: Counted, *, as_of: date) -> Told | None:
    """The figure that is written of a count; None where there is none to tell."""
    if counted.is_nothing or counted.is_of_too_few:
        return None
    is_part = counted.denominator is not None
    number = Decimal(counted.numerator).quantize(PLACES)
    return Told(
        span,
        value=None if is_part else number,
        numerator=number if is_part else None,
        denominator=Decimal(counted.denominator).quantize(PLACES) if counted.denominator is not None else None,
        provisional=as_of < span[1] + timedelta(days=query.settles),
        asked=counted.asked,
        answered=counted.answered,
    )


def is_told_again(told: Told, there: DataPoint) -> bool:
    """Whether a figure that stands may be written anew: once it is final, and until then where six have changed in each number that did.

    Of two nights, one of which tells 7 of 20 and the next 8 of 21, it is known what somebody answered.
    """
    return not told.provisional or not any(
        is_small(abs(int(now - before)))
        for now, before in zip(_numbers(told), _numbers(there), strict=True)
        if now is not None and before is not None
    )


def _numbers(of: Told | DataPoint) -> list[Any]:
    """Each number that a figure says, and what two of them leave."""
    pairs = ((of.numerator, of.denominator), (of.answered, of.asked))
    left = [whole - part if part is not None and whole is not None else None for part, whole in pairs]
    return [of.value, of.numerator, of.denominator, of.asked, of.answered, *left]


def to_be_counted() -> QuerySet[CountedMeasure]:
    """What Kith itself counts each night in one organisation: the measures that are on the board."""
    return CountedMeasure.objects.filter(measure__active=True).order_by("pk")


def not_followed(user: User) -> list[Query]:
    """What could be counted and is not yet."""
    followed = set(CountedMeasure.objects.visible_to(user).values_list("query", flat=True))
    return [query for query in QUERIES.values() if query.key not in followed]


def counted_page(pk: UUID, user: User, *, as_of: date | None) -> CountedPage:
    """A counted measure beside what would be counted as of a day, today unless told."""
    counted = get_object_or_404(CountedMeasure.objects.visible_to(user).select_related("measure__service"), measure=pk)
    query, measure, day = QUERIES.get(counted.query), counted.measure, as_of or clock.today()
    if query is None:
        return CountedPage(counted, None, day, [])
    spans = periods_of(measure.frequency, since=counted.since, as_of=day)
    found = count(query, spans, as_of=day)
    current = DataPoint.objects.visible_to(user).filter(measure=measure, is_current=True)
    standing = {point.period.lower: point for point in current}
    rows = [_row(query, measure, span, found[span[0]], standing.get(span[0]), day) for span in spans]
    return CountedPage(counted, query, day, rows[::-1])


def _row(query: Query, measure: Measure, span: Span, counted: Counted, point: DataPoint | None, as_of: date) -> Row:
    told = figure_of(query, span, counted, as_of=as_of)
    if point:
        point.measure = measure
    if told is None:
        words = _("nothing to count") if counted.is_nothing else _("of too few to be told")
    else:
        words = _shown(measure, DataPoint(value=told.value, numerator=told.numerator, denominator=told.denominator))
    return Row(
        label=frequencies.said(span[0], measure.frequency),
        counted=words,
        asked=count_words(told.asked, told.answered) if told else "",
        stands=_shown(measure, point) if point else "",
        is_other=point is not None and not (told and told.has_numbers_of(point)),
    )


def _shown(measure: Measure, point: DataPoint) -> str:
    """“72% (29 of 40)”."""
    point.measure = measure
    figure, parts = shown(point.figure, measure, point), in_parts(point)
    return f"{figure} ({parts})" if parts and parts != figure else figure
