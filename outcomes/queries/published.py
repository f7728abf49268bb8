"""What a published file would bring in, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from outcomes import frequencies
from outcomes.imports.published import COUNCIL, NATION, REGION, Cell, Series, Table
from outcomes.imports.told import CODES, Told
from outcomes.models import DataPoint, Measure, PublishedFile, PublishedSeries
from outcomes.queries.pasting import CHANGES, NEW, SAME

FILES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One year of a council beside how it is elsewhere; `becomes` is empty for a code, of which nothing is taken in."""

    period: str
    figure: str
    becomes: str
    was: str
    meaning: str
    elsewhere: Sequence[str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A series of a council, and what would come of it. `follows` is the measure that follows it already."""

    council: str
    series: Series
    told: Sequence[Told]
    elsewhere: Mapping[str, Mapping[date, Decimal]]
    rows: Sequence[Row]
    follows: Measure | None


def files_of(user: User) -> QuerySet[PublishedFile]:
    """The files that were brought last, without what is in them."""
    return PublishedFile.objects.visible_to(user).defer("content").order_by("-created_at", "-pk")[:FILES_SHOWN]


def seen_file(pk: UUID, user: User) -> PublishedFile:
    return get_object_or_404(PublishedFile.objects.visible_to(user), pk=pk)


def chosen(table: Table, council: str, series: Series, user: User) -> Chosen:
    """What is to be taken in of a series. Raises NotPublished."""
    cells = table.cells(series, COUNCIL, council)
    elsewhere = {}
    for level, name in ((NATION, table.nation()), (REGION, table.region_of(council))):
        if name:
            told = table.cells(series, level, name)
            elsewhere[name] = {cell.span[0]: cell.value for cell in told if cell.value is not None}
    follows = PublishedSeries.objects.visible_to(user).filter(
        area=council, column=series.column, selection=series.selection
    )
    found = follows.select_related("measure").first()
    measure = found.measure if found else None
    standing = {}
    if measure:
        current = DataPoint.objects.visible_to(user).filter(measure=measure, is_current=True).select_related("measure")
        standing = {point.period.lower: point for point in current}
    told_cells = [(cell, _told(cell, before)) for cell, before in zip(cells, [None, *cells], strict=False)]
    rows = [_row(cell, told, standing, elsewhere, table.frequency) for cell, told in told_cells]
    return Chosen(council, series, [told for _cell, told in told_cells if told], elsewhere, rows, measure)


def _told(cell: Cell, before: Cell | None) -> Told | None:
    """The figure, and a note where the place was drawn otherwise before; None for a code."""
    if cell.value is None:
        return None
    moved = before is not None and before.area_code != cell.area_code
    note = (
        _("From here on the place has another code (%(code)s): its boundaries may be others.")
        % {"code": cell.area_code}
        if moved
        else ""
    )
    if cell.numerator is not None:
        return Told(cell.span, numerator=cell.numerator, denominator=cell.denominator, note=note)
    return Told(cell.span, value=cell.value, note=note)


def _row(
    cell: Cell,
    told: Told | None,
    standing: Mapping[date, DataPoint],
    elsewhere: Mapping[str, Mapping[date, Decimal]],
    frequency: str,
) -> Row:
    there = standing.get(cell.span[0])
    becomes = "" if told is None else NEW
    if told and there:
        becomes = SAME if told.is_same_as(there) else CHANGES
    others = [told_there.get(cell.span[0]) for told_there in elsewhere.values()]
    return Row(
        period=frequencies.said(cell.span[0], frequency),
        figure="" if cell.value is None else _plain(cell.value),
        becomes=becomes,
        was=_plain(there.figure) if there and becomes == CHANGES else "",
        meaning=str(CODES.get(cell.code, _("nothing stands there"))) if cell.value is None else "",
        elsewhere=["" if value is None else _plain(value) for value in others],
    )


def _plain(value: Decimal) -> str:
    places = 0 if value == value.to_integral() else 1
    return number_format(round(value, places), places, use_l10n=True, force_grouping=True)
