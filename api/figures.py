"""Taking figures that another system sends: each by itself, all in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import exceptions

from accounts import prepared
from accounts.models import User
from api.errors import pointers, refused_field
from api.serializers.fields import ids_in
from api.serializers.outcomes import REFUSED, UNCHANGED, WRITTEN, FigureInput
from outcomes import frequencies
from outcomes.actions.points import write_figures
from outcomes.imports.columns import not_to_come, of_those_asked
from outcomes.imports.told import NotAFigure, Told, told_of
from outcomes.models import CountedMeasure, DataPoint, Measure

Key = tuple[UUID, date]


@dataclass(slots=True)
class Taken:
    """What came of one figure: which one stands for its period now, or why it was refused."""

    key: Key | None = None
    status: int = REFUSED
    standing: UUID | None = None
    problem: exceptions.ValidationError | None = None

    def made(self) -> UUID:
        """The figure that stands."""
        if self.standing is None:
            raise exceptions.NotFound
        return self.standing

    def told(self) -> dict[str, Any]:
        errors = list(pointers(self.problem.get_full_details())) if self.problem else []
        return {"status": self.status, "id": str(self.standing) if self.standing else None, "errors": errors}


def take_figures(said: Sequence[Any], *, by: User, is_again: bool = False) -> list[Taken]:
    """Write those that are right, and say of each what came of it. `is_again`: nothing is written, for it was."""
    known = dict(prepared.visible(Measure, dict.fromkeys(ids_in(list(said))), by))
    counted = set(CountedMeasure.objects.visible_to(by).filter(measure__in=known).values_list("measure", flat=True))
    standing = _standing(known, by)
    taken: list[Taken] = []
    good: dict[Key, tuple[Measure, Told]] = {}
    for one in said:
        try:
            measure, told = _read(one, known, counted, by)
            key = (measure.pk, told.span[0])
            if key in good:
                raise refused_field("period_from", _("This figure is of the same period as one before it."))
            there = standing.get(key)
            if there and not is_again and not told.is_same_as(there) and not told.reason.strip():
                raise refused_field("reason", _("There is a figure for this period already. Say why it changes."))
            good[key] = (measure, told)
            is_same = is_again or (there is not None and told.is_same_as(there))
            taken.append(Taken(key, UNCHANGED if is_same else WRITTEN))
        except exceptions.ValidationError as problem:
            taken.append(Taken(problem=problem))
    if not is_again:
        write_figures(told=good.values(), by=by)
        standing = _standing(known, by)
    for row in taken:
        if row.key and row.key in standing:
            row.standing = standing[row.key].pk
    return taken


def _standing(measures: Mapping[UUID, Any], user: User) -> dict[Key, DataPoint]:
    current = DataPoint.objects.visible_to(user).filter(measure__in=measures, is_current=True)
    return {(point.measure_id, point.period.lower): point for point in current}


def _read(one: Any, known: Mapping[UUID, Any], counted: set[UUID], by: User) -> tuple[Measure, Told]:
    """A figure that is right. Raises ValidationError, by the names of its fields."""
    body = FigureInput(data=one, context={"user": by, "visible": {Measure: known}})
    body.is_valid(raise_exception=True)
    said = body.validated_data
    measure: Measure = said["measure"]
    if measure.pk in counted:
        raise refused_field("measure", _("Kith counts the figures of this measure from its own records."))
    span = frequencies.span_of(said["period_from"], measure.frequency)
    if span[0] != said["period_from"]:
        raise refused_field("period_from", _("That is not the first day of one of the periods of this measure."))
    try:
        not_to_come(span)
    except NotAFigure as error:
        raise refused_field("period_from", str(error)) from error
    return measure, _figure(measure, span, said)


def _figure(measure: Measure, span: frequencies.Span, said: Mapping[str, Any]) -> Told:
    parts = [said.get("number"), said.get("out_of")]
    numbers = [one for one in parts if one is not None] or [said.get("figure")]
    has_one_way = ("figure" in said) != (None not in parts) and (None in parts) == (parts == [None, None])
    if not has_one_way:
        raise refused_field("figure", _("Give the figure, or the number and what it is out of: one of the two."))
    more = {name: said[name] for name in ("provisional", "note") if name in said}
    try:
        told = told_of(measure, span, numbers, **more)
        told = of_those_asked(told, measure, said.get("asked"), said.get("answered"))
    except NotAFigure as error:
        raise refused_field("figure", str(error)) from error
    return told.because(said.get("reason", ""))
